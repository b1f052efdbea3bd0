/** How is something that a person wrote shown back to them: short, quoted, and never a secret? Pure. */
import { secretIn } from './credentials.ts';

/** Characters of a shown value; what is longer is cut. */
export const MAX_SHOWN = 100;
/** Shown in the place of a text that looks like it holds a credential. */
export const HIDDEN = '[not shown: looks like a credential]';

/** A text in JSON quotes, at most `MAX_SHOWN` characters of it; a text that looks like a credential is not shown. */
export function quote(text: string): string {
  if (secretIn(text) !== null) return HIDDEN;
  const quoted = JSON.stringify(text.slice(0, MAX_SHOWN + 1));
  return quoted.length <= MAX_SHOWN ? quoted : `${cut(quoted, MAX_SHOWN - 2)}…"`;
}

/** Any value in few words: scalars as they are, maps by their keys, lists by their length. */
export function show(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return showKeys(Object.keys(value));
  return value === undefined ? 'nothing' : String(value);
}

/** A message or a part of one as it may leave the core: cut to `max` characters, hidden when it holds a credential. */
export function safe(text: string, max = 500): string {
  if (secretIn(text) !== null) return HIDDEN;
  return text.length <= max ? text : `${cut(text, max - 1)}…`;
}

/** A JSON Pointer as it may leave the core: cut before a key that looks like a credential. */
export function safePointer(pointer: string): string {
  const segments = pointer.split('/');
  const secret = segments.findIndex((one) => secretIn(one.replaceAll('~1', '/').replaceAll('~0', '~')) !== null);
  return secret === -1 ? pointer : segments.slice(0, secret).join('/');
}

function showKeys(keys: readonly string[]): string {
  return keys.length === 0 ? 'an empty map' : safe(`a map of ${keys.join(', ')}`, MAX_SHOWN);
}

/** The first characters of a text, never half of a surrogate pair. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}
