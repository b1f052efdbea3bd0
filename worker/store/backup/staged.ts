/** Is what arrived a whole backup? Received piece by piece, and read through once before anything of it is believed. */
import type * as z from 'zod';
import {
  BACKUP_FORMAT,
  BackupEnd,
  BackupEntry,
  BackupHead,
  MAX_BACKUP_BYTES,
  MAX_BACKUP_LINE,
} from '../../../schemas/backup.ts';
import { sha256Hashing, sha256Hex } from '../../core/hash.ts';
import { deleteChunks, type Owner } from '../chunks.ts';
import { textOf } from '../lists/content.ts';
import { pieceWriter } from '../lists/pieces.ts';
import type { Sql } from '../world.ts';

/** Why a backup was not taken. `line`: from 1; 0: all of it. */
export interface Damage {
  readonly line: number;
  readonly detail: string;
}

let received = 0;

/** Takes the bytes of a backup as they come, into an owner that is discarded afterwards. */
export async function stage(sql: Sql, body: ReadableStream<Uint8Array>): Promise<Owner | Damage> {
  received += 1;
  const owner: Owner = `upload:backup-${received}`;
  const pieces = pieceWriter(sql, owner);
  let size = 0;
  for await (const bytes of body) {
    size += bytes.byteLength;
    if (size > MAX_BACKUP_BYTES) break;
    pieces.add(bytes);
  }
  pieces.finish();
  if (size <= MAX_BACKUP_BYTES) return owner;
  deleteChunks(sql, owner);
  return { line: 0, detail: `expected at most ${MAX_BACKUP_BYTES} bytes` };
}

/** Whether a staged backup is whole and of a format that is read here; null: it is. */
export function damageOf(sql: Sql, owner: Owner): Damage | null {
  const hash = sha256Hashing();
  const texts = new Set<string>();
  let line = 0;
  let end: z.infer<typeof BackupEnd> | null = null;
  for (const text of linesOf(sql, owner)) {
    line += 1;
    if (end !== null) return { line, detail: 'expected nothing behind the end' };
    if (text === null) return { line, detail: `expected a line of at most ${MAX_BACKUP_LINE} characters` };
    const value = parse(text);
    if (line === 1) {
      const wrong = headFault(value);
      if (wrong !== null) return { line, detail: wrong };
    } else if (BackupEnd.safeParse(value).success) {
      end = BackupEnd.parse(value);
      if (text !== JSON.stringify(end)) return { line, detail: 'expected the end as it was written' };
      continue;
    } else {
      const wrong = entryFault(value, texts);
      if (wrong !== null) return { line, detail: wrong };
    }
    hash.add(`${text}\n`);
  }
  if (end === null) return { line, detail: 'expected a line with the end and its checksum: the backup is cut short' };
  if (end.lines !== line - 1) return { line, detail: `expected ${end.lines} lines before the end, found ${line - 1}` };
  if (end.sha256 !== hash.hex())
    return { line, detail: 'expected the checksum of what was sent: something was changed' };
  return null;
}

/** The entries of a staged backup that was found whole. */
export function* entriesOf(sql: Sql, owner: Owner): Generator<BackupEntry> {
  for (const text of linesOf(sql, owner)) {
    const entry = BackupEntry.safeParse(parse(text ?? ''));
    if (entry.success) yield entry.data;
  }
}

function headFault(value: unknown): string | null {
  const head = BackupHead.safeParse(value);
  if (!head.success) return 'expected the head of a backup of Portolan';
  if (head.data.format <= BACKUP_FORMAT) return null;
  return `expected the format ${BACKUP_FORMAT} or an older one, found ${head.data.format}: this software is too old for it`;
}

/** Hashes tell that a text is the one that revisions name. Those of contents are compared when they are kept. */
function entryFault(value: unknown, texts: Set<string>): string | null {
  const entry = BackupEntry.safeParse(value);
  if (!entry.success) return `expected an entry of a backup${whereIn(entry.error)}`;
  const { data } = entry;
  if (data.is === 'text') {
    if (sha256Hex(data.text) !== data.sha256) return 'expected a text with this SHA-256';
    if (parse(data.text) === undefined) return 'expected a text that is JSON';
    texts.add(data.sha256);
  }
  if (data.is === 'revision' && !texts.has(data.sha256)) return 'expected the text of the revision before it';
  return null;
}

/** The key that is wrong, if one alone is. */
function whereIn({ issues: [issue] }: z.ZodError): string {
  return issue === undefined || issue.path.length === 0 ? '' : ` with another value for ${issue.path.join('/')}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Lines without their ends; null for one that is too long to be read. */
function* linesOf(sql: Sql, owner: Owner): Generator<string | null> {
  let rest = '';
  let isTooLong = false;
  for (const piece of textOf(sql, owner)) {
    const parts = (rest + piece).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      yield isTooLong || part.length > MAX_BACKUP_LINE ? null : part;
      isTooLong = false;
    }
    if (rest.length > MAX_BACKUP_LINE) {
      isTooLong = true;
      rest = '';
    }
  }
  if (rest !== '' || isTooLong) yield isTooLong ? null : rest;
}
