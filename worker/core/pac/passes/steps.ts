/** Which steps can be spared or joined? Passes over the order of a program's steps. Pure. */
import type { Program, Step } from '../program.ts';
import { anyOf } from '../walk.ts';
import type { Pass } from './pass.ts';

/** Equal result strings are one answer: every step then names the first route with its string. */
export const shareAnswers: Pass = {
  name: 'share-answers',
  does: 'Makes routes with equal result strings one route.',
  run: (program) => {
    const first = new Map<string, string>();
    for (const [route, result] of program.results) if (!first.has(result)) first.set(result, route);
    const shared = (route: string) => first.get(program.results.get(route) ?? '') ?? route;
    return {
      ...program,
      steps: program.steps.map((step) => ({ ...step, route: shared(step.route) })),
      otherwise: shared(program.otherwise),
    };
  },
};

/** Nothing after an `always` is ever reached, and a `never` decides nothing. */
export const dropUnreachable: Pass = {
  name: 'drop-unreachable',
  does: 'Drops steps that never hold and all steps after one that always does.',
  run: (program) => {
    const last = program.steps.findIndex((step) => step.test.is === 'always');
    const steps = (last < 0 ? program.steps : program.steps.slice(0, last)).filter((step) => step.test.is !== 'never');
    return { ...program, steps, otherwise: program.steps[last]?.route ?? program.otherwise };
  },
};

/** A step in front of the last word, with the last word's answer, changes nothing. */
export const dropTail: Pass = {
  name: 'drop-tail',
  does: 'Drops the last steps as long as they give the answer that `otherwise` gives.',
  run: (program) => {
    const kept = program.steps.findLastIndex((step) => step.route !== program.otherwise) + 1;
    return { ...program, steps: program.steps.slice(0, kept) };
  },
};

/** Between neighbours with the same answer the order carries no meaning, so they are one step. */
export const mergeSteps: Pass = {
  name: 'merge-steps',
  does: 'Merges neighbouring steps with the same answer into one.',
  run: (program) => ({ ...program, steps: runsOf(program).map(mergeRun) }),
};

function runsOf(program: Program): Step[][] {
  const runs: Step[][] = [];
  for (const step of program.steps) {
    const run = runs.at(-1);
    if (run?.[0]?.route === step.route) run.push(step);
    else runs.push([step]);
  }
  return runs;
}

function mergeRun(run: readonly Step[]): Step {
  const [first] = run;
  if (first === undefined) throw new Error('expected a run of at least one step');
  return run.length === 1 ? first : { ...first, test: anyOf(run.map((step) => step.test)) };
}
