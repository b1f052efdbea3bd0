/** What does the edge have to know about a profile? The manifest, made from the registry's tables. */
import { NO_ZONES } from '../../core/follow/zone-table.ts';
import { sha256Hex } from '../../core/hash.ts';
import { liveKeys } from '../access/keys.ts';
import type { Manifest } from '../contract/manifest.ts';
import type { World } from '../world.ts';
import { ABSENT, type Wanted } from './kv-writer.ts';
import { readSlot, type Slot } from './slots.ts';

/** The revision of a manifest that serves nothing yet: the profile only has a staged revision. */
const NOTHING_SERVED = 0;

/** The manifest of a profile, or null when it is deleted or was never there. Keys are in it as hashes only. */
export function composeManifest(world: Pick<World, 'sql' | 'now'>, profile: string): Manifest | null {
  const current = readSlot(world.sql, profile, 'current');
  const previous = readSlot(world.sql, profile, 'previous');
  const next = readSlot(world.sql, profile, 'next');
  const delivery = (current ?? next)?.delivery;
  if (delivery === undefined) return null;
  const { access, networks, maxAge } = delivery;
  return {
    id: profile,
    revision: current?.revision ?? NOTHING_SERVED,
    access,
    keys: liveKeys(world, profile).map(({ hash, expiresAt }) => ({ hash, expiresAt })),
    networks,
    maxAge,
    artifacts: current === null ? {} : artifactsOf(current),
    zones: current?.delivery.zones ?? NO_ZONES,
    previous: previous === null ? null : { revision: previous.revision, artifacts: artifactsOf(previous) },
    next: next === null ? null : { revision: next.revision, artifacts: artifactsOf(next), zones: next.delivery.zones },
  };
}

/** The manifest as KV shall hold it; a withdrawn profile has none. */
export function wantedManifest(world: Pick<World, 'sql' | 'now'>, profile: string): Wanted {
  const manifest = composeManifest(world, profile);
  if (manifest === null) return ABSENT;
  const value = JSON.stringify(manifest);
  return { value, print: sha256Hex(value), revision: manifest.revision === NOTHING_SERVED ? null : manifest.revision };
}

const artifactsOf = ({ texts }: Slot): Record<string, string> =>
  Object.fromEntries(texts.map(({ zone, flavour, hash }) => [`${zone}|${flavour}`, hash]));
