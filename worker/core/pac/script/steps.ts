/** In which order does a script ask what is left once the host is known? Its statements, step by step. Pure. */
import type { Plan } from '../plan/plan.ts';
import type { PlannedStep } from '../plan/planned.ts';
import type { Answers } from './answers.ts';
import type { Script } from './script.ts';
import { testText } from './test-text.ts';

/** What the statements are written with. */
export interface Writer {
  readonly plan: Plan;
  readonly script: Script;
  readonly answers: Answers;
}

/** A step with its place among all planned steps, which is what results count in. */
interface PlacedStep extends PlannedStep {
  readonly at: number;
}

/**
 * Statements that give the answer. Steps are asked in order until one holds. Where steps can ask the resolver, the
 * steps behind the first of them are asked before it (`later`), since where the answer is the same without the resolver
 * nobody needs to wait for it.
 */
export function stepStatements(writer: Writer): string[] {
  const steps = writer.plan.steps.map((step, at) => ({ ...step, at })).filter(({ test }) => test.is !== 'never');
  const start = steps.findIndex((step) => step.resolves);
  const hosts = new Waiting(writer.plan);
  if (start < 0) return [...steps.flatMap((step) => quick(writer, step, hosts)), `return ${writer.answers.ofHost};`];
  return [
    ...steps.slice(0, start).flatMap((step) => quick(writer, step, hosts)),
    ...resolving(writer, steps.slice(start), hosts),
  ];
}

/** How far hosts go, as far as statements have been written. Places are asked about in ascending order. */
class Waiting {
  /** Ascending. */
  readonly #places: readonly number[];
  #left = 0;

  constructor({ index }: Plan) {
    this.#places = [...new Set(index.results.map(({ steps }) => steps))].sort((a, b) => a - b);
  }

  /** Whether any host goes on to the step at this place. */
  reaches(at: number): boolean {
    return (this.#places.at(-1) ?? 0) > at;
  }

  /** Takes out the hosts that go no further than this place; whether there were any. */
  leaveAt(at: number): boolean {
    const before = this.#left;
    while (this.#left < this.#places.length && (this.#places[this.#left] ?? 0) <= at) this.#left++;
    return this.#left > before;
  }
}

/** A step that never asks the resolver, and in front of it the answer for hosts that go no further. */
function quick(writer: Writer, step: PlacedStep, hosts: Waiting): string[] {
  if (!hosts.reaches(step.at)) return [];
  const guard = guardStatements(writer, step.at, hosts);
  const test = testText(step.test, writer.script);
  return [...guard, ...writer.script.takeParts(), `if(${test})return ${writer.answers.of(step.answer)};`];
}

function guardStatements({ answers }: Writer, at: number, hosts: Waiting): string[] {
  return hosts.leaveAt(at) ? [`if(${answers.stepsLeft()}<=${at})return ${answers.ofHost};`] : [];
}

/**
 * The steps from the first one on that may ask the resolver. `later()` gives the answer `x` that comes without these
 * steps, and how many of them (`k`) stand before it. They are then asked in order, as long as one of those `k` could
 * change the answer.
 */
function resolving(writer: Writer, steps: readonly PlacedStep[], hosts: Waiting): string[] {
  const { script, answers } = writer;
  const reached = steps.filter(({ at }) => hosts.reaches(at));
  const asking = reached.filter((step) => step.resolves);
  const [first] = asking;
  if (first === undefined) return [`return ${answers.ofHost};`];
  const guard = guardStatements(writer, first.at, hosts);
  const tests = asking.map((step) => testText(step.test, script));
  const parts = script.takeParts();
  const later = laterStatements(writer, reached, hosts);
  const asked = asking.map((step, number) => {
    const own = answers.of(step.answer);
    const isLast = number === asking.length - 1;
    const isSame = asking.slice(number).every(({ answer }) => answer === step.answer);
    const place = asking.length > 1 ? `k>${number}&&` : '';
    const differs = isSame || isLast ? `x!=${own}` : `(x!=${own}||k>${number + 1})`;
    return `if(${place}${differs}&&(${tests[number]}))return ${own};`;
  });
  script.local('x');
  return [...guard, ...parts, ...later, ...asked, 'return x;'];
}

/** Declares `later` and calls it; without steps in it, only the host's own answer. */
function laterStatements(writer: Writer, steps: readonly PlacedStep[], hosts: Waiting): string[] {
  const { script, answers } = writer;
  const asking = steps.filter((step) => step.resolves).length;
  if (asking === steps.length && asking === 1) return [`x=${answers.ofHost};`];
  let number = 0;
  const body = steps.flatMap((step) => {
    if (!step.resolves) return quick(writer, step, hosts);
    number++;
    const guard = guardStatements(writer, step.at, hosts);
    return asking > 1 ? [...guard, `${script.local('k')}=${number};`] : guard;
  });
  return ['function later(){', ...body, `return ${answers.ofHost};`, '}', 'x=later();'];
}
