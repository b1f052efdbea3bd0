/** What remains to be asked once a host's names are known? Splits a program into a name index and ordered steps. Pure. */
import { buildIndex, type Decision, type NameGroup, type NameIndex } from './names/name-index.ts';
import type { NameEntry, Program, Test } from './program.ts';
import { anyOf, rewriteTest, someTest } from './walk.ts';

/** A step that needs more than the host's names. `names` tests inside it have become look-ups of `member`. */
export interface PlannedStep {
  readonly test: PlannedTest;
  readonly answer: number;
  /** Whether the answer of `dnsResolve` can decide it. */
  readonly resolves: boolean;
}

/** A test whose `names` parts are replaced by membership in a group of the index. */
export type PlannedTest =
  | Exclude<Test, { is: 'names' | 'all' | 'any' | 'not' }>
  | { readonly is: 'member'; readonly group: number }
  | { readonly is: 'all' | 'any'; readonly of: readonly PlannedTest[] }
  | { readonly is: 'not'; readonly of: PlannedTest };

/** A program ready to be written: one look-up for all names, then the steps that are left. */
export interface Plan {
  /** Distinct result strings; answers are indexes into it. 0 is the last word. */
  readonly answers: readonly string[];
  readonly steps: readonly PlannedStep[];
  readonly index: NameIndex;
}

/** Whether a test may need `dnsResolve`. */
export function resolves(test: Test): boolean {
  return someTest(test, (part) => part.is === 'ranges' && part.on === 'address');
}

/** Plans an optimised program. Throws when a route has no result string: a program always gives one. */
export function plan(program: Program): Plan {
  const answers = new Interned<string>((text) => text);
  const groups = new Groups();
  const steps: PlannedStep[] = [];
  answers.id(resultOf(program, program.otherwise));
  for (const [position, { test, route }] of program.steps.entries()) {
    const answer = answers.id(resultOf(program, route));
    const { names, quick, slow } = alternatives(test);
    for (const entries of names) groups.decides(entries, { position, after: steps.length, answer });
    for (const rest of [quick, slow]) {
      if (rest.length === 0) continue;
      steps.push({ test: groups.planned(anyOf(rest), steps.length), answer, resolves: rest === slow });
    }
  }
  return {
    answers: answers.values,
    steps,
    index: buildIndex(
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

/** The alternatives of a step: sets of names, tests that never ask the resolver, and tests that may. */
function alternatives(test: Test) {
  const all = test.is === 'any' ? test.of : [test];
  const names = all.flatMap((part) => (part.is === 'names' ? [part.names] : []));
  const others = all.filter((part) => part.is !== 'names');
  return { names, quick: others.filter((part) => !resolves(part)), slow: others.filter(resolves) };
}

/** The groups of names of a program, equal sets only once, with what depends on each. */
class Groups {
  readonly #groups = new Interned<readonly NameEntry[]>((entries) =>
    entries
      .map(({ name, match }) => `${match} ${name}`)
      .sort()
      .join('\n'),
  );
  readonly #uses: { decision: NameGroup['decision']; firstUse: number }[] = [];

  get values(): NameGroup[] {
    return this.#groups.values.map((entries, id) => ({ entries, ...this.#use(id) }));
  }

  /** The group's names decide by themselves. Of several decisions the first counts. */
  decides(entries: readonly NameEntry[], decision: Decision): void {
    const use = this.#use(this.#groups.id(entries));
    use.decision ??= decision;
  }

  /** The test with names replaced by groups, noting that planned step number `step` looks at them. */
  planned(test: Test, step: number): PlannedTest {
    return rewriteTest(test, (part) => {
      if (part.is !== 'names') return part;
      const group = this.#groups.id(part.names);
      this.#use(group).firstUse = Math.min(this.#use(group).firstUse, step);
      return { is: 'member', group } as unknown as Test;
    }) as PlannedTest;
  }

  #use(id: number) {
    this.#uses[id] ??= { decision: null, firstUse: Number.POSITIVE_INFINITY };
    return this.#uses[id];
  }
}

/** Numbers distinct values in the order of their first appearance. */
class Interned<Value> {
  readonly values: Value[] = [];
  readonly #ids = new Map<string, number>();
  readonly #key: (value: Value) => string;

  constructor(key: (value: Value) => string) {
    this.#key = key;
  }

  id(value: Value): number {
    const key = this.#key(value);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}
