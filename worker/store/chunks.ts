/** How are values kept that are larger than a row may be? In pieces. */
import type { Sql } from './world.ts';

/** Bytes of one piece. A row may have 2 MB in production; 1 MiB leaves room for its key. */
export const CHUNK_BYTES = 1_048_576;

/**
 * What owns bytes: `document:{hash}`, `artifact:{hash}`, `findings:{kind}/{id}`, and of lists `content:{hash}`,
 * `report:{id}`, `meaning:{id}`, `pending:{id}` for what is kept aside, and `upload:{number}` for what is still arriving.
 */
export type Owner =
  `${'document' | 'artifact' | 'findings' | 'content' | 'report' | 'meaning' | 'pending' | 'upload'}:${string}`;

/** Keeps bytes under an owner, in place of what was there. */
export function writeChunks(sql: Sql, owner: Owner, bytes: Uint8Array): void {
  deleteChunks(sql, owner);
  for (let n = 0; n === 0 || n * CHUNK_BYTES < bytes.byteLength; n += 1) {
    const piece = bytes.slice(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    sql.all('INSERT INTO chunk (owner, n, bytes) VALUES (?, ?, ?)', owner, n, piece);
  }
}

/** The bytes of an owner, or null when it has none. */
export function readChunks(sql: Sql, owner: Owner): Uint8Array | null {
  const pieces = sql
    .all<{ bytes: Uint8Array }>('SELECT bytes FROM chunk WHERE owner = ? ORDER BY n', owner)
    .map(({ bytes }) => bytes);
  const [first] = pieces;
  if (first === undefined) return null;
  if (pieces.length === 1) return first;
  const whole = new Uint8Array(pieces.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}

/** Adds one piece behind the others of an owner. */
export function appendChunk(sql: Sql, owner: Owner, { n, bytes }: { readonly n: number; readonly bytes: Uint8Array }) {
  sql.all('INSERT INTO chunk (owner, n, bytes) VALUES (?, ?, ?)', owner, n, bytes);
}

/** The pieces of an owner, each read when its turn comes, so that one at a time is in memory. */
export function* eachChunk(sql: Sql, owner: Owner): Generator<Uint8Array> {
  for (let n = 0; ; n += 1) {
    const [row] = sql.all<{ bytes: Uint8Array }>('SELECT bytes FROM chunk WHERE owner = ? AND n = ?', owner, n);
    if (row === undefined) return;
    yield row.bytes;
  }
}

/** Gives the bytes of an owner, who has none afterwards, to another, who had none. */
export function handOver(sql: Sql, from: Owner, to: Owner): void {
  sql.all('UPDATE chunk SET owner = ? WHERE owner = ?', to, from);
}

/** True when an owner has bytes. */
export function hasChunks(sql: Sql, owner: Owner): boolean {
  return sql.all('SELECT 1 FROM chunk WHERE owner = ? LIMIT 1', owner).length > 0;
}

/** Forgets the bytes of an owner. */
export function deleteChunks(sql: Sql, owner: Owner): void {
  sql.all('DELETE FROM chunk WHERE owner = ?', owner);
}

/** Keeps a text as UTF-8. */
export function writeText(sql: Sql, owner: Owner, text: string): void {
  writeChunks(sql, owner, new TextEncoder().encode(text));
}

/** The text of an owner, or null when it has none. */
export function readText(sql: Sql, owner: Owner): string | null {
  const bytes = readChunks(sql, owner);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
