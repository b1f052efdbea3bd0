/** What is the hash of a capability key? Remembered, as the same clients come again and again. */
import { sha256Hex } from '../core/hash.ts';
import type { Memory } from './memory.ts';

/** The lower-case hex SHA-256 of a key, or null without one. */
export function keyHashOf({ keyHashes }: Memory, key: string | null): string | null {
  if (key === null) return null;
  const remembered = keyHashes.get(key);
  if (remembered !== undefined) return remembered;
  const hash = sha256Hex(key);
  keyHashes.set(key, hash);
  return hash;
}
