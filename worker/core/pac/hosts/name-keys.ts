/** In which order do the names of all groups stand? Sorts what is not sorted yet, and merges what is. Pure. */
import type { NameMatch } from '../program.ts';
import type { HostGroup } from './group.ts';

/** All names of some groups in order, as keys (`SortedNames`); equal keys in the order of their groups. */
export interface GroupedKeys {
  readonly keys: readonly string[];
  /** The group of the key at a place. */
  groupAt(place: number): number;
}

const LETTERS: Readonly<Record<NameMatch, string>> = { below: 'b', exact: 'e', suffix: 's' };
const SUFFIX = LETTERS.suffix.charCodeAt(0);
const EXACT = LETTERS.exact.charCodeAt(0);

/** The names of all groups. A single set that comes sorted is taken as it is. */
export function sortedKeys(groups: readonly HostGroup[]): GroupedKeys {
  const named = groups.flatMap((group, id) =>
    group.names.length > 0 || group.sorted?.length ? [{ id, ...group }] : [],
  );
  const [first, ...others] = named;
  if (first === undefined) return { keys: [], groupAt: () => 0 };
  const [set, ...sets] = first.sorted ?? [];
  if (others.length === 0 && first.names.length === 0 && set !== undefined && sets.length === 0) {
    const keys = set.keys();
    return { keys: Array.isArray(keys) ? keys : [...keys], groupAt: () => first.id };
  }
  return merged(named);
}

/** Runs that are in order already are merged, not sorted: what the language's own sort does with them. */
function merged(groups: readonly (HostGroup & { readonly id: number })[]): GroupedKeys {
  const keys: string[] = [];
  const owners: number[] = [];
  for (const { id, names, sorted = [] } of groups) {
    for (const { name, match } of names) keys.push(`${reverseLabels(name)} ${LETTERS[match]}`);
    for (const set of sorted) for (const key of set.keys()) keys.push(key);
    while (owners.length < keys.length) owners.push(id);
  }
  const places = keys.map((_, place) => place).sort((a, b) => compare(keys[a] ?? '', keys[b] ?? '') || a - b);
  return { keys: places.map((place) => keys[place] ?? ''), groupAt: (place) => owners[places[place] ?? 0] ?? 0 };
}

/** The labels of a name from last to first with `#` between them, which sorts before every character of a label. */
function reverseLabels(name: string): string {
  return name.split('.').reverse().join('#');
}

/** The reversed labels of a key, without its match. */
export function labelsOf(key: string): string {
  return key.slice(0, -2);
}

/** How the name of a key matches. */
export function matchOf(key: string): NameMatch {
  const letter = key.charCodeAt(key.length - 1);
  return letter === SUFFIX ? 'suffix' : letter === EXACT ? 'exact' : 'below';
}

/** Whether a key is one of the name of these reversed labels. */
export function isOf(key: string, labels: string): boolean {
  return key.length === labels.length + 2 && key.startsWith(labels);
}

/** Whether reversed labels lie below others. */
export function isBelow(labels: string, above: string): boolean {
  return labels.charCodeAt(above.length) === LABEL_END && labels.startsWith(above);
}

const LABEL_END = '#'.charCodeAt(0);

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
