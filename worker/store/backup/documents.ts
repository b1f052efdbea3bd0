/** How do documents come back, with their history? In the transaction of the restoration. */
import type { EntryOf, Restoration } from '../../../schemas/backup.ts';
import { note } from '../audit.ts';
import { hasChunks, writeText } from '../chunks.ts';
import type { Actor } from '../contract/actor.ts';
import type { Restoring } from '../contract/backup.ts';
import type { DocumentName } from '../contract/documents.ts';
import { withdrawDocument } from '../documents/delete.ts';
import { readHead } from '../documents/head.ts';
import { scheduleRebuild } from '../work/rebuilds.ts';
import type { World } from '../world.ts';
import { contentTaker } from './contents.ts';
import { type Restorer, restorerOf, type Takers } from './restorer.ts';

/** What became of the documents, while it is counted. */
type Counts = { -readonly [What in keyof Restoration['documents']]: Restoration['documents'][What] };

/** One document of the backup, with its revisions as they come. */
interface Open {
  readonly document: EntryOf<'document'>;
  readonly revisions: EntryOf<'revision'>[];
}

/** Takes documents, their revisions and texts, and the contents of lists. */
export function restoreDocuments(world: World, restoring: Restoring, counts: Counts): Restorer {
  const seen = new Set<string>();
  let open: Open | null = null;
  const close = () => {
    if (open !== null) restoreDocument(world, open, restoring, counts);
    open = null;
  };
  const takers: Takers = {
    content: contentTaker(world),
    text: ({ sha256, text }) => {
      if (!hasChunks(world.sql, `document:${sha256}`)) writeText(world.sql, `document:${sha256}`, text);
    },
    document: (document) => {
      close();
      seen.add(nameOf(document));
      open = { document, revisions: [] };
    },
    revision: (revision) => void open?.revisions.push(revision),
  };
  return restorerOf(takers, () => {
    close();
    if (restoring.mode === 'replace') counts.deleted += withdrawOthers(world, seen, restoring.actor);
  });
}

/** The document alone: its line has more. */
const named = ({ kind, id }: DocumentName): DocumentName => ({ kind, id });
const nameOf = ({ kind, id }: DocumentName): string => `${kind}/${id}`;

function restoreDocument(world: World, open: Open, restoring: Restoring, counts: Counts): void {
  const { document, revisions } = open;
  const [newest, served] = [document.revision, document.served].map((wanted) =>
    revisions.find(({ revision }) => revision === wanted),
  );
  // Without its newest revision a document says nothing; a whole backup has it.
  if (newest === undefined) return;
  const before = readHead(world.sql, document);
  if (before === null) {
    insertWhole(world, open);
    if (document.deletedAt === null) scheduleRebuild(world, { ...named(document), served: served?.revision ?? 0 });
    counts.created += 1;
    return;
  }
  const isLive = before.deletedAt === null;
  const isEqual = document.deletedAt === null ? isLive && before.hash === newest.sha256 : !isLive;
  if (isEqual) counts.unchanged += 1;
  else if (restoring.mode === 'merge') counts.kept += 1;
  else if (document.deletedAt !== null) {
    withdraw(world, document, restoring.actor);
    counts.deleted += 1;
  } else {
    bringBack(world, open, { newest, served }, restoring.actor);
    counts.changed += 1;
  }
}

/** The document with its whole history, under the numbers that it had. */
function insertWhole({ sql }: World, { document: { kind, id, ...rest }, revisions }: Open): void {
  for (const { revision, sha256, createdAt, by, cause } of revisions) {
    sql.all(
      'INSERT INTO revision (kind, id, revision, hash, created_at, author, cause) VALUES (?, ?, ?, ?, ?, ?, ?)',
      kind,
      id,
      revision,
      sha256,
      createdAt,
      by,
      cause,
    );
  }
  sql.all(
    `INSERT INTO document (kind, id, revision, title, created_at, updated_at, deleted_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    kind,
    id,
    rest.revision,
    rest.title,
    rest.createdAt,
    rest.updatedAt,
    rest.deletedAt,
  );
}

/** What the backup has becomes the newest revision on top of the history that is there: nothing is overwritten. */
function bringBack(
  world: World,
  { document }: Open,
  { newest, served }: { readonly newest: EntryOf<'revision'>; readonly served: EntryOf<'revision'> | undefined },
  actor: Actor,
): void {
  const isOlderServed = served !== undefined && served.revision !== newest.revision;
  const servedAs = isOlderServed ? append(world, document, served.sha256, actor) : null;
  const newestAs = append(world, document, newest.sha256, actor);
  scheduleRebuild(world, { ...named(document), served: served === undefined ? 0 : (servedAs ?? newestAs) });
}

function append(world: World, { kind, id, title }: EntryOf<'document'>, sha256: string, actor: Actor): number {
  const { sql } = world;
  const time = world.now();
  const revision = (readHead(sql, { kind, id })?.revision ?? 0) + 1;
  sql.all(
    "INSERT INTO revision (kind, id, revision, hash, created_at, author, cause) VALUES (?, ?, ?, ?, ?, ?, 'restore')",
    kind,
    id,
    revision,
    sha256,
    time,
    actor.by,
  );
  sql.all(
    'UPDATE document SET revision = ?, title = ?, updated_at = ?, deleted_at = NULL WHERE kind = ? AND id = ?',
    revision,
    title,
    time,
    kind,
    id,
  );
  note(world, actor, { kind, id, action: 'restore', revision });
  return revision;
}

function withdrawOthers(world: World, seen: ReadonlySet<string>, actor: Actor): number {
  const others = world.sql
    .all<DocumentName>('SELECT kind, id FROM document WHERE deleted_at IS NULL ORDER BY kind, id')
    .filter((target) => !seen.has(nameOf(target)));
  for (const target of others) withdraw(world, target, actor);
  return others.length;
}

/** Who uses it is in the backup in another form, or goes too. */
function withdraw(world: World, target: DocumentName, actor: Actor): void {
  withdrawDocument(world, target, { revision: readHead(world.sql, target)?.revision ?? 0, actor });
}
