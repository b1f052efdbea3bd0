/** What do the lists mean that a stored profile names? Read from the registry, where they are kept as they were read. */
import type { Profile } from '../../../schemas/profile.ts';
import { type Layer, meaningOf } from '../../core/lists/layers.ts';
import { listsNamedBy } from '../../core/lists/named.ts';
import { unpackList } from '../../core/lists/pack/unpack.ts';
import type { Lists } from '../../core/rules/kind.ts';
import type { Store } from '../../store/store.ts';
import { textChunks } from './text-chunks.ts';

/**
 * The lists that a stored profile names, each in its newest revision; one that is missing is left out. Whoever may read
 * the profile may see what it makes of its lists. One is fetched after the other, so that only one is there twice.
 */
export async function listsOfStored(store: Pick<Store, 'listMeaning'>, profile: Profile): Promise<Lists> {
  const layers = await layersOfStored(store, profile);
  return new Map([...layers].map(([id, found]) => [id, meaningOf(found)] as const));
}

/** The same as layers, for exports. */
export async function layersOfStored(
  store: Pick<Store, 'listMeaning'>,
  profile: Profile,
): Promise<ReadonlyMap<string, readonly Layer[]>> {
  const found = new Map<string, readonly Layer[]>();
  for (const id of listsNamedBy(profile)) {
    const layers = await layersOf(store, id);
    if (layers !== null) found.set(id, layers);
  }
  return found;
}

/** What a live list holds, or null when there is none. */
export async function layersOf(store: Pick<Store, 'listMeaning'>, id: string): Promise<readonly Layer[] | null> {
  const stream = await store.listMeaning(id);
  if (stream === null) return null;
  const layers = unpackList(await textChunks(stream));
  if (layers === null) throw new Error(`Expected the whole meaning of list ${id}.`);
  return layers;
}
