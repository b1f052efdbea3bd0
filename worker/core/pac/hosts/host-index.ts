/** What does a host alone decide? One index over all names and address literals of a program. Pure. */
import type { HostGroup } from './group.ts';
import { type DecidedNames, decideNames } from './names.ts';
import { type HostResult, Results } from './results.ts';
import { decideAddresses, type Segment } from './segments.ts';

/** What a name means: the result for the host itself and for hosts below it. */
export interface NameKind {
  readonly exact: number;
  readonly below: number;
}

/** The names of a program, in the order of `decideNames`. */
export interface NameIndex {
  /** Each with its labels reversed (`com#example`). Columns, not records: a record for each of 100,000 names costs more than to code them. */
  readonly labels: readonly string[];
  /** The kind of the name at the same place. */
  readonly kindOf: Uint32Array;
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
function kindsOf({ exact, below }: DecidedNames, results: number): NameKind[] {
  const counts = new Map<number, number>();
  for (let from = 0, at = 1; from < exact.length; at++) {
    if (exact[at] === exact[from] && below[at] === below[from]) continue;
    const key = kindKey(exact[from] ?? 0, below[from] ?? 0, results);
    counts.set(key, (counts.get(key) ?? 0) + at - from);
    from = at;
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key]) => ({ exact: Math.floor(key / results), below: key % results }));
}

/** One number for a kind. There are at most some 100,000 results. */
function kindKey(exact: number, below: number, results: number): number {
  return exact * results + below;
}

function indexNames(
  { labels, exact, below }: DecidedNames,
  kinds: readonly NameKind[],
  { results, renumber }: { readonly results: number; renumber(old: number): number },
): NameIndex {
  const ids = new Map(kinds.map((kind, id) => [kindKey(kind.exact, kind.below, results), id]));
  const kindOf = new Uint32Array(labels.length);
  if (kinds.length > 1) {
    for (let at = 0; at < labels.length; at++) {
      kindOf[at] = ids.get(kindKey(exact[at] ?? 0, below[at] ?? 0, results)) ?? 0;
    }
  }
  return {
    labels,
    kindOf,
    kinds: kinds.map((kind) => ({ exact: renumber(kind.exact), below: renumber(kind.below) })),
  };
}
