/** What remains to be asked once a request's host is known? Splits a program into a host index and ordered steps. Pure. */
import type { Decision, HostGroup, HostSet } from './hosts/group.ts';
import { buildHostIndex, type HostIndex } from './hosts/host-index.ts';
import { Interned } from './interned.ts';
import type { Program, Test } from './program.ts';
import { isGroup, someTest } from './walk.ts';

/** A step that needs more than the host. Tests of the host alone have become look-ups of `member`. */
export interface PlannedStep {
  readonly test: PlannedTest;
  readonly answer: number;
  /** Whether the answer of `dnsResolve` can decide it. */
  readonly resolves: boolean;
}

/**
 * A test in which names and literal ranges are replaced by membership in a group of the index.
 * What is left of `ranges` on `address` looks at resolved names only.
 */
export type PlannedTest =
  | Exclude<Test, { is: 'names' | 'all' | 'any' | 'not' }>
  | { readonly is: 'member'; readonly group: number }
  | { readonly is: 'all' | 'any'; readonly of: readonly PlannedTest[] }
  | { readonly is: 'not'; readonly of: PlannedTest };

/** A program ready to be written: one look-up of the host, then the steps that are left. */
export interface Plan {
  /** Distinct result strings; answers are indexes into it. 0 is the last word. */
  readonly answers: readonly string[];
  readonly steps: readonly PlannedStep[];
  readonly index: HostIndex;
}

/** Plans an optimised program. Throws when a route has no result string: a program always gives one. */
export function plan(program: Program): Plan {
  const answers = new Interned<string>((text) => text);
  const groups = new Groups();
  const steps: PlannedStep[] = [];
  answers.id(resultOf(program, program.otherwise));
  for (const [position, { test, route }] of program.steps.entries()) {
    const answer = answers.id(resultOf(program, route));
    const { hosts, quick, slow, resolved } = alternatives(test);
    for (const set of hosts) groups.decides(set, { position, after: steps.length, answer });
    for (const [rest, ready] of [[quick, []] as const, [slow, resolved] as const]) {
      const tests = [...ready, ...rest.map((part) => groups.planned(part, steps.length))];
      if (tests.length > 0) steps.push({ test: { is: 'any', of: tests }, answer, resolves: rest === slow });
    }
  }
  return {
    answers: answers.values,
    steps,
    index: buildHostIndex(
      groups.values,
      steps.map((step) => step.answer),
    ),
  };
}

function resultOf(program: Program, route: string): string {
  const result = program.results.get(route);
  if (result === undefined) throw new Error(`route ${route} has no result string`);
  return result;
}

/** The alternatives of a step: sets of hosts, tests that never ask the resolver, tests that may, and those that only do. */
function alternatives(test: Test) {
  const all = test.is === 'any' ? test.of : [test];
  const others = all.filter((part) => hostSetOf(part) === null);
  return {
    hosts: all.flatMap((part) => hostSetOf(part) ?? []),
    quick: others.filter((part) => !resolves(part)),
    slow: others.filter(resolves),
    resolved: all.flatMap(resolvedPart),
  };
}

/** What is left of a test of addresses when literals are looked up in the index. */
function resolvedPart(test: Test): PlannedTest[] {
  if (test.is !== 'ranges' || test.on !== 'address') return [];
  const ranges = test.ranges.filter((range) => range.family === 4);
  return ranges.length > 0 ? [{ ...test, ranges }] : [];
}

function resolves(test: Test): boolean {
  return someTest(test, (part) => part.is === 'ranges' && part.on === 'address');
}

/** The hosts for which a test holds whatever else the request is, or null for tests that are no such set. */
function hostSetOf(test: Test): HostSet | null {
  if (test.is === 'names') return { names: test.names, ranges: [] };
  return test.is === 'ranges' && test.on !== 'client' ? { names: [], ranges: test.ranges } : null;
}

/** The groups of hosts of a program, equal sets only once, with what depends on each. */
class Groups {
  readonly #sets = new Interned<HostSet>(keyOf);
  readonly #uses: { decision: Decision | null; firstUse: number }[] = [];

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

function keyOf({ names, ranges }: HostSet): string {
  const texts = [
    ...names.map(({ name, match }) => `${match} ${name}`),
    ...ranges.map(({ family, first, last }) => `${family} ${first} ${last}`),
  ];
  return texts.sort().join('\n');
}
