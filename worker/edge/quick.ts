/**
 * Can a PAC be answered at once, by what this isolate read a moment ago? Nearly every request can: so this waits for
 * nothing and makes nothing but the answer. Whatever it cannot answer with 200 or 304, `servePac` does.
 */
import type { Manifest } from '../store/store.ts';
import { addressOf, mayFetch, type Shown } from './access.ts';
import { placeOf } from './artifact.ts';
import { freshnessOf, type Seen } from './freshness.ts';
import { keyHashOf } from './key-hash.ts';
import type { Memory } from './memory.ts';
import type { Asked } from './pac.ts';
import { hostNameOf, type PacPath } from './path.ts';
import { deliverText, unchangedSince } from './text.ts';
import { chooseVariant, wishOf } from './variant.ts';

/** The answer, or null: something has to be read, or the answer is no good news. */
export function answerAtOnce({ request, path }: Asked<PacPath>, memory: Memory, now: number): Response | null {
  if (path.at === 'unknown' || (request.method !== 'GET' && request.method !== 'HEAD')) return null;
  const address = addressOf(request);
  const isByName = path.at === 'wpad';
  const id = isByName ? fresh(memory.names.get(hostNameOf(request.url)), memory, now) : path.id;
  const manifest = id === null ? null : fresh(memory.manifests.get(id), memory, now);
  if (manifest === null) return null;
  const keyHash = isByName ? null : keyHashOf(memory, path.key);
  return answer({ request, manifest, shown: { keyHash, byName: isByName, address } }, memory, now);
}

interface Known {
  readonly request: Request;
  readonly manifest: Manifest;
  readonly shown: Shown;
}

function answer({ request, manifest, shown }: Known, memory: Memory, now: number): Response | null {
  if (!mayFetch(manifest, shown, now)) return null;
  const variant = chooseVariant(manifest, wishOf(request.url), shown.address);
  if (variant === null) return null;
  const asked = { request, memory, maxAge: manifest.maxAge };
  const unchanged = unchangedSince(asked, variant);
  if (unchanged !== null) return unchanged;
  const forms = memory.texts.get(variant.hash);
  // Another variant may have brought the bytes: then `findText` has yet to note that this one is served.
  const isNoted = memory.served.get(placeOf(manifest, variant))?.hash === variant.hash;
  return forms === undefined || !isNoted ? null : deliverText(asked, { variant, forms });
}

const fresh = <Value>(seen: Seen<Value> | undefined, memory: Memory, now: number): Value | null =>
  seen !== undefined && freshnessOf(seen, now, memory.epoch()) === 'fresh' ? seen.value : null;
