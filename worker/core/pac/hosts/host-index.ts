/** What does a host alone decide? One index over all names and address literals of a program. Pure. */
import type { HostGroup } from './group.ts';
import { type DecidedName, decideNames } from './names.ts';
import { type HostResult, Results } from './results.ts';
import { decideAddresses, type Segment } from './segments.ts';

/** A name with its labels reversed (`com#example`) and the kind of name it is. */
export interface IndexedName {
  readonly labels: string;
  readonly kind: number;
}

/** What a name means: the result for the host itself and for hosts below it. */
export interface NameKind {
  readonly exact: number;
  readonly below: number;
}

/** The names of a program, in the order of `decideNames`. */
export interface NameIndex {
  readonly names: readonly IndexedName[];
  /** Most frequent first. */
  readonly kinds: readonly NameKind[];
}

/** All that a host alone decides. A host is a name or an address literal, never both, so it has one result. */
export interface HostIndex {
  readonly names: NameIndex;
  readonly v4: readonly Segment[];
  readonly v6: readonly Segment[];
  /** Result 0 is that of all other hosts. Every other one is reached. */
  readonly results: readonly HostResult[];
}

/** Builds the index. Names must not look like IPv4 literals. `answers`: the answer of each planned step. */
export function buildHostIndex(groups: readonly HostGroup[], answers: readonly number[]): HostIndex {
  const results = new Results(groups, answers);
  const names = decideNames(groups, results);
  const v4 = decideAddresses(groups, 4, results);
  const v6 = decideAddresses(groups, 6, results);
  const count = results.values.length;
  const kinds = kindsOf(names, count);
  const order = [
    ...new Set([0, ...kinds.flatMap(({ exact, below }) => [exact, below]), ...[...v4, ...v6].map((one) => one.result)]),
  ];
  const numbers = new Map(order.map((old, id) => [old, id]));
  const renumber = (old: number) => numbers.get(old) ?? 0;
  const renumbered = ({ from, result }: Segment) => ({ from, result: renumber(result) });
  return {
    names: indexNames(names, kinds, { results: count, renumber }),
    v4: v4.map(renumbered),
    v6: v6.map(renumbered),
    results: order.flatMap((old) => results.values[old] ?? []),
  };
}

/** The kinds of the names, most frequent first. */
function kindsOf(names: readonly DecidedName[], results: number): NameKind[] {
  const counts = new Map<number, number>();
  for (const name of names) counts.set(kindKey(name, results), (counts.get(kindKey(name, results)) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key]) => ({ exact: Math.floor(key / results), below: key % results }));
}

/** One number for a kind. There are at most some 100,000 results. */
function kindKey({ exact, below }: NameKind, results: number): number {
  return exact * results + below;
}

function indexNames(
  names: readonly DecidedName[],
  kinds: readonly NameKind[],
  { results, renumber }: { readonly results: number; renumber(old: number): number },
): NameIndex {
  const ids = new Map(kinds.map((kind, id) => [kindKey(kind, results), id]));
  return {
    names: names.map((name) => ({ labels: name.labels, kind: ids.get(kindKey(name, results)) ?? 0 })),
    kinds: kinds.map(({ exact, below }) => ({ exact: renumber(exact), below: renumber(below) })),
  };
}
