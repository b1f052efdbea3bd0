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

/** The content of a body. `most`: bytes, as they come and as they are decoded. */
export function contentOf(body: Body, encoding: 'plain' | 'gzip', most: number): Body {
  return bounded(encoding === 'gzip' ? unzipped(bounded(body, most)) : body, most);
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
  let left = new Uint8Array();
  const source = streamOf(async () => {
    if (left.length === 0) {
      const piece = await body();
      if (piece === null || isRefused(piece)) return piece;
      left = new Uint8Array(piece);
    }
    const slice = left.slice(0, SLICE);
    left = left.subarray(SLICE);
    return slice;
  });
  const reader = source.stream.pipeThrough(new DecompressionStream('gzip')).getReader();
  return async () => {
    try {
      const { done, value } = await reader.read();
      return done ? null : value;
    } catch {
      return source.failure() ?? failed('subscription.encoding', 'the gzip data is damaged or ends too early');
    }
  };
}

/** A body as a stream that is only read as far as it is asked for, and why it broke off, if it did. */
export function streamOf(body: Body): { readonly stream: ReadableStream<Uint8Array>; failure(): Refused | null } {
  let failure: Refused | null = null;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await body();
        if (piece === null) return controller.close();
        if (!isRefused(piece)) return controller.enqueue(piece);
        failure = piece;
        controller.error(new Error(piece.error));
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, failure: () => failure };
}
