/** Which tests look at the host alone, and which sets of hosts are they? Collects the sets while steps are planned. Pure. */
import type { Decision, HostGroup, HostSet } from '../hosts/group.ts';
import type { SortedNames, Test } from '../program.ts';
import { isGroup } from '../walk.ts';
import { Interned } from './interned.ts';
import type { PlannedTest } from './planned.ts';

/** The hosts for which a test holds whatever else the request is, or null for tests that are no such set. */
export function hostSetOf(test: Test): HostSet | null {
  if (test.is === 'names') return { names: test.names, sorted: test.sorted ?? [], ranges: [] };
  return test.is === 'ranges' && test.on !== 'client' ? { names: [], ranges: test.ranges } : null;
}

/** What is left of a test of addresses when literals are looked up in the index. */
export function resolvedPart(test: Test): PlannedTest[] {
  if (test.is !== 'ranges' || test.on !== 'address') return [];
  const ranges = test.ranges.filter((range) => range.family === 4);
  return ranges.length > 0 ? [{ ...test, ranges }] : [];
}

/** The groups of hosts of a program, equal sets only once, with what depends on each. */
export class Groups {
  readonly #sortedNumbers = new Map<SortedNames, number>();
  readonly #sets = new Interned<HostSet>((set) => keyOf(set, this.#sortedNumbers));
  readonly #uses: { decision: Decision | null; firstUse: number }[] = [];

  /** All groups, by number. */
  get values(): HostGroup[] {
    return this.#sets.values.map((set, id) => ({ ...set, ...this.#use(id) }));
  }

  /** The group's hosts decide by themselves. Of several decisions the first counts. */
  decides(set: HostSet, decision: Decision): void {
    const use = this.#use(this.#sets.id(set));
    use.decision ??= decision;
  }

  /** The test with sets of hosts replaced by groups, noting that planned step number `step` looks at them. */
  planned(test: Test, step: number): PlannedTest {
    if (isGroup(test)) return { is: test.is, of: test.of.map((part) => this.planned(part, step)) };
    if (test.is === 'not') return { is: 'not', of: this.planned(test.of, step) };
    const set = hostSetOf(test);
    if (set !== null) return { is: 'any', of: [this.#member(set, step), ...resolvedPart(test)] };
    if (test.is === 'names') throw new Error('expected names to be a set of hosts');
    return test;
  }

  #member(set: HostSet, step: number): PlannedTest {
    const group = this.#sets.id(set);
    const use = this.#use(group);
    use.firstUse = Math.min(use.firstUse, step);
    return { is: 'member', group };
  }

  #use(id: number) {
    this.#uses[id] ??= { decision: null, firstUse: Number.POSITIVE_INFINITY };
    return this.#uses[id];
  }
}

/** Above this, sets of names are told apart by the order of their names too: sorting costs more than a second copy. */
const MAX_UNORDERED = 1000;

function keyOf({ names, sorted = [], ranges }: HostSet, numbers: Map<SortedNames, number>): string {
  const texts = [
    ...names.map(({ name, match }) => `${match} ${name}`),
    ...sorted.map((set) => `set ${numberOf(set, numbers)}`),
    ...ranges.map(({ family, first, last }) => `${family} ${first} ${last}`),
  ];
  return (texts.length > MAX_UNORDERED ? texts : texts.sort()).join('\n');
}

function numberOf(set: SortedNames, numbers: Map<SortedNames, number>): number {
  const number = numbers.get(set) ?? numbers.size;
  numbers.set(set, number);
  return number;
}
