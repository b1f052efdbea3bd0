/** What does a backup hold? Everything that cannot be made again, as of one moment, written while it is taken. */
import { Buffer } from 'node:buffer';
import { BACKUP_FORMAT, type BackupEntry, type EntryOf } from '../../../schemas/backup.ts';
import { sha256Hashing } from '../../core/hash.ts';
import { eachChunk } from '../chunks.ts';
import { readRevisionText } from '../documents/revisions.ts';
import type { KeptList } from '../lists/kept.ts';
import type { Sql, World } from '../world.ts';

/** Rows that are read at a time. */
const AT_A_TIME = 500;

/**
 * The lines of a backup. What is there when this is called is in it, and nothing that comes later: heads, keys and tokens
 * are read at once; revisions, texts and the audit are never changed, so that they can be read while they are sent.
 */
export function backupLines(world: World): Iterable<string> {
  const { sql, now } = world;
  const moment: Moment = {
    at: now(),
    documents: documentsOf(sql),
    keys: keysOf(sql, now()),
    tokens: tokensOf(sql),
    lastAudit: sql.all<{ seq: number | null }>('SELECT max(seq) AS seq FROM audit')[0]?.seq ?? 0,
  };
  return sealed(moment.at, entriesOf(sql, moment));
}

interface Moment {
  readonly at: number;
  readonly documents: readonly EntryOf<'document'>[];
  readonly keys: readonly EntryOf<'key'>[];
  readonly tokens: readonly EntryOf<'token'>[];
  readonly lastAudit: number;
}

/** Head, entries, and the end that vouches for all of it. */
function* sealed(at: number, entries: Iterable<BackupEntry>): Generator<string> {
  const hash = sha256Hashing();
  let lines = 0;
  const line = (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    hash.add(text);
    lines += 1;
    return text;
  };
  yield line({ is: 'portolan-backup', format: BACKUP_FORMAT, at });
  for (const entry of entries) yield line(entry);
  yield `${JSON.stringify({ is: 'end', lines, sha256: hash.hex() })}\n`;
}

function* entriesOf(sql: Sql, { documents, keys, tokens, lastAudit }: Moment): Generator<BackupEntry> {
  const seen = new Set<string>();
  for (const document of documents) {
    yield document;
    yield* historyOf(sql, document, seen);
  }
  yield* keys;
  yield* tokens;
  yield* auditUpTo(sql, lastAudit);
}

/** The revisions of a document, each text and content before the first revision that names it. */
function* historyOf(
  sql: Sql,
  { kind, id, revision: newest }: EntryOf<'document'>,
  seen: Set<string>,
): Generator<BackupEntry> {
  for (let after = 0; after < newest; ) {
    const rows = sql.all<Omit<EntryOf<'revision'>, 'is'>>(
      `SELECT kind, id, revision, hash AS sha256, created_at AS createdAt, author AS "by", cause FROM revision
       WHERE kind = ? AND id = ? AND revision > ? AND revision <= ? ORDER BY revision LIMIT ?`,
      kind,
      id,
      after,
      newest,
      AT_A_TIME,
    );
    for (const row of rows) {
      if (!seen.has(row.sha256)) yield* textOf(sql, row, seen);
      yield { is: 'revision', ...row };
    }
    after = rows.at(-1)?.revision ?? newest;
  }
}

function* textOf(
  sql: Sql,
  { kind, sha256 }: Omit<EntryOf<'revision'>, 'is'>,
  seen: Set<string>,
): Generator<BackupEntry> {
  seen.add(sha256);
  const text = readRevisionText(sql, sha256);
  const content = kind === 'list' ? (JSON.parse(text) as KeptList).content?.sha256 : undefined;
  if (content !== undefined && !seen.has(content)) {
    seen.add(content);
    yield* contentOf(sql, content);
  }
  yield { is: 'text', sha256, text };
}

function* contentOf(sql: Sql, sha256: string): Generator<BackupEntry> {
  let part = 0;
  let before: string | null = null;
  for (const bytes of eachChunk(sql, `content:${sha256}`)) {
    if (before !== null) yield { is: 'content', sha256, part: part++, last: false, base64: before };
    before = Buffer.from(bytes).toString('base64');
  }
  if (before !== null) yield { is: 'content', sha256, part, last: true, base64: before };
}

function documentsOf(sql: Sql): EntryOf<'document'>[] {
  return sql
    .all<Omit<EntryOf<'document'>, 'is'>>(
      `SELECT kind, document.id AS id, title, created_at AS createdAt, updated_at AS updatedAt, deleted_at AS deletedAt,
         document.revision AS revision, slot.revision AS served
       FROM document LEFT JOIN slot ON kind = 'profile' AND slot.profile = document.id AND slot.slot = 'current'
       ORDER BY CASE kind WHEN 'list' THEN 0 WHEN 'firewall' THEN 1 ELSE 2 END, document.id`,
    )
    .map((row) => ({ is: 'document', ...row }));
}

function keysOf(sql: Sql, now: number): EntryOf<'key'>[] {
  return sql
    .all<Omit<EntryOf<'key'>, 'is'>>(
      `SELECT id, profile, key, created_at AS createdAt, expires_at AS expiresAt FROM capability
       WHERE expires_at IS NULL OR expires_at > ? ORDER BY seq`,
      now,
    )
    .map((row) => ({ is: 'key', ...row }));
}

type TokenRow = Omit<EntryOf<'token'>, 'is' | 'scopes' | 'profiles' | 'networks'> & {
  readonly scopes: string;
  readonly profiles: string | null;
  readonly networks: string | null;
};

function tokensOf(sql: Sql): EntryOf<'token'>[] {
  return sql
    .all<TokenRow>(
      `SELECT id, hash, name, scopes, profiles, networks, created_at AS createdAt, expires_at AS expiresAt,
         last_used_at AS lastUsedAt, revoked_at AS revokedAt FROM token ORDER BY seq`,
    )
    .map(({ scopes, profiles, networks, ...row }) => ({
      is: 'token',
      ...row,
      scopes: JSON.parse(scopes) as EntryOf<'token'>['scopes'],
      profiles: JSON.parse(profiles ?? 'null') as string[] | null,
      networks: JSON.parse(networks ?? 'null') as string[] | null,
    }));
}

function* auditUpTo(sql: Sql, last: number): Generator<BackupEntry> {
  for (let after = 0; after < last; ) {
    const rows = sql.all<Omit<EntryOf<'audit'>, 'is'> & { readonly seq: number }>(
      `SELECT seq, at, author AS "by", address AS "from", request_id AS requestId, action, kind, id, revision, key
       FROM audit WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
      after,
      last,
      AT_A_TIME,
    );
    for (const { seq: _, ...row } of rows) yield { is: 'audit', ...row };
    after = rows.at(-1)?.seq ?? last;
  }
}
