/** Which revision of a document is the newest? */
import type { Kind } from '../../../schemas/api.ts';
import type { DocumentName } from '../contract/documents.ts';
import type { Sql } from '../world.ts';

/** The newest revision of a document, live or deleted. Times are Unix milliseconds. */
export interface Head {
  readonly id: string;
  readonly revision: number;
  readonly hash: string;
  readonly title: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
}

const HEAD = `SELECT document.id AS id, document.revision AS revision, revision.hash AS hash, title,
  document.created_at AS createdAt, updated_at AS updatedAt, deleted_at AS deletedAt
  FROM document JOIN revision USING (kind, id, revision)`;

/** Characters of the hash in an entity tag; with the revision's number they tell any two documents apart. */
const TAG_HASH_LENGTH = 16;

/** The strong entity tag of a revision (RFC 9110, 8.8.3): it changes with every revision, also back to equal content. */
export function entityTag({ revision, hash }: Pick<Head, 'revision' | 'hash'>): string {
  return `"${revision}-${hash.slice(0, TAG_HASH_LENGTH)}"`;
}

/** The newest revision, also of a deleted document; null when there never was one. */
export function readHead(sql: Sql, { kind, id }: DocumentName): Head | null {
  return sql.all<Head>(`${HEAD} WHERE kind = ? AND id = ?`, kind, id)[0] ?? null;
}

/** The same for live documents only. */
export function readLiveHead(sql: Sql, target: DocumentName): Head | null {
  const head = readHead(sql, target);
  return head === null || head.deletedAt !== null ? null : head;
}

/** The heads of live documents of a kind, by id, behind `after`. */
export function liveHeads(
  sql: Sql,
  kind: Kind,
  { after, limit }: { readonly after: string; readonly limit: number },
): Head[] {
  return sql.all<Head>(
    `${HEAD} WHERE kind = ? AND document.id > ? AND deleted_at IS NULL ORDER BY document.id LIMIT ?`,
    kind,
    after,
    limit,
  );
}
