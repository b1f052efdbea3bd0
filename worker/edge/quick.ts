/**
 * Can a PAC be answered at once, by what this isolate read a moment ago? Nearly every request can: so this waits for
 * nothing and makes nothing but the answer. Whatever it cannot answer with 200 or 304, `servePac` does.
 */
import { addressOf, mayFetch } from './access.ts';
import type { Asked } from './asked.ts';
import { freshnessOf, type Seen } from './freshness.ts';
import type { Memory } from './memory.ts';
import { hostNameOf } from './path.ts';
import { deliverText, unchangedSince } from './text.ts';
import { chooseVariant } from './variant.ts';

/** The answer, or null: something has to be read, or the answer is no good news. */
export function answerAtOnce({ request, url }: Asked, memory: Memory, now: number): Response | null {
  const { path, keyHash, wish } = url;
  if (path.at === 'config' || path.at === 'unknown') return null;
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD') return null;
  const byName = path.at === 'wpad';
  const id = byName ? fresh(memory.names.get(hostNameOf(request.url)), memory, now) : path.id;
  const manifest = id === null ? null : fresh(memory.manifests.get(id), memory, now);
  const address = () => addressOf(request);
  if (manifest === null || !mayFetch(manifest, { keyHash, byName, address }, now)) return null;
  const variant = chooseVariant(manifest, wish, address);
  if (variant === null) return null;
  const asked = { request, method, memory };
  const forms = memory.texts.get(variant.hash);
  // Another variant may have brought the bytes: then `findText` has yet to note that this one is served.
  const isNoted = memory.served.get(variant.place)?.hash === variant.hash;
  return forms === undefined || !isNoted ? unchangedSince(asked, variant) : deliverText(asked, { variant, forms });
}

const fresh = <Value>(seen: Seen<Value> | undefined, memory: Memory, now: number): Value | null =>
  seen !== undefined && freshnessOf(seen, now, memory.epoch()) === 'fresh' ? seen.value : null;
