/** Which bytes are a text, and how long may it be? Pure. */
import type { Flaw } from './flaw.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** Decodes UTF-8 strictly; one byte order mark at the start is taken off, invalid bytes are refused with their place. */
export function decodeBytes(
  bytes: Uint8Array,
): { readonly text: string } | { readonly flaw: Flaw; readonly text: string } {
  const bad = firstBadByte(bytes);
  if (bad === null) return { text: withoutMark(decode(bytes)) };
  const before = withoutMark(decode(bytes.subarray(0, bad), true));
  const detail = `expected UTF-8; byte ${bad} (counted from 0) is not part of it`;
  return { text: before, flaw: { code: 'document.encoding', offset: before.length, pointer: '', detail } };
}

/** The text without the mark that some editors put in front. */
export function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** Whether the UTF-8 form of a text is longer than so many bytes. */
export function isLongerThan(text: string, limit: number): boolean {
  return text.length > limit || new TextEncoder().encode(text).length > limit;
}

/** The number of leading bytes that are sound, or null when all are: sound prefixes only ever get shorter, so halve. */
function firstBadByte(bytes: Uint8Array): number | null {
  if (isSound(bytes, false)) return null;
  let sound = 0;
  let bad = bytes.length;
  if (isSound(bytes, true)) return bytes.length - 1;
  while (bad - sound > 1) {
    const middle = (sound + bad) >> 1;
    if (isSound(bytes.subarray(0, middle), true)) sound = middle;
    else bad = middle;
  }
  return sound;
}

/** `open`: the bytes may end inside a character. */
function isSound(bytes: Uint8Array, open: boolean): boolean {
  try {
    decode(bytes, open);
    return true;
  } catch {
    return false;
  }
}

function decode(bytes: Uint8Array, open = false): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: open });
}
