/** Where are the bytes of a text? In the isolate, in KV, else the last that were served, the publication before, the registry. */
import type { Manifest } from '../store/contract/manifest.ts';
import { artifactKey } from '../store/kv-keys.ts';
import { type TextForms, unpackText } from '../store/packed.ts';
import type { Reader } from './reader.ts';
import { previousVariant, type Variant } from './variant.ts';

/**
 * Seconds that KV may answer from its own cache. An artifact never changes, but KV caches a miss for as long, and a
 * manifest can be seen before its artifact: so minutes, not a day.
 */
const ARTIFACT_CACHE_SECONDS = 300;

/** A text in its forms, and what it is: the variant wanted, or an older one of the same kind. */
export interface FoundText {
  readonly variant: Variant;
  readonly forms: TextForms;
}

/** Finds the bytes for a variant, falling back in the order of the promise that a known URL is always answered. */
export async function findText(reader: Reader, manifest: Manifest, wanted: Variant): Promise<FoundText | null> {
  const { place } = wanted;
  const found =
    (await readText(reader, wanted)) ??
    lastServed(reader, place, wanted) ??
    (await readPrevious(reader, manifest, wanted)) ??
    (await askRegistry(reader, wanted));
  if (found !== null) noteServed(reader, place, found.variant);
  return found;
}

function noteServed({ memory }: Reader, place: string, { hash, revision }: Variant): void {
  const last = memory.served.get(place);
  if (last?.hash !== hash || last.revision !== revision) memory.served.set(place, { hash, revision });
}

async function readText(reader: Reader, variant: Variant): Promise<FoundText | null> {
  const kept = reader.memory.texts.get(variant.hash);
  if (kept !== undefined) return { variant, forms: kept };
  const read = await reader.kv((kv) =>
    kv.get(artifactKey(variant.hash), { type: 'arrayBuffer', cacheTtl: ARTIFACT_CACHE_SECONDS }),
  );
  const forms = read.ok && read.value !== null ? unpackText(new Uint8Array(read.value)) : null;
  return forms === null ? null : keep(reader, variant, forms);
}

/** What this isolate served last for the same variant, as long as it still has the bytes. */
function lastServed(reader: Reader, place: string, wanted: Variant): FoundText | null {
  const last = reader.memory.served.get(place);
  const forms = last === undefined ? undefined : reader.memory.texts.get(last.hash);
  if (last === undefined || forms === undefined) return null;
  return { variant: { ...wanted, hash: last.hash, revision: last.revision }, forms };
}

async function readPrevious(reader: Reader, manifest: Manifest, wanted: Variant): Promise<FoundText | null> {
  const previous = previousVariant(manifest, wanted);
  return previous === null ? null : readText(reader, previous);
}

async function askRegistry(reader: Reader, variant: Variant): Promise<FoundText | null> {
  const read = await reader.registry((store) => store.artifact(variant.hash));
  return read.ok && read.value !== null ? keep(reader, variant, { identity: read.value, gzip: null, br: null }) : null;
}

function keep(reader: Reader, variant: Variant, forms: TextForms): FoundText {
  reader.memory.texts.set(variant.hash, forms);
  return { variant, forms };
}
