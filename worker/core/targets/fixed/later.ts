/** Which bypass entry of a later rule could take the requests of a rule? Pure; fast, and never "none" wrongly. */
import type { NameEntry, Test } from '../../pac/program.ts';
import type { BypassEntry } from './entry.ts';
import { meets } from './overlap.ts';

/** The entries of later rules, filled from the last rule to the first. */
export interface Later {
  add(entries: readonly BypassEntry[]): void;
  /** An entry that could take some of the test's requests, or null. */
  taking(test: Test): BypassEntry | null;
}

/** Comparisons of one entry with one name or range; some milliseconds each million. Beyond it an entry counts as taking. */
export const MAX_COMPARISONS = 1_000_000;

/** Nothing yet. */
export function noneLater(): Later {
  const all: BypassEntry[] = [];
  /** Entries by their name, and by every name above it: those that a name could meet from above or below. */
  const named = new Map<string, BypassEntry[]>();
  const above = new Map<string, BypassEntry[]>();
  const others: BypassEntry[] = [];
  let left = MAX_COMPARISONS;

  const candidates = (test: Test): readonly BypassEntry[] => {
    if (test.is === 'any') return test.of.flatMap(candidates);
    if (test.is === 'all')
      return test.of.map(candidates).reduce((few, more) => (more.length < few.length ? more : few));
    // A literal host has no name, and a name lies in no range.
    if (test.is === 'ranges' && test.on === 'host') return others;
    // Sorted names are asked about every entry, which is a search in them.
    if (test.is !== 'names' || test.sorted !== undefined) return all;
    return [...test.names.flatMap(nearby), ...others];
  };
  const nearby = ({ name }: NameEntry) => [
    ...upwards(name).flatMap((one) => named.get(one) ?? []),
    ...(above.get(name) ?? []),
  ];
  return {
    add(entries) {
      for (const entry of entries) {
        all.push(entry);
        if (!('name' in entry.hosts)) others.push(entry);
        else {
          put(named, entry.hosts.name, entry);
          for (const one of upwards(entry.hosts.name).slice(1)) put(above, one, entry);
        }
      }
    },
    taking(test) {
      const size = sizeOf(test);
      const isTaking = meets(test);
      return (
        candidates(test).find((entry) => {
          left -= size;
          return left < 0 || isTaking(entry);
        }) ?? null
      );
    },
  };
}

/** The name and every name above it, nearest first. */
function upwards(name: string): string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

function put(map: Map<string, BypassEntry[]>, key: string, entry: BypassEntry): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}

/** How many comparisons one entry takes at most. */
export function sizeOf(test: Test): number {
  if (test.is === 'any' || test.is === 'all') return test.of.reduce((sum, one) => sum + sizeOf(one), 1);
  if (test.is === 'names') return test.names.length + (test.sorted ?? []).length;
  if (test.is === 'wildcard') return test.patterns.length;
  return test.is === 'ranges' ? test.ranges.length : 1;
}
