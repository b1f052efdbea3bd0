/** May this client have this profile? By capability key and by network; nothing is told about why not. */
import { isInNetworks } from '../core/net/networks.ts';
import type { Manifest } from '../store/contract/manifest.ts';

/** What a client shows of itself. */
export interface Shown {
  /** The hash of the key in the path as `hashBytes` gives it, or null without one. */
  readonly keyHash: Uint8Array | null;
  /** The client's address as the network in front saw it; read only where networks or zones ask for it. */
  readonly address: () => string | null;
  /** The name was bound to the profile (WPAD): the binding stands for the key. */
  readonly byName: boolean;
}

/** True when the client may fetch at `now` (Unix milliseconds). */
export function mayFetch(manifest: Manifest, shown: Shown, now: number): boolean {
  if (manifest.networks !== null && !isInNetworks(shown.address(), manifest.networks)) return false;
  if (shown.byName) return true;
  if (shown.keyHash === null) return manifest.access === 'public';
  return hasKey(manifest, shown.keyHash, now);
}

/** The client's address. Cloudflare sets it; a caller of a local server can forge it (docs: `networks` protect nothing there). */
export const addressOf = (request: Request): string | null => request.headers.get('CF-Connecting-IP');

const ENCODER = new TextEncoder();

/** A hash in hex as bytes of ASCII, ready to be compared. */
export const hashBytes = (hex: string): Uint8Array => ENCODER.encode(hex);

/** Compares with every key in constant time, so that the time tells neither which one matched nor how far. */
function hasKey({ keys }: Manifest, shown: Uint8Array, now: number): boolean {
  let found = false;
  for (const { bytes, expiresAt } of readKeys(keys)) {
    const equal = bytes.byteLength === shown.byteLength && crypto.subtle.timingSafeEqual(bytes, shown);
    const alive = expiresAt === null || expiresAt > now;
    found = (equal && alive) || found;
  }
  return found;
}

interface Key {
  readonly bytes: Uint8Array;
  readonly expiresAt: number | null;
}

/** The keys of a manifest, ready to be compared; a manifest is asked many times before it is read again. */
const KEYS = new WeakMap<Manifest['keys'], readonly Key[]>();

function readKeys(keys: Manifest['keys']): readonly Key[] {
  const known = KEYS.get(keys);
  if (known !== undefined) return known;
  const read = keys.map(({ hash, expiresAt }) => ({ bytes: hashBytes(hash), expiresAt }));
  KEYS.set(keys, read);
  return read;
}
