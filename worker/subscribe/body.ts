/** Where does the body of an answer end, and did all of it come? RFC 9112, sections 6 and 7. */
import { isRefused, type Refused } from '../core/net/refused.ts';
import { failed } from './failed.ts';
import type { Head } from './head.ts';
import type { Source } from './source.ts';

/** Gives the next piece of a body, null after the last one, and a refusal when the end is missing. */
export type Body = () => Promise<Uint8Array | null | Refused>;

/** Bytes of a piece. */
const PIECE = 65_536;
/** Lines after the last chunk (trailer fields). */
const MAX_TRAILERS = 50;

/**
 * The body behind a head. A body that ends with the connection is only taken when something else, such as the check sum
 * of gzip, tells whether it is complete.
 */
export function bodyOf(head: Head, source: Source, isChecked: boolean): Body | Refused {
  const transfer = head.header('transfer-encoding');
  const length = head.header('content-length');
  if (transfer !== null) {
    // Both at once are how requests are smuggled (RFC 9112, 6.3); no honest server sends them.
    if (transfer.toLowerCase() !== 'chunked' || length !== null) return failed('subscription.not-http');
    return chunked(source);
  }
  if (length !== null) {
    return /^[0-9]{1,15}$/.test(length) ? counted(source, Number(length)) : failed('subscription.not-http');
  }
  return isChecked ? () => source.some(PIECE) : failed('subscription.unmeasured');
}

function counted(source: Source, length: number): Body {
  let left = length;
  return async () => {
    if (left === 0) return null;
    const piece = await source.some(Math.min(left, PIECE));
    if (piece === null) return failed('subscription.cut-off', `${length - left} of ${length} bytes came`);
    if (!isRefused(piece)) left -= piece.length;
    return piece;
  };
}

function chunked(source: Source): Body {
  let left = 0;
  let isFirst = true;
  return async () => {
    if (left === 0) {
      const size = await nextSize(source, isFirst);
      isFirst = false;
      if (isRefused(size)) return size;
      if (size === 0) return await afterLast(source);
      left = size;
    }
    const piece = await source.some(Math.min(left, PIECE));
    if (piece === null) return CUT;
    if (!isRefused(piece)) left -= piece.length;
    return piece;
  };
}

const CUT = failed('subscription.cut-off', 'the connection ended between two chunks');

/** The size of the next chunk. The data of the one before is followed by an empty line. */
async function nextSize(source: Source, isFirst: boolean): Promise<number | Refused> {
  const gap = isFirst ? '' : await source.line();
  if (gap !== '') return gap === null ? CUT : isRefused(gap) ? gap : failed('subscription.not-http');
  const line = await source.line();
  if (line === null || isRefused(line)) return line ?? CUT;
  const size = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1];
  return size === undefined ? failed('subscription.not-http') : Number.parseInt(size, 16);
}

/** Past the trailer fields; the empty line after them is the proof that all has come. */
async function afterLast(source: Source): Promise<null | Refused> {
  for (let count = 0; count < MAX_TRAILERS; count++) {
    const line = await source.line();
    if (line === '') return null;
    if (line === null || isRefused(line)) return line ?? CUT;
  }
  return failed('subscription.not-http');
}
