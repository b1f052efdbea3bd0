/** How do the texts of a compiled profile come to be served, or to wait? In the caller's transaction. */
import type { Compiled } from '../compiler.ts';
import { keepArtifacts } from '../publication/artifacts.ts';
import { release } from '../publication/held.ts';
import { schedulePublication } from '../publication/schedule.ts';
import { makeCurrent, readSlot, type Slot, stage } from '../publication/slots.ts';
import type { World } from '../world.ts';

/** What is put in place. */
export interface Placing {
  /** The profile. */
  readonly id: string;
  readonly compiled: Compiled;
  /** False: it waits as the next one. */
  readonly publish: boolean;
  /** True when another document is written, which this profile follows: nobody is told how large its texts become. */
  readonly follows?: boolean;
}

/** Puts texts into the slot where they belong and asks for their publication. False when they are there already. */
export function placeTexts(
  world: World,
  { id, compiled, publish, follows }: Placing,
  { revision, newest }: { readonly revision: number; readonly newest: number },
): boolean {
  if (compiled.publication === null) return false;
  const now = world.now();
  const { delivery, texts, references } = compiled.publication;
  const variants = texts.map(({ zone, flavour, hash }) => ({ zone, flavour, hash }));
  const slot: Slot = { revision, delivery, texts: variants, references };
  const isServed = readSlot(world.sql, id, 'current')?.revision === revision;
  if (!publish && isServed) return false;
  keepArtifacts(world.sql, texts, { now, brotli: follows === true ? 'later' : 'now' });
  if (publish) release(world.sql, id);
  const isChanged = publish ? makeCurrent(world.sql, id, slot, { newest, now }) : stage(world.sql, id, slot, now);
  if (isChanged) schedulePublication(world, id);
  return isChanged;
}
