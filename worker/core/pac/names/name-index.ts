/** Which names decide what? One sorted set of all names of a program, each with what a host at or below it means. Pure. */
import type { NameEntry } from '../program.ts';

/** A set of names of a program, and what depends on it. */
export interface NameGroup {
  readonly entries: readonly NameEntry[];
  /** What these names decide alone, or null where they only take part in planned steps. */
  readonly decision: Decision | null;
  /** The first planned step that looks at the group; infinite when none does. */
  readonly firstUse: number;
}

/** An answer that names alone give. */
export interface Decision {
  /** Position among all steps of the program; the lowest wins. */
  readonly position: number;
  /** How many planned steps come before it. */
  readonly after: number;
  readonly answer: number;
}

/** What is known about a host from its names alone. */
export interface NameResult {
  /** How many planned steps can still come before the answer. */
  readonly steps: number;
  /** The answer if none of these steps matches. */
  readonly answer: number;
  /** Groups that the host is in, as far as those steps look at them; ascending. */
  readonly groups: readonly number[];
}

/** A name with its labels reversed (`com.example` for `example.com`) and the kind of name it is. */
export interface IndexedName {
  readonly labels: string;
  readonly kind: number;
}

/** What a name means: the result for the host itself and for hosts below it. */
export interface NameKind {
  readonly exact: number;
  readonly below: number;
}

/**
 * All names of a program. A host's result is that of the deepest name which it is or stands below; 0 without one.
 * Names that change no answer are left out.
 */
export interface NameIndex {
  /** Sorted so that a name comes directly before the names below it: by labels, with `.` before every other character. */
  readonly names: readonly IndexedName[];
  /** Most frequent first. */
  readonly kinds: readonly NameKind[];
  /** Result 0 is that of hosts without a name. */
  readonly results: readonly NameResult[];
}

/** Builds the index. `answers`: the answer of each planned step. */
export function buildIndex(groups: readonly NameGroup[], answers: readonly number[]): NameIndex {
  const results = new Results(groups, answers);
  const nodes = distinctNodes(closeOver(sortedNodes(groups), results));
  return renumbered(nodes, results.values);
}

/** Reverses the labels of a name; its own inverse. */
export function reverseLabels(name: string): string {
  return name.split('.').reverse().join('.');
}

/** A key under which plain string order puts a name directly before the names below it. */
export function sortKey(labels: string): string {
  return labels.replaceAll('.', '\u0001');
}

interface Node {
  readonly key: string;
  readonly labels: string;
  readonly exact: number[];
  readonly below: number[];
}

function sortedNodes(groups: readonly NameGroup[]): Node[] {
  const nodes = new Map<string, Node>();
  groups.forEach((group, id) => {
    for (const { name, match } of group.entries) {
      let node = nodes.get(name);
      if (node === undefined) {
        const labels = reverseLabels(name);
        node = { key: sortKey(labels), labels, exact: [], below: [] };
        nodes.set(name, node);
      }
      if (match !== 'below') node.exact.push(id);
      if (match !== 'exact') node.below.push(id);
    }
  });
  return [...nodes.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

interface Closed {
  readonly labels: string;
  readonly exact: number;
  readonly below: number;
  /** The result of hosts at this name if the name were not listed. */
  readonly inherited: number;
}

/** Adds to every name the groups of the names above it. */
function closeOver(nodes: readonly Node[], results: Results): Closed[] {
  const above: { key: string; groups: readonly number[] }[] = [];
  return nodes.map(({ key, labels, exact, below }) => {
    while (above.length > 0 && !key.startsWith(above.at(-1)?.key ?? '')) above.pop();
    const inherited = above.at(-1)?.groups ?? [];
    const groups = union(inherited, below);
    above.push({ key: `${key}\u0001`, groups });
    return {
      labels,
      exact: results.of(union(inherited, exact)),
      below: results.of(groups),
      inherited: results.of(inherited),
    };
  });
}

function distinctNodes(nodes: readonly Closed[]): Closed[] {
  return nodes.filter((node) => node.exact !== node.inherited || node.below !== node.inherited);
}

const NOTHING: readonly number[] = [];

function union(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0 && b.length === 1) return b;
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

/** The results that sets of groups come to; sets that no answer can tell apart share one. */
class Results {
  readonly values: NameResult[] = [];
  readonly #groups: readonly NameGroup[];
  readonly #answers: readonly number[];
  readonly #bySet = new Map<string, number>();
  readonly #byMeaning = new Map<string, number>();

  constructor(groups: readonly NameGroup[], answers: readonly number[]) {
    this.#groups = groups;
    this.#answers = answers;
    this.of(NOTHING);
  }

  of(set: readonly number[]): number {
    const key = set.join();
    const known = this.#bySet.get(key);
    if (known !== undefined) return known;
    const id = this.#intern(this.#reduce(set));
    this.#bySet.set(key, id);
    return id;
  }

  #intern(result: NameResult): number {
    const key = `${result.steps} ${result.answer} ${result.groups.join()}`;
    const known = this.#byMeaning.get(key);
    if (known !== undefined) return known;
    this.#byMeaning.set(key, this.values.length);
    return this.values.push(result) - 1;
  }

  #reduce(set: readonly number[]): NameResult {
    const first = set
      .flatMap((id) => this.#groups[id]?.decision ?? [])
      .reduce<Decision | null>((best, one) => (best !== null && best.position < one.position ? best : one), null);
    const answer = first?.answer ?? 0;
    let steps = first?.after ?? this.#answers.length;
    while (steps > 0 && this.#answers[steps - 1] === answer) steps--;
    return { steps, answer, groups: set.filter((id) => (this.#groups[id]?.firstUse ?? steps) < steps) };
  }
}

/** Numbers kinds by frequency and results by kind, so that most indexes need no table between the two. */
function renumbered(nodes: readonly Closed[], results: readonly NameResult[]): NameIndex {
  const counts = new Map<string, { kind: NameKind; count: number }>();
  for (const { exact, below } of nodes) {
    const entry = counts.get(`${exact} ${below}`);
    if (entry === undefined) counts.set(`${exact} ${below}`, { kind: { exact, below }, count: 1 });
    else entry.count++;
  }
  const kinds = [...counts.values()].sort((a, b) => b.count - a.count).map(({ kind }) => kind);
  const order = [...new Set([0, ...kinds.flatMap(({ exact, below }) => [exact, below])])];
  const numbers = new Map(order.map((old, id) => [old, id]));
  const renumber = (old: number) => numbers.get(old) ?? 0;
  const kindIds = new Map(kinds.map(({ exact, below }, id) => [`${exact} ${below}`, id]));
  return {
    names: nodes.map(({ labels, exact, below }) => ({ labels, kind: kindIds.get(`${exact} ${below}`) ?? 0 })),
    kinds: kinds.map(({ exact, below }) => ({ exact: renumber(exact), below: renumber(below) })),
    results: order.flatMap((old) => results[old] ?? []),
  };
}
