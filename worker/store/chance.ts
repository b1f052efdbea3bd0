/** How are names made that nobody can guess, and ids that never meet? */
import type { World } from './world.ts';

/** Bytes of a capability key: 192 bits, 32 characters; at least 128 bits and 22 characters are promised. */
const KEY_BYTES = 24;
/** Bytes of an id: it is no secret, it only has to be different. */
const ID_BYTES = 8;

/** A new capability key: base64url, `[A-Za-z0-9_-]`. */
export function newKey({ random }: World): string {
  const text = btoa(String.fromCharCode(...random(KEY_BYTES)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** A new id: a letter for what it names, then hex digits. */
export function newId({ random }: World, letter: 'k' | 't'): string {
  return letter + [...random(ID_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
