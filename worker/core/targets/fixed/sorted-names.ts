/** Could one of many sorted names and an entry of a bypass list mean the same host? Pure. */
import { entryOf, matchOf, reversed } from '../../lists/names/key.ts';
import { matchesWildcard } from '../../net/wildcard.ts';
import type { NameMatch, SortedNames } from '../../pac/program.ts';
import type { Hosts } from './entry.ts';

type Named = Extract<Hosts, { name: string }>;

/** Whether some host belongs to both; the names are read when the first question needs them. */
export function sortedMeet(sets: readonly SortedNames[]): (hosts: Hosts) => boolean {
  let read: readonly (readonly string[])[] | null = null;
  const keys = () => {
    read ??= sets.map((set) => [...set.keys()]);
    return read;
  };
  return (hosts) => (MEETS[hosts.is] as (hosts: Hosts, keys: Keys) => boolean)(hosts, keys);
}

/** The keys of each set. */
type Keys = () => readonly (readonly string[])[];

const MEETS: { readonly [Kind in Hosts['is']]: (hosts: Extract<Hosts, { is: Kind }>, keys: Keys) => boolean } = {
  suffix: (hosts, keys) => keys().some((sorted) => nameMeets(hosts, sorted)),
  exact: (hosts, keys) => keys().some((sorted) => nameMeets(hosts, sorted)),
  below: (hosts, keys) => keys().some((sorted) => nameMeets(hosts, sorted)),
  // Names never lie in ranges.
  range: () => false,
  pattern: ({ pattern }, keys) =>
    keys().some((sorted) =>
      sorted.some((key) => matchOf(key) !== 'exact' || matchesWildcard(pattern, entryOf(key).name)),
    ),
  plain: (_, keys) => keys().some((sorted) => sorted.some((key) => !key.includes('#'))),
  every: () => true,
};

function nameMeets({ name, is }: Named, sorted: readonly string[]): boolean {
  const labels = reversed(name);
  if (own(is).some((match) => holds(sorted, `${labels} ${match}`))) return true;
  if (is !== 'exact' && beginsWith(sorted, `${labels}#`)) return true;
  for (let end = labels.lastIndexOf('#'); end > 0; end = labels.lastIndexOf('#', end - 1)) {
    const above = labels.slice(0, end);
    if (holds(sorted, `${above} s`) || holds(sorted, `${above} b`)) return true;
  }
  return false;
}

/** The last characters of the keys of the same name that mean a host of the entry. */
function own(is: NameMatch): readonly string[] {
  return is === 'suffix' ? ['b', 'e', 's'] : is === 'exact' ? ['e', 's'] : ['b', 's'];
}

const holds = (sorted: readonly string[], key: string): boolean => notBefore(sorted, key) === key;

const beginsWith = (sorted: readonly string[], start: string): boolean =>
  notBefore(sorted, start)?.startsWith(start) === true;

/** The first key that does not stand before a text. */
function notBefore(sorted: readonly string[], key: string): string | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return sorted[low];
}
