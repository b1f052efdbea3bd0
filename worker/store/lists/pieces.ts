/** How is a long value kept while it is still coming? */
import { sha256Hashing } from '../../core/hash.ts';
import { appendChunk, CHUNK_BYTES, type Owner } from '../chunks.ts';
import type { Sql } from '../world.ts';

/** Takes bytes, and tells in the end what they were. */
export interface PieceWriter {
  add(bytes: Uint8Array): void;
  finish(): { readonly sha256: string; readonly bytes: number };
}

/** Keeps bytes under an owner as they come, in pieces of the largest size. */
export function pieceWriter(sql: Sql, owner: Owner): PieceWriter {
  const hash = sha256Hashing();
  let open = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  let n = 0;
  const close = () => {
    appendChunk(sql, owner, { n, bytes: open.slice(0, filled) });
    n += 1;
    filled = 0;
  };
  return {
    add(bytes: Uint8Array) {
      hash.add(bytes);
      for (let at = 0; at < bytes.byteLength; ) {
        const part = bytes.subarray(at, at + CHUNK_BYTES - filled);
        open.set(part, filled);
        filled += part.byteLength;
        at += part.byteLength;
        if (filled === CHUNK_BYTES) close();
      }
    },
    finish() {
      const bytes = n * CHUNK_BYTES + filled;
      // An empty content has one empty piece, by which it is known to be there.
      if (filled > 0 || n === 0) close();
      open = new Uint8Array(0);
      return { sha256: hash.hex(), bytes };
    },
  };
}
