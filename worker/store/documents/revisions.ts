/** What was kept as a revision? */
import type { Cause, Revision } from '../../../schemas/api.ts';
import { readText } from '../chunks.ts';
import type { DocumentName } from '../contract/documents.ts';
import type { Page, PageRequest } from '../contract/page.ts';
import { pageOf } from '../cursor.ts';
import { instant } from '../instant.ts';
import type { Sql } from '../world.ts';
import { readHead } from './head.ts';

interface RevisionRow {
  readonly revision: number;
  readonly hash: string;
  readonly created_at: number;
  readonly author: string;
  readonly cause: string;
}

/** One page of a document's history, the newest first; null when there never was such a document. */
export function listRevisions(sql: Sql, { kind, id }: DocumentName, page: PageRequest): Page<Revision> | null {
  if (readHead(sql, { kind, id }) === null) return null;
  return pageOf(page, {
    keys: 'number',
    read: (after, limit) =>
      sql.all<RevisionRow>(
        'SELECT * FROM revision WHERE kind = ? AND id = ? AND revision < ? ORDER BY revision DESC LIMIT ?',
        kind,
        id,
        after ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
    keyOf: ({ revision }) => revision,
    show: revisionOf,
  });
}

/** One revision with its document as it is kept, also of a deleted document, or null. */
export function readRevision(
  sql: Sql,
  name: DocumentName,
  revision: number,
): (Revision & { readonly document: string }) | null {
  const found = readRevisionHash(sql, name, revision);
  if (found === null) return null;
  const { hash, ...rest } = found;
  return { ...rest, document: readRevisionText(sql, hash) };
}

/** One revision with the hash of its document, or null. */
export function readRevisionHash(
  sql: Sql,
  { kind, id }: DocumentName,
  revision: number,
): (Revision & { readonly hash: string }) | null {
  const row = sql.all<RevisionRow>(
    'SELECT * FROM revision WHERE kind = ? AND id = ? AND revision = ?',
    kind,
    id,
    revision,
  )[0];
  return row === undefined ? null : { ...revisionOf(row), hash: row.hash };
}

function revisionOf({ revision, created_at, author, cause }: RevisionRow): Revision {
  return { revision, createdAt: instant(created_at), by: author, cause: cause as Cause };
}

/** The text of a document as it is kept, by its hash. */
export function readRevisionText(sql: Sql, hash: string): string {
  const text = readText(sql, `document:${hash}`);
  if (text === null) throw new Error(`Expected the text of document ${hash}.`);
  return text;
}
