/** How is a key of a sorted set written behind the key before it? Pure. */
import type { NameKey } from '../names/key.ts';

/** The character that stands for no shared characters; the others follow it in ASCII. */
const NONE = 35;
/** Characters that a key may share with the one before it; one more would be DEL. */
const MOST = 91;

/** One character for how much the key shares with the one before it, and the rest of the key. */
export function keyLine(key: NameKey, before: NameKey): string {
  const most = Math.min(key.length, before.length, MOST);
  let shared = 0;
  while (shared < most && key.charCodeAt(shared) === before.charCodeAt(shared)) shared++;
  return String.fromCharCode(NONE + shared) + key.slice(shared);
}

/** The key of a line, of which the key before it is known. */
export function keyOfLine(line: string, before: NameKey): NameKey {
  return before.slice(0, line.charCodeAt(0) - NONE) + line.slice(1);
}
