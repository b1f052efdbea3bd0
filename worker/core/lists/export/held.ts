/** What does a list hold, once what its exceptions take away as a whole is left out? Pure. */
import { blocksOf } from '../../firewall/ranges.ts';
import type { NameEntry } from '../../pac/program.ts';
import type { Layer } from '../layers.ts';
import type { Members } from '../members.ts';
import type { NameSet } from '../names/name-set.ts';
import type { Held } from './export.ts';

/** Everything of some members, names first. */
export function* everything({ names, ranges, spelled }: Members): Generator<Held> {
  for (const entry of names.entries()) yield { is: 'name', entry };
  // Merged ranges are rarely one block, and blocks are what all formats have.
  for (const range of ranges.ranges()) for (const block of blocksOf(range)) yield { is: 'range', range: block };
  for (const condition of spelled) yield { is: 'condition', condition };
}

/** What layers add, without names that an earlier layer takes away with all that is below them. */
export function* added(layers: readonly Layer[]): Generator<Held> {
  const away: NameSet[] = [];
  for (const { adds, members } of layers) {
    if (!adds) away.push(members.names);
    else {
      for (const held of everything(members)) {
        const isGone = held.is === 'name' && away.some((names) => holdsAll(names, held.entry.name));
        if (!isGone) yield held;
      }
    }
  }
}

/** What layers take away from later ones; names are left out of which nothing is left later, or never was. */
export function* takenAway(layers: readonly Layer[]): Generator<Held> {
  for (const [index, { adds, members }] of layers.entries()) {
    if (adds) continue;
    const later = layers.slice(index + 1).filter((layer) => layer.adds);
    const others = later.some((layer) => layer.members.conditions.length > 0);
    for (const held of everything(members)) {
      const matters = held.is !== 'name' || others || later.some((layer) => reaches(held.entry, layer.members.names));
      if (matters) yield held;
    }
  }
}

/** Whether a name takes something away from names of the set that `added` does not leave out anyway. */
function reaches({ name, match }: NameEntry, names: NameSet): boolean {
  if (match === 'exact') return names.has(name);
  if (match === 'below') return names.has(someBelow(name));
  // What is at or below the name is gone as a whole; only names above it go on holding some of it.
  const dot = name.indexOf('.');
  return dot >= 0 && names.has(someBelow(name.slice(dot + 1)));
}

/** Whether the set holds the name and everything below it. */
function holdsAll(names: NameSet, name: string): boolean {
  return names.has(name) && names.has(someBelow(name));
}

/** A name below another that no list has by itself. */
const someBelow = (name: string): string => `${'x'.repeat(8)}.${name}`;
