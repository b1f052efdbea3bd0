/** What does the edge know about a profile? What the isolate read a moment ago, else KV's manifest, else the registry, once a minute. */
import type { Manifest } from '../store/contract/manifest.ts';
import { manifestKey, wpadKey } from '../store/kv-keys.ts';
import type { Nothing } from './answer.ts';
import { freshnessOf, PAUSE_MS, type Seen } from './freshness.ts';
import type { Recent, Verdict } from './memory.ts';
import type { Read, Reader } from './reader.ts';

/** Seconds that KV may answer from its own cache: the least it allows, as revocation waits for it. */
const MANIFEST_CACHE_SECONDS = 30;
/** For how long the registry's word about a profile stands in this isolate. KV caches a miss for as long. */
const VERDICT_MS = 60_000;
/** Reads take less than this; what was read still later than that was read by a clock that has been set back since. */
const OVERTAKEN_MS = 10_000;

/** What was found, or why nothing is. */
export type Found<Value extends object> = Value | Nothing;

/** What a WPAD name is bound to. */
export interface Binding {
  readonly profile: string;
}

/**
 * Finds a profile's manifest. `ask`: whether the registry may be asked although KV answers that there is none
 * (a key that was just made can be known to the registry and not yet to KV).
 */
export async function findManifest(reader: Reader, id: string, ask: boolean): Promise<Found<Manifest>> {
  const { manifests } = reader.memory;
  const key = manifestKey(id);
  const read = await readThrough(reader, { key, name: id, seen: manifests, isBehind: isOlder }, () =>
    reader.kv((kv) => kv.get<Manifest>(key, { type: 'json', cacheTtl: MANIFEST_CACHE_SECONDS })),
  );
  const remembered = manifests.get(id);
  if (read.ok && read.value !== null && !(remembered !== undefined && isOlder(read.value, remembered.value))) {
    return read.value;
  }
  if (!read.ok && remembered !== undefined) return remembered.value;
  // What was there a moment ago and is not: withdrawn, or lost by KV. The registry knows which.
  if (read.ok && !ask && remembered === undefined) return 'absent';
  return askRegistry(reader, id, read.ok);
}

/**
 * KV shows an older revision than this isolate has served: it is behind (the registry was asked meanwhile, or another copy
 * of KV answered), or an older revision was published. The registry knows which, so that clients never go back by chance.
 */
const isOlder = (found: Manifest, remembered: Manifest): boolean => found.revision < remembered.revision;

/** The registry's word, or the one that it gave less than a minute ago; when it is silent, what was served last. */
async function askRegistry(reader: Reader, id: string, kvIsWell: boolean): Promise<Found<Manifest>> {
  const { memory, now } = reader;
  const remembered = memory.manifests.get(id);
  const verdict = memory.verdicts.get(id);
  if (verdict !== undefined && stands(verdict, remembered?.value, now)) return verdict.manifest ?? 'absent';
  if (kvIsWell && remembered === undefined && !reader.mayAsk()) return 'limited';
  const epoch = memory.epoch();
  const read = await reader.registry((store) => store.manifest(id));
  if (!read.ok) return remembered?.value ?? 'unavailable';
  memory.verdicts.set(id, { manifest: read.value, at: now });
  if (read.value === null) memory.manifests.delete(id);
  // Remembered, so that it outlives an outage; KV is asked again all the same.
  else memory.manifests.set(id, { value: read.value, at: Number.NEGATIVE_INFINITY, epoch, pausedUntil: 0 });
  return read.value ?? 'absent';
}

/** Whether the registry's word still counts: for a minute, unless something newer has been seen since. */
function stands({ manifest, at }: Verdict, remembered: Manifest | undefined, now: number): boolean {
  if (now < at || now - at >= VERDICT_MS) return false;
  return manifest === null || remembered === undefined || !isOlder(manifest, remembered);
}

/** The profile that a WPAD name is bound to. */
export async function findBinding(reader: Reader, name: string): Promise<Found<Binding>> {
  const { names } = reader.memory;
  const key = wpadKey(name);
  const read = await readThrough(reader, { key, name, seen: names, isBehind: never }, () =>
    reader.kv((kv) => kv.get(key, { type: 'text', cacheTtl: MANIFEST_CACHE_SECONDS })),
  );
  if (read.ok && read.value !== null) return { profile: read.value };
  const remembered = names.get(name);
  if (read.ok && remembered === undefined) return 'absent';
  if (!read.ok && remembered !== undefined) return { profile: remembered.value };
  const asked = await reader.registry((store) => store.wpad(name));
  const profile = asked.ok ? asked.value : remembered?.value;
  if (profile !== null) return profile === undefined ? 'unavailable' : { profile };
  names.delete(name);
  return 'absent';
}

/** Where a value is kept. */
interface Place<Value> {
  readonly key: string;
  readonly name: string;
  readonly seen: Recent<Seen<Value>>;
  /** True when what KV says must not take the place of what is remembered. */
  isBehind(found: Value, remembered: Value): boolean;
}

const never = () => false;

/** What the isolate read a moment ago, read again behind the client's back when it is no longer quite fresh; else KV. */
async function readThrough<Value>(
  reader: Reader,
  place: Place<Value>,
  read: () => Promise<Read<Value | null>>,
): Promise<Read<Value | null>> {
  const { memory, now } = reader;
  const seen = place.seen.get(place.name);
  const freshness = seen === undefined ? 'old' : freshnessOf(seen, now, memory.epoch());
  if (seen === undefined || freshness === 'old') return refresh(reader, place, read);
  if (freshness === 'usable' && !memory.refreshing.has(place.key)) {
    memory.refreshing.add(place.key);
    reader.later(refresh(reader, place, read).finally(() => memory.refreshing.delete(place.key)));
  }
  return { ok: true, value: seen.value };
}

/** Reads, and notes what that says about what is remembered. */
async function refresh<Value>(
  { memory, now }: Reader,
  { name, seen, isBehind }: Place<Value>,
  read: () => Promise<Read<Value | null>>,
): Promise<Read<Value | null>> {
  const epoch = memory.epoch();
  const outcome = await read();
  const before = seen.get(name);
  if (outcome.ok && outcome.value !== null) {
    const isOld = isOvertaken(before, now) || (before !== undefined && isBehind(outcome.value, before.value));
    if (!isOld) seen.set(name, { value: outcome.value, at: now, epoch, pausedUntil: 0 });
  } else if (before !== undefined) {
    const gone = { at: Number.NEGATIVE_INFINITY, pausedUntil: 0 };
    seen.set(name, { ...before, ...(outcome.ok ? gone : { pausedUntil: now + PAUSE_MS }) });
  }
  return outcome;
}

/** True when a read that began later has ended already: a slow one must not bring back what was before. */
const isOvertaken = (seen: Seen<unknown> | undefined, began: number): boolean =>
  seen !== undefined && seen.at > began && seen.at - began <= OVERTAKEN_MS;
