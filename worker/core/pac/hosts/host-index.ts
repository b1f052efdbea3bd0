/** What does a host alone decide? One index over all names and address literals of a program. Pure. */
import type { HostGroup } from './group.ts';
import { type DecidedName, decideNames } from './names.ts';
import { type HostResult, Results } from './results.ts';
import { decideAddresses, type Segment } from './segments.ts';

/** A name with its labels reversed and the kind of name it is. */
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
  const kinds = kindsOf(names);
  const order = [
    ...new Set([0, ...kinds.flatMap(({ exact, below }) => [exact, below]), ...[...v4, ...v6].map((one) => one.result)]),
  ];
  const numbers = new Map(order.map((old, id) => [old, id]));
  const renumber = (old: number) => numbers.get(old) ?? 0;
  const renumbered = ({ from, result }: Segment) => ({ from, result: renumber(result) });
  return {
    names: indexNames(names, kinds, renumber),
    v4: v4.map(renumbered),
    v6: v6.map(renumbered),
    results: order.flatMap((old) => results.values[old] ?? []),
  };
}

const keyOf = ({ exact, below }: NameKind) => `${exact} ${below}`;

/** The kinds of the names, most frequent first. */
function kindsOf(names: readonly DecidedName[]): NameKind[] {
  const counts = new Map<string, { kind: NameKind; count: number }>();
  for (const { exact, below } of names) {
    const entry = counts.get(keyOf({ exact, below }));
    if (entry === undefined) counts.set(keyOf({ exact, below }), { kind: { exact, below }, count: 1 });
    else entry.count++;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ kind }) => kind);
}

function indexNames(
  names: readonly DecidedName[],
  kinds: readonly NameKind[],
  renumber: (old: number) => number,
): NameIndex {
  const ids = new Map(kinds.map((kind, id) => [keyOf(kind), id]));
  return {
    names: names.map((name) => ({ labels: name.labels, kind: ids.get(keyOf(name)) ?? 0 })),
    kinds: kinds.map(({ exact, below }) => ({ exact: renumber(exact), below: renumber(below) })),
  };
}
