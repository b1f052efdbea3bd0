/** How small does a text become on its way to clients? Compressed once, when it is made; the only caller of zlib there. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { TextForms } from '../packed.ts';

/**
 * How hard Brotli tries, by the bytes of the text. Up to 4 KiB quality 9 is as small and takes 0.6 ms instead of 3; up to
 * 64 KiB the hardest takes 90 ms at most; above, quality 10 takes a third of its time for 2 % more bytes (360,000 bytes
 * in workerd: 490 ms and 107.5 k at 11, 165 ms and 109.8 k at 10, 6 ms and 125.1 k at 5).
 */
const QUALITIES: readonly { readonly upTo: number; readonly quality: number }[] = [
  { upTo: 4_096, quality: 9 },
  { upTo: 65_536, quality: 11 },
  { upTo: Number.POSITIVE_INFINITY, quality: 10 },
];
/**
 * The share that gzip leaves of a text whose names are entropy-coded. Trying harder finds nothing more in one: 335,323
 * bytes of 100,000 names give 269.6 k in 4 ms at 5, 268.4 k in 286 ms at 10 and 268.3 k in 620 ms at 11.
 */
const DENSE = 0.7;
const QUALITY_OF_DENSE = 5;

/** A text with every compressed form. */
export type AllForms = { readonly [Form in keyof TextForms]: Uint8Array };

/** Bytes of texts whose forms are remembered: a dry run is often followed by the write, and a write by its publication. */
const REMEMBERED_BYTES = 4 * 1024 * 1024;
const remembered = new Map<string, AllForms>();

/**
 * All forms of the text with this hash. zstd is left out: the runtime's `zstdCompressSync` fails, and every browser that
 * knows zstd knows Brotli.
 */
export function compressText(hash: string, identity: Uint8Array): AllForms {
  const known = remembered.get(hash);
  if (known !== undefined) return known;
  const gzip = gzipSync(identity);
  const forms: AllForms = { identity, gzip, br: brotli(identity, gzip) };
  remembered.set(hash, forms);
  let total = [...remembered.values()].reduce((sum, one) => sum + one.identity.byteLength, 0);
  for (const [oldest, one] of remembered) {
    if (total <= REMEMBERED_BYTES) break;
    remembered.delete(oldest);
    total -= one.identity.byteLength;
  }
  return forms;
}

/** The text after Brotli (RFC 7932), with the quality that published texts get. `gzip`: the same after gzip, if it is known. */
export function brotli(text: Uint8Array, gzip: Uint8Array = gzipSync(text)): Uint8Array {
  const quality = isDense(text, gzip)
    ? QUALITY_OF_DENSE
    : (QUALITIES.find(({ upTo }) => text.byteLength <= upTo)?.quality ?? 10);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.byteLength,
  };
  return brotliCompressSync(text, { params });
}

/** Only long texts are coded so. */
function isDense(text: Uint8Array, gzip: Uint8Array): boolean {
  return text.byteLength > 65_536 && gzip.byteLength > DENSE * text.byteLength;
}
