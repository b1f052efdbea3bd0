/** May this client have this profile? By capability key and by network; nothing is told about why not. */

import { isInNetworks } from '../core/net/networks.ts';
import type { Manifest } from '../store/store.ts';

/** What a client shows of itself. */
export interface Shown {
  /** Lower-case hex SHA-256 of the key in the path, or null without one. */
  readonly keyHash: string | null;
  /** The client's address as the network in front saw it. */
  readonly address: string | null;
  /** The name was bound to the profile (WPAD): the binding stands for the key. */
  readonly byName: boolean;
}

/** True when the client may fetch at `now` (Unix milliseconds). */
export function mayFetch(manifest: Manifest, shown: Shown, now: number): boolean {
  if (manifest.networks !== null && !isInNetworks(shown.address, manifest.networks)) return false;
  if (shown.byName) return true;
  if (shown.keyHash === null) return manifest.access === 'public';
  return hasKey(manifest, shown.keyHash, now);
}

/** The client's address. Cloudflare sets it; a caller of a local server can forge it (docs: `networks` protect nothing there). */
export const addressOf = (request: Request): string | null => request.headers.get('CF-Connecting-IP');

/** Compares with every key in constant time, so that the time tells neither which one matched nor how far. */
function hasKey({ keys }: Manifest, keyHash: string, now: number): boolean {
  const shown = ENCODER.encode(keyHash);
  const kept = bytesOf(keys);
  let found = false;
  for (const [index, { expiresAt }] of keys.entries()) {
    const bytes = kept[index];
    const equal = bytes?.byteLength === shown.byteLength && crypto.subtle.timingSafeEqual(bytes, shown);
    const alive = expiresAt === null || expiresAt > now;
    found = (equal && alive) || found;
  }
  return found;
}

const ENCODER = new TextEncoder();

/** The bytes of a manifest's hashes; a manifest is asked many times before it is read again. */
const BYTES = new WeakMap<Manifest['keys'], readonly Uint8Array[]>();

function bytesOf(keys: Manifest['keys']): readonly Uint8Array[] {
  const known = BYTES.get(keys);
  if (known !== undefined) return known;
  const bytes = keys.map(({ hash }) => ENCODER.encode(hash));
  BYTES.set(keys, bytes);
  return bytes;
}
