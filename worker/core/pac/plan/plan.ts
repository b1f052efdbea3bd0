/** What remains to be asked once a request's host is known? Splits a program into a host index and ordered steps. Pure. */
import { buildHostIndex, type HostIndex } from '../hosts/host-index.ts';
import type { Program, Test } from '../program.ts';
import { someTest } from '../walk.ts';
import { Groups, hostSetOf, resolvedPart } from './groups.ts';
import { Interned } from './interned.ts';
import { type PlannedStep, withoutImpossible } from './planned.ts';

/** A program ready to be written: one look-up of the host, then the steps that are left. */
export interface Plan {
  /** Distinct result strings; answers are indexes into it. */
  readonly answers: readonly string[];
  readonly steps: readonly PlannedStep[];
  readonly index: HostIndex;
}

/** Plans an optimised program. Throws when a route has no result string: a program always gives one. */
export function plan(program: Program): Plan {
  const answers = new Interned<string>((text) => text);
  const groups = new Groups();
  const steps: PlannedStep[] = [];
  // The last word is answer 0.
  answers.id(resultOf(program, program.otherwise));
  for (const [position, { test, route }] of program.steps.entries()) {
    const answer = answers.id(resultOf(program, route));
    const { hosts, quick, slow, resolved } = alternatives(test);
    for (const set of hosts) groups.decides(set, { position, after: steps.length, answer });
    for (const { rest, ready, resolves } of [
      { rest: quick, ready: [], resolves: false },
      { rest: slow, ready: resolved, resolves: true },
    ]) {
      const of = [...ready, ...rest.map((part) => groups.planned(part, steps.length))];
      if (of.length > 0) steps.push({ test: { is: 'any', of }, answer, resolves });
    }
  }
  const index = buildHostIndex(
    groups.values,
    steps.map((step) => step.answer),
  );
  return pruned({ answers: answers.values, steps, index });
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

function resolves(test: Test): boolean {
  return someTest(test, (part) => part.is === 'ranges' && part.on === 'address');
}

/** Drops what the index has made unreachable: memberships that no result has, and answers that no one gives. */
function pruned({ answers, steps, index }: Plan): Plan {
  const reached = new Set(index.results.flatMap(({ groups }) => groups));
  const possible = steps.map((step) => ({ ...step, test: withoutImpossible(step.test, reached) }));
  const giving = [...index.results, ...possible.filter(({ test }) => test.is !== 'never')];
  const used = [...new Set(giving.map((one) => one.answer))];
  const renumbered = <One extends { readonly answer: number }>(one: One): One => ({
    ...one,
    answer: used.indexOf(one.answer),
  });
  return {
    answers: used.flatMap((old) => answers[old] ?? []),
    steps: possible.map(renumbered),
    index: { ...index, results: index.results.map(renumbered) },
  };
}
