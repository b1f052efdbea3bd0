/** Which keys does the registry make for itself? Random, made when first needed, and never shown to anybody. */
import type { World } from '../world.ts';

/** Bytes of a key for HMAC-SHA-256: as long as its output (RFC 2104, 3). */
const KEY_BYTES = 32;

/** The key of this name. */
export function keyNamed({ sql, random }: World, name: 'canary'): Uint8Array {
  sql.all('INSERT OR IGNORE INTO secret (name, bytes) VALUES (?, ?)', name, random(KEY_BYTES));
  const row = sql.all<{ bytes: Uint8Array }>('SELECT bytes FROM secret WHERE name = ?', name)[0];
  if (row === undefined) throw new Error(`Expected the key ${name} that was just made.`);
  return row.bytes;
}
