/** Which contents of lists are kept? Each once, under its SHA-256, in pieces, and never changed. */
import { MAX_CONTENT_BYTES } from '../../../schemas/list.ts';
import { sha256Hex } from '../../core/hash.ts';
import type { Chunks } from '../../core/lists/lines.ts';
import { refusalOfBinary } from '../../core/lists/not-text.ts';
import type { Refused } from '../../core/net/refused.ts';
import { deleteChunks, eachChunk, handOver, type Owner, writeChunks } from '../chunks.ts';
import type { Sql } from '../world.ts';
import { decodeText } from './decode.ts';
import { pieceWriter } from './pieces.ts';

/** A content that has arrived and belongs to no list yet. */
export interface Upload {
  readonly owner: Owner;
  readonly sha256: string;
  /** Bytes as UTF-8. */
  readonly bytes: number;
}

/** Why a content was not received: it is too large, or no text, with the words for that. */
export type UploadRefusal = 'too-large' | Refused;

/** Whether a content was received. */
export const isUpload = (received: Upload | UploadRefusal): received is Upload =>
  typeof received !== 'string' && 'owner' in received;

/** Bytes that are read and not kept of a content that is too large: who still writes does not read the answer. */
const DRAIN_BYTES = 16 * 1_048_576;

let uploads = 0;

/**
 * Takes a content as it arrives: one piece at a time is in memory. It is kept as UTF-8 without a byte order mark. Give
 * it to `adopt`, then in any case to `discard`. Rejects when the body breaks off, and leaves nothing then.
 */
export async function receive(sql: Sql, body: ReadableStream<Uint8Array>): Promise<Upload | UploadRefusal> {
  uploads += 1;
  const owner: Owner = `upload:${uploads}`;
  const pieces = pieceWriter(sql, owner);
  try {
    const refusal = await takeIn(body, pieces.add);
    if (refusal === null) return { owner, ...pieces.finish() };
    deleteChunks(sql, owner);
    return refusal;
  } catch (error) {
    deleteChunks(sql, owner);
    throw error;
  }
}

/** Makes an upload a kept content. False when it was kept already. */
export function adopt(sql: Sql, { owner, sha256, bytes }: Upload): boolean {
  if (sizeOf(sql, sha256) !== null) return false;
  handOver(sql, owner, `content:${sha256}`);
  sql.all('INSERT INTO content (hash, size) VALUES (?, ?)', sha256, bytes);
  return true;
}

/** Forgets an upload; does nothing when it was adopted. */
export function discard(sql: Sql, { owner }: Pick<Upload, 'owner'>): void {
  deleteChunks(sql, owner);
}

/** Forgets uploads that an earlier life of the object has left. */
export function discardAll(sql: Sql): void {
  sql.all("DELETE FROM chunk WHERE owner >= 'upload:' AND owner < 'upload;'");
}

/** Keeps a text (or its UTF-8) that came with its document, without a byte order mark. */
export function keepText(sql: Sql, text: string | Uint8Array): { readonly sha256: string; readonly isNew: boolean } {
  const bytes = withoutMark(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  const sha256 = sha256Hex(bytes);
  if (sizeOf(sql, sha256) !== null) return { sha256, isNew: false };
  writeChunks(sql, `content:${sha256}`, bytes);
  sql.all('INSERT INTO content (hash, size) VALUES (?, ?)', sha256, bytes.byteLength);
  return { sha256, isNew: true };
}

/** U+FEFF in UTF-8 (RFC 3629, 6), each that stands in front: readers would take off one more. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  let at = 0;
  while (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  return bytes.subarray(at);
}

/** Forgets a content that was only kept for a write that was refused. */
export function forgetContent(sql: Sql, sha256: string): void {
  deleteChunks(sql, `content:${sha256}`);
  sql.all('DELETE FROM content WHERE hash = ?', sha256);
}

/** Bytes of a kept content, or null when there is none. */
export function sizeOf(sql: Sql, sha256: string): number | null {
  return sql.all<{ size: number }>('SELECT size FROM content WHERE hash = ?', sha256)[0]?.size ?? null;
}

/** A kept content as text. It is read anew, piece by piece, each time it is gone through. */
export function contentText(sql: Sql, sha256: string): Chunks {
  return textOf(sql, `content:${sha256}`);
}

/** The text of any owner, piece by piece. */
export function textOf(sql: Sql, owner: Owner): Chunks {
  return {
    *[Symbol.iterator]() {
      const decoder = new TextDecoder();
      for (const bytes of eachChunk(sql, owner)) yield decoder.decode(bytes, { stream: true });
    },
  };
}

/** Reads to the end; null when all of it was taken. */
async function takeIn(
  body: ReadableStream<Uint8Array>,
  add: (bytes: Uint8Array) => void,
): Promise<UploadRefusal | null> {
  const decoder = decodeText();
  const encoder = new TextEncoder();
  let kept = 0;
  let received = 0;
  let refusal: UploadRefusal | null = null;
  const take = (decoded: string) => {
    const text = kept === 0 ? decoded.replace(/^\uFEFF+/, '') : decoded;
    const bytes = encoder.encode(text);
    const binary = refusalOfBinary(text, kept === 0);
    kept += bytes.byteLength;
    if (kept > MAX_CONTENT_BYTES) refusal = 'too-large';
    else if (binary !== null) refusal ??= { code: 'list.not-text', error: binary };
    if (refusal === null) add(bytes);
  };
  for await (const bytes of body) {
    received += bytes.byteLength;
    if (refusal === null) take(decoder.text(bytes));
    else if (received > MAX_CONTENT_BYTES + DRAIN_BYTES) break;
  }
  if (refusal === null) take(decoder.end());
  return refusal;
}
