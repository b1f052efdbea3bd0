/** Which names decide what? One sorted set of all names of a program, each with what a host at or below it means. Pure. */
import type { HostGroup } from './group.ts';
import { isBelow, isOf, labelsOf, matchOf, sortedKeys } from './name-keys.ts';
import type { Results } from './results.ts';

/** Names with their labels reversed (`com#example` for `example.com`) and, at the same places, what they lead to. */
export interface DecidedNames {
  readonly labels: readonly string[];
  /** The result of the host itself. */
  readonly exact: Uint32Array;
  /** The result of hosts below it. */
  readonly below: Uint32Array;
}

/**
 * All names of the groups, except those that change no answer, sorted so that a name comes directly before the names
 * below it. A host's result is that of the deepest name which it is or stands below; 0 without one.
 */
export function decideNames(groups: readonly HostGroup[], results: Results): DecidedNames {
  const { keys, groupAt } = sortedKeys(groups);
  const alone = groups.map((_, id): readonly number[] => [id]);
  const without = results.of(NONE);
  const above: string[] = [];
  const groupsAbove: (readonly number[])[] = [];
  const labelsOfAll: string[] = [];
  const exactOfAll = new Uint32Array(keys.length);
  const belowOfAll = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; ) {
    let key = keys[at] as string;
    const labels = labelsOf(key);
    while (above.length > 0 && !isBelow(labels, above[above.length - 1] as string)) above.pop();
    const inherited = above.length > 0 ? (groupsAbove[above.length - 1] as readonly number[]) : NONE;
    let [forExact, forBelow] = [inherited, inherited];
    do {
      const own = alone[groupAt(at)] ?? NONE;
      const match = matchOf(key);
      const both = forExact === forBelow;
      if (match !== 'below') forExact = union(forExact, own);
      if (match !== 'exact') forBelow = match === 'suffix' && both ? forExact : union(forBelow, own);
      key = keys[++at] ?? '';
    } while (isOf(key, labels));
    groupsAbove[above.push(labels) - 1] = forBelow;
    const below = results.of(forBelow);
    const exact = forExact === forBelow ? below : results.of(forExact);
    const before = inherited === NONE ? without : results.of(inherited);
    if (exact === before && below === before) continue;
    exactOfAll[labelsOfAll.length] = exact;
    belowOfAll[labelsOfAll.length] = below;
    labelsOfAll.push(labels);
  }
  const { length } = labelsOfAll;
  return { labels: labelsOfAll, exact: exactOfAll.subarray(0, length), below: belowOfAll.subarray(0, length) };
}

const NONE: readonly number[] = [];

/** Both are ascending. Gives `a` itself when it holds `b`: names below a name are often in the groups of that name. */
function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === 0) return b;
  const more = missing(b, a);
  if (more.length === 0) return a;
  return a.length === 0 ? b : [...a, ...more].sort((x, y) => x - y);
}

/** The numbers of `set` that are not in `known`; both are ascending. */
function missing(set: readonly number[], known: readonly number[]): readonly number[] {
  return set.filter((number) => known[placeOf(number, known)] !== number);
}

/** Index of the first number that is not below this one. */
function placeOf(number: number, ascending: readonly number[]): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
