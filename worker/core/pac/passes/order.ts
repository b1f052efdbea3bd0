/** Which part of a group is asked first? The cheap before the dear, and the resolver last of all. Pure. */
import type { Test } from '../program.ts';
import { isGroup, parts, rewriteProgram, type TestOf } from '../walk.ts';
import type { Pass } from './pass.ts';

/**
 * The relative cost of a test in an engine without a compiler (V8 `--jitless`): a look at a variable, a comparison
 * or two, a binary search, a regular expression, a call of the engine, a DNS query.
 */
const COSTS: { readonly [Kind in Test['is']]: (test: TestOf<Kind>) => number } = {
  always: () => 0,
  never: () => 0,
  names: () => 1,
  plain: () => 2,
  scheme: () => 2,
  port: () => 3,
  ranges: ({ on }) => ({ host: 1, client: 100, address: 1000 })[on],
  wildcard: ({ on }) => (on === 'host' ? 20 : 30),
  regex: ({ on }) => (on === 'host' ? 40 : 50),
  time: () => 60,
  all: (test) => dearest(test),
  any: (test) => dearest(test),
  not: (test) => dearest(test),
};

function cost(test: Test): number {
  return (COSTS[test.is] as (test: Test) => number)(test);
}

function dearest(test: Test): number {
  return Math.max(...parts(test).map(cost));
}

/** Sorts the parts of every group by cost; the sort is stable, so that equal rules stay equal bytes. */
export const order: Pass = {
  name: 'order',
  does: 'Asks the cheap parts of a group first and the resolver last.',
  run: (program) =>
    rewriteProgram(program, (test) =>
      isGroup(test) ? { is: test.is, of: test.of.toSorted((a, b) => cost(a) - cost(b)) } : test,
    ),
};
