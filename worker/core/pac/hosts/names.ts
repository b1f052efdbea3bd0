/** Which names decide what? One sorted set of all names of a program, each with what a host at or below it means. Pure. */
import type { HostGroup } from './group.ts';
import type { Results } from './results.ts';

/** A name with its labels reversed (`com.example` for `example.com`) and the results that it leads to. */
export interface DecidedName {
  readonly labels: string;
  /** The result of the host itself. */
  readonly exact: number;
  /** The result of hosts below it. */
  readonly below: number;
}

/**
 * All names of the groups, except those that change no answer, sorted so that a name comes directly before the names
 * below it. A host's result is that of the deepest name which it is or stands below; 0 without one.
 */
export function decideNames(groups: readonly HostGroup[], results: Results): DecidedName[] {
  const above: { prefix: string; groups: readonly number[] }[] = [];
  return sortedNodes(groups).flatMap(({ key, labels, exact, below }) => {
    while (above.length > 0 && !key.startsWith(above.at(-1)?.prefix ?? '')) above.pop();
    const inherited = above.at(-1)?.groups ?? [];
    const forBelow = union(inherited, below);
    above.push({ prefix: `${key}${LABEL_END}`, groups: forBelow });
    const decided = { labels, exact: results.of(union(inherited, exact)), below: results.of(forBelow) };
    const without = results.of(inherited);
    return decided.exact === without && decided.below === without ? [] : [decided];
  });
}

/** Reverses the labels of a name; its own inverse. */
export function reverseLabels(name: string): string {
  return name.split('.').reverse().join('.');
}

/** Sorts before every character of a name, as the end of a label must. */
const LABEL_END = '\u0001';

interface Node {
  readonly key: string;
  readonly labels: string;
  /** Groups, ascending, each once. */
  readonly exact: number[];
  readonly below: number[];
}

function sortedNodes(groups: readonly HostGroup[]): Node[] {
  const nodes = new Map<string, Node>();
  groups.forEach((group, id) => {
    for (const { name, match } of group.names) {
      const node = nodes.get(name) ?? newNode(name);
      nodes.set(name, node);
      if (match !== 'below' && node.exact.at(-1) !== id) node.exact.push(id);
      if (match !== 'exact' && node.below.at(-1) !== id) node.below.push(id);
    }
  });
  return [...nodes.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function newNode(name: string): Node {
  const labels = reverseLabels(name);
  return { key: labels.replaceAll('.', LABEL_END), labels, exact: [], below: [] };
}

/** Both are ascending. Gives `a` itself when it holds `b`: names below a name are often in the groups of that name. */
function union(a: readonly number[], b: readonly number[]): readonly number[] {
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
