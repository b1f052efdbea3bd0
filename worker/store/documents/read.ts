/** What is kept under an id, and what was? */
import type { Cause, Kind, Revision, Summary } from '../../../schemas/api.ts';
import type { KeptContent } from '../../../schemas/list.ts';
import { readText } from '../chunks.ts';
import type { Stored } from '../contract/documents.ts';
import type { Page, PageRequest } from '../contract/page.ts';
import { pageOf } from '../cursor.ts';
import { instant } from '../instant.ts';
import { contentOf, type KeptList, shownList } from '../lists/kept.ts';
import { readReport } from '../lists/meaning.ts';
import { AS_IT_IS, type Outlook, publicationOf } from '../publication/show.ts';
import { subscriptionFindings, subscriptionOf } from '../subscriptions/show.ts';
import type { Sql, World } from '../world.ts';
import { dependentsOf } from './dependents.ts';
import { readFindings } from './findings.ts';

/** Names a document. */
export interface Target {
  readonly kind: Kind;
  readonly id: string;
}

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
export function readHead(sql: Sql, { kind, id }: Target): Head | null {
  return sql.all<Head>(`${HEAD} WHERE kind = ? AND id = ?`, kind, id)[0] ?? null;
}

/** The same for live documents only. */
export function readLiveHead(sql: Sql, target: Target): Head | null {
  const head = readHead(sql, target);
  return head === null || head.deletedAt !== null ? null : head;
}

/** A live document with all that is known about it, or null. */
export function readStored(world: World, target: Target, outlook: Outlook = AS_IT_IS): Stored | null {
  const head = readLiveHead(world.sql, target);
  if (head === null) return null;
  const facts = target.kind === 'list' ? listFacts(world.sql, target.id, head.hash) : null;
  return {
    ...target,
    revision: head.revision,
    etag: entityTag(head),
    document: shownText(world.sql, target.kind, head.hash),
    findings: [
      ...readFindings(world.sql, target),
      ...(facts?.subscription ? subscriptionFindings(world.sql, target.id) : []),
    ],
    createdAt: instant(head.createdAt),
    updatedAt: instant(head.updatedAt),
    publication: target.kind === 'profile' ? publicationOf(world, target.id, outlook) : null,
    dependents: target.kind === 'profile' ? [] : dependentsOf(world, target),
    ...(facts === null ? {} : { list: facts }),
  };
}

/** One page of live documents, by id. */
export function listDocuments(sql: Sql, kind: Kind, page: PageRequest): Page<Summary> {
  return pageOf(page, {
    keys: 'string',
    read: (after, limit) =>
      sql.all<Head>(
        `${HEAD} WHERE kind = ? AND document.id > ? AND deleted_at IS NULL ORDER BY document.id LIMIT ?`,
        kind,
        after ?? '',
        limit,
      ),
    keyOf: ({ id }) => id,
    show: (head): Summary => ({
      id: head.id,
      title: head.title,
      revision: head.revision,
      etag: entityTag(head),
      updatedAt: instant(head.updatedAt),
    }),
  });
}

interface RevisionRow {
  readonly revision: number;
  readonly hash: string;
  readonly created_at: number;
  readonly author: string;
  readonly cause: string;
}

/** One page of a document's history, the newest first; null when there never was such a document. */
export function listRevisions(sql: Sql, { kind, id }: Target, page: PageRequest): Page<Revision> | null {
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
  { kind, id }: Target,
  revision: number,
): (Revision & { readonly document: string }) | null {
  return withDocument(sql, { kind, id }, revision, (hash) => readRevisionText(sql, hash));
}

/** The same as it is shown. */
export function showRevision(
  sql: Sql,
  { kind, id }: Target,
  revision: number,
): (Revision & { readonly document: string; readonly content?: KeptContent | null }) | null {
  const found = withDocument(sql, { kind, id }, revision, (hash) => hash);
  if (found === null) return null;
  const shown = { ...found, document: shownText(sql, kind, found.document) };
  return kind === 'list' ? { ...shown, content: contentOf(sql, keptOf(sql, found.document)) } : shown;
}

function withDocument(
  sql: Sql,
  { kind, id }: Target,
  revision: number,
  document: (hash: string) => string,
): (Revision & { readonly document: string }) | null {
  const row = sql.all<RevisionRow>(
    'SELECT * FROM revision WHERE kind = ? AND id = ? AND revision = ?',
    kind,
    id,
    revision,
  )[0];
  return row === undefined ? null : { ...revisionOf(row), document: document(row.hash) };
}

function revisionOf({ revision, created_at, author, cause }: RevisionRow): Revision {
  return { revision, createdAt: instant(created_at), by: author, cause: cause as Cause };
}

/** What is shown of a list beside its document. */
function listFacts(sql: Sql, id: string, hash: string): NonNullable<Stored['list']> {
  const kept = keptOf(sql, hash);
  return {
    content: contentOf(sql, kept),
    report: readReport(sql, id),
    ...(kept.source === undefined ? {} : { subscription: subscriptionOf(sql, id) }),
  };
}

const keptOf = (sql: Sql, hash: string): KeptList => JSON.parse(readRevisionText(sql, hash)) as KeptList;

/** The text of a document as it is shown: that of a list is kept without its content. */
function shownText(sql: Sql, kind: Kind, hash: string): string {
  return kind === 'list' ? JSON.stringify(shownList(sql, keptOf(sql, hash))) : readRevisionText(sql, hash);
}

/** The text of a document as it is kept, by its hash. */
export function readRevisionText(sql: Sql, hash: string): string {
  const text = readText(sql, `document:${hash}`);
  if (text === null) throw new Error(`Expected the text of document ${hash}.`);
  return text;
}
