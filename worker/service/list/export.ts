/** What is a stored list in another format, and what are the names of a profile's route? */
import { type ExportedList, type ExportLoss, type ExportName, MAX_REPORTED } from '../../../schemas/list.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { sha256Hashing } from '../../core/hash.ts';
import { routeLayers } from '../../core/lists/export/route-layers.ts';
import { exportOf } from '../../core/lists/export/table.ts';
import { type Written, writeList } from '../../core/lists/export/write.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../envelope.ts';
import { Fault } from '../fault.ts';
import { readStoredProfile } from '../profile/stored.ts';
import { requireRight } from '../right.ts';
import { layersOf, layersOfStored } from './meanings.ts';

/** A text in another format, still in pieces: with hundreds of thousands of names it is large. */
export interface Exported extends Omit<ExportedList, 'text'> {
  readonly chunks: readonly string[];
}

/** The newest revision of a list in another format. Faults: forbidden, absent. */
export async function exportList(
  context: Context,
  { id, format }: { readonly id: string; readonly format: ExportName },
): Promise<Exported> {
  requireRight(context, 'read', { kind: 'list', id });
  const layers = await layersOf(context.store, id);
  if (layers === null) throw new Fault('absent', `There is no ${nameOf('list', id)}.`);
  return exported(id, format, writeList(layers, exportOf(format)));
}

/**
 * What leads to a route, a proxy, `direct` or `block` in the newest revision of a profile, in another format. Faults:
 * forbidden, absent.
 */
export async function exportRoute(
  context: Context,
  { id, route, format }: { readonly id: string; readonly route: string; readonly format: ExportName },
): Promise<Exported> {
  requireRight(context, 'read', { kind: 'profile', id });
  const profile = await readStoredProfile(context, id);
  if (!routesOf(profile).has(route)) {
    throw new Fault('absent', `There is no route and no proxy ${route} in ${nameOf('profile', id)}.`);
  }
  const { layers, losses, lost } = routeLayers(profile, route, await layersOfStored(context.store, profile));
  const written = writeList(layers, exportOf(format));
  return exported(`${id}-${route}`, format, {
    chunks: written.chunks,
    losses: losses + written.losses,
    lost: firstOf(lost, written.lost),
  });
}

const routesOf = ({ proxies = {}, routes = {} }: Profile): ReadonlySet<string> =>
  new Set([...Object.keys(proxies), ...Object.keys(routes), 'direct', 'block']);

const firstOf = (one: readonly ExportLoss[], other: readonly ExportLoss[]): ExportLoss[] =>
  [...one, ...other].slice(0, MAX_REPORTED);

function exported(name: string, format: ExportName, { chunks, losses, lost }: Written): Exported {
  const { mediaType, extension } = exportOf(format);
  const hash = sha256Hashing();
  let bytes = 0;
  for (const chunk of chunks) {
    hash.add(chunk);
    // Texts of all formats are ASCII.
    bytes += chunk.length;
  }
  const filename = `${name}-${format}.${extension}`;
  return { format, mediaType, filename, bytes, hash: hash.hex(), losses, lost: [...lost], chunks };
}
