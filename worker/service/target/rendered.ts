/** What is told about a finished text? */
import type { Finding } from '../../../schemas/finding.ts';
import type { Rendered } from '../../../schemas/stateless.ts';
import { sha256Hex } from '../../core/hash.ts';
import { clientLimits } from '../../core/pac/limit.ts';
import { compressText } from '../../store/publication/compress.ts';

/** A text with its size and hash; `before` are findings that come first. */
export function renderedOf(
  target: string,
  made: Pick<Rendered, 'text' | 'mediaType' | 'filename'> & { readonly findings: readonly Finding[] },
  before: readonly Finding[] = [],
): Rendered {
  const { text, mediaType, filename, findings } = made;
  const bytes = new TextEncoder().encode(text);
  const hash = sha256Hex(bytes);
  return {
    target,
    mediaType,
    filename,
    text,
    bytes: bytes.byteLength,
    ...(target === 'pac' ? { ...compressedSizes(hash, bytes), limits: clientLimits(bytes.byteLength) } : {}),
    hash,
    findings: [...before, ...findings],
  };
}

/** What clients fetch of a PAC; other files are not kept compressed. */
function compressedSizes(hash: string, bytes: Uint8Array): { readonly gzip: number; readonly brotli: number } {
  const { gzip, br } = compressText(hash, bytes);
  return { gzip: gzip.byteLength, brotli: br.byteLength };
}
