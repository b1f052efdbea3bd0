/** What does a body hold once it is decoded, and is it small enough? */
import { isRefused, type Refused } from '../core/net/refused.ts';
import type { Body } from './body.ts';
import { failed } from './failed.ts';

/** How a body is encoded, by its header; a refusal for what is not read here. */
export function encodingOf(header: string | null): 'plain' | 'gzip' | Refused {
  const name = (header ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return 'plain';
  // RFC 9110, 8.4.1.3: x-gzip is the same.
  if (name === 'gzip' || name === 'x-gzip') return 'gzip';
  return failed('subscription.encoding', `expected gzip or nothing, found ${name.slice(0, 40)}`);
}

/** The whole content in pieces, or why there is none. `most`: bytes, as they come and as they are decoded. */
export async function contentOf(body: Body, encoding: 'plain' | 'gzip', most: number): Promise<Uint8Array[] | Refused> {
  return await gathered(encoding === 'gzip' ? unzipped(bounded(body, most)) : body, most);
}

/** All pieces together, as long as they are not too many. */
async function gathered(body: Body, most: number): Promise<Uint8Array[] | Refused> {
  const pieces: Uint8Array[] = [];
  const next = bounded(body, most);
  for (;;) {
    const piece = await next();
    if (piece === null) return pieces;
    if (isRefused(piece)) return piece;
    pieces.push(piece);
  }
}

function bounded(body: Body, most: number): Body {
  let total = 0;
  return async () => {
    const piece = await body();
    if (piece === null || isRefused(piece)) return piece;
    total += piece.length;
    return total > most ? failed('subscription.too-large', `more than ${most} bytes came`) : piece;
  };
}

/** One byte of deflate becomes at most 1,032 (zlib's technical details): 4 KiB become 4 MiB before anybody can look. */
const SLICE = 4_096;

/** What comes out of gzip. The reader decides how much: when it stops asking, nothing more is decompressed. */
function unzipped(body: Body): Body {
  let why: Refused | null = null;
  let left = new Uint8Array();
  const source = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (left.length === 0) {
          const piece = await body();
          if (piece === null) return controller.close();
          if (isRefused(piece)) {
            why = piece;
            return controller.error(new Error(piece.error));
          }
          left = new Uint8Array(piece);
        }
        controller.enqueue(left.slice(0, SLICE));
        left = left.subarray(SLICE);
      },
    },
    { highWaterMark: 0 },
  );
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  return async () => {
    try {
      const { done, value } = await reader.read();
      return done ? null : value;
    } catch {
      return why ?? failed('subscription.encoding', 'the gzip data is damaged or ends too early');
    }
  };
}
