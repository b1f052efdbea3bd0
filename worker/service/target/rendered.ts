/** What is told about a finished text? */
import type { Finding } from '../../../schemas/finding.ts';
import type { Rendered } from '../../../schemas/stateless.ts';
import { sha256Hex } from '../../core/hash.ts';

/** A text with its size and hash; `before` are findings that come first. */
export function renderedOf(
  target: string,
  made: Pick<Rendered, 'text' | 'mediaType' | 'filename'> & { readonly findings: readonly Finding[] },
  before: readonly Finding[] = [],
): Rendered {
  const { text, mediaType, filename, findings } = made;
  const bytes = new TextEncoder().encode(text);
  return {
    target,
    mediaType,
    filename,
    text,
    bytes: bytes.byteLength,
    hash: sha256Hex(bytes),
    findings: [...before, ...findings],
  };
}
