/** Does a program look at nothing but the host? Then what it answered once it will answer again. Pure. */
import type { Plan } from './plan.ts';
import type { PlannedTest } from './planned.ts';

/** Whether a kind of test depends on the host alone: not on the URL, the client, the clock, or the network. */
const ALONE: { readonly [Kind in PlannedTest['is']]: boolean | ((test: PlannedTest) => boolean) } = {
  always: true,
  never: true,
  member: true,
  plain: true,
  scheme: false,
  port: false,
  time: false,
  // Literals are looked up in the index; what is left of a range test asks the resolver or the client.
  ranges: false,
  wildcard: (test) => test.is === 'wildcard' && test.on === 'host',
  regex: (test) => test.is === 'regex' && test.on === 'host',
  all: (test) => test.is === 'all' && test.of.every(isAlone),
  any: (test) => test.is === 'any' && test.of.every(isAlone),
  not: (test) => test.is === 'not' && isAlone(test.of),
};

/** Whether every answer of the plan depends on the host alone. */
export function looksAtHostAlone({ steps }: Plan): boolean {
  return steps.every(({ test }) => isAlone(test));
}

function isAlone(test: PlannedTest): boolean {
  const alone = ALONE[test.is];
  return typeof alone === 'boolean' ? alone : alone(test);
}
