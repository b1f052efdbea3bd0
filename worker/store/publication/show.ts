/** What does an answer say about a profile's publication? */
import type { Publication } from '../../../schemas/api.ts';
import { clientLimits } from '../../core/pac/limit.ts';
import { liveKeys } from '../access/keys.ts';
import { instant } from '../instant.ts';
import { manifestKey } from '../kv-keys.ts';
import { readDue } from '../work/due.ts';
import { isToBeRebuilt } from '../work/rebuilds.ts';
import type { Sql, World } from '../world.ts';
import { heldReason } from './held.ts';
import { readSlot, type Slot } from './slots.ts';

/** From where it is looked at. */
export interface Outlook {
  /** A dry run: as if KV had already taken it. */
  readonly foretold: boolean;
  /** The newest key was only made up for a dry run, and will never exist. */
  readonly madeUpKey: boolean;
}

/** The view of what is there. */
export const AS_IT_IS: Outlook = { foretold: false, madeUpKey: false };

/**
 * `published`: KV has confirmed what the registry says. `pending`: not yet, and it is being tried; `revision` is what
 * is served meanwhile. `held`: what should be served is not; what is, is older (something changed with which the profile
 * cannot be made) or nothing (by wish: it waits to be published). Null for what was never a profile or is deleted.
 */
export function publicationOf(world: World, profile: string, outlook: Outlook = AS_IT_IS): Publication | null {
  const { sql } = world;
  const current = readSlot(sql, profile, 'current');
  const next = readSlot(sql, profile, 'next');
  const shown = current ?? next;
  if (shown === null) return null;
  const artifacts = current === null ? [] : textsOf(sql, current);
  return {
    ...stateOf(world, profile, outlook, { current, next }),
    pacUrl: pacUrlOf(world, profile, shown, outlook),
    artifacts,
    limits: clientLimits(Math.max(0, ...artifacts.map(({ bytes }) => bytes))),
  };
}

type State = Pick<Publication, 'state' | 'revision' | 'reason'>;

function stateOf(
  { sql }: World,
  profile: string,
  { foretold }: Outlook,
  { current, next }: { readonly current: Slot | null; readonly next: Slot | null },
): State {
  const held = current === null ? null : heldReason(sql, profile);
  if (held !== null) return { state: 'held', revision: current?.revision ?? null, reason: held };
  const due = foretold ? null : readDue(sql, 'publish', profile);
  if (due !== null) {
    const tried = due.attempts === 0 ? '' : ` Tried ${due.attempts} times; the next try is at ${instant(due.at)}.`;
    const reason = `${due.reason ?? 'KV has not confirmed it yet.'}${tried}`;
    return { state: 'pending', revision: servedRevision(sql, profile), reason };
  }
  if (current !== null && !foretold && isToBeRebuilt(sql, profile)) {
    const reason = 'It is being made anew, because what it is made with has changed.';
    return { state: 'pending', revision: servedRevision(sql, profile), reason };
  }
  if (current !== null) return { state: 'published', revision: current.revision };
  const reason = `Revision ${next?.revision} is stored and waits to be published.`;
  return { state: 'held', revision: null, reason };
}

/** The revision in the manifest that KV confirmed last. */
function servedRevision(sql: Sql, profile: string): number | null {
  const row = sql.all<{ revision: number | null }>(
    'SELECT revision FROM kv_key WHERE key = ?',
    manifestKey(profile),
  )[0];
  return row?.revision ?? null;
}

/** A path; the edge puts the origin before it. Null when a key is needed and there is none. */
function pacUrlOf(world: World, profile: string, { delivery }: Slot, { madeUpKey }: Outlook): string | null {
  if (delivery.access === 'public') return `/pac/${profile}.pac`;
  const key = madeUpKey ? undefined : liveKeys(world, profile)[0];
  return key === undefined ? null : `/pac/${profile}/${key.key}.pac`;
}

function textsOf(sql: Sql, { texts }: Slot): Publication['artifacts'] {
  return texts.map(({ zone, flavour, hash }) => {
    const sizes = sql.all<{ size: number; gzip: number; brotli: number | null }>(
      'SELECT size, gzip, brotli FROM artifact WHERE hash = ?',
      hash,
    )[0];
    const brotli = sizes?.brotli ?? null;
    return {
      zone: zone === '' ? null : zone,
      for: flavour,
      hash,
      bytes: sizes?.size ?? 0,
      gzip: sizes?.gzip ?? 0,
      ...(brotli === null ? {} : { brotli }),
    };
  });
}
