/** What does the edge know about a profile? KV's manifest, else what the isolate remembers, else the registry, once a minute. */
import { manifestKey, wpadKey } from '../store/kv-keys.ts';
import type { Manifest } from '../store/store.ts';
import type { Reader } from './reader.ts';

/** Seconds that KV may answer from its own cache: the least it allows, as revocation waits for it. */
const MANIFEST_CACHE_SECONDS = 30;
/** For how long the registry's word about a profile stands in this isolate. KV caches a miss for as long. */
const VERDICT_MS = 60_000;

/** What was found: a manifest, certainly none, or no way to know. */
export type Found<T> = T | 'absent' | 'unavailable';

/**
 * Finds a profile's manifest. `ask`: whether the registry may be asked although KV answers that there is none
 * (a key that was just made can be known to the registry and not yet to KV).
 */
export async function findManifest(reader: Reader, id: string, ask: boolean): Promise<Found<Manifest>> {
  const read = await reader.kv((kv) =>
    kv.get<Manifest>(manifestKey(id), { type: 'json', cacheTtl: MANIFEST_CACHE_SECONDS }),
  );
  if (read.ok && read.value !== null) {
    reader.memory.manifests.set(id, read.value);
    return read.value;
  }
  if (read.ok && !ask) return 'absent';
  const remembered = reader.memory.manifests.get(id);
  if (!read.ok && remembered !== undefined) return remembered;
  return askRegistry(reader, id);
}

/** The registry's word, or the one that it gave less than a minute ago; when it is silent, what was served last. */
async function askRegistry(reader: Reader, id: string): Promise<Found<Manifest>> {
  const { memory, now } = reader;
  const verdict = memory.verdicts.get(id);
  if (verdict !== undefined && now - verdict.at < VERDICT_MS) return verdict.manifest ?? 'absent';
  const read = await reader.registry((store) => store.manifest(id));
  if (!read.ok) return memory.manifests.get(id) ?? 'unavailable';
  memory.verdicts.set(id, { manifest: read.value, at: now });
  if (read.value === null) memory.manifests.delete(id);
  return read.value ?? 'absent';
}

/** The profile that a WPAD name is bound to. */
export async function findBinding(reader: Reader, name: string): Promise<Found<string>> {
  const read = await reader.kv((kv) => kv.get(wpadKey(name), { type: 'text', cacheTtl: MANIFEST_CACHE_SECONDS }));
  if (read.ok) return remember(reader, name, read.value);
  const remembered = reader.memory.names.get(name);
  if (remembered !== undefined) return remembered;
  const asked = await reader.registry((store) => store.wpad(name));
  return asked.ok ? remember(reader, name, asked.value) : 'unavailable';
}

function remember(reader: Reader, name: string, profile: string | null): Found<string> {
  if (profile === null) {
    reader.memory.names.delete(name);
    return 'absent';
  }
  reader.memory.names.set(name, profile);
  return profile;
}
