/** Which tests are decided before any request comes? Folds constants, empty sets and needless groups. Pure. */
import type { Program, Test } from '../program.ts';
import { ALWAYS, allOf, anyOf, NEVER, rewriteProgram, type TestOf } from '../walk.ts';
import type { Pass } from './pass.ts';

type Folds = { readonly [Kind in Test['is']]?: (test: TestOf<Kind>) => Test };

/** Kinds that can be constant. A set without entries never matches; what is not listed here is left alone. */
const FOLDS: Folds = {
  all: (test) => foldGroup('all', test.of),
  any: (test) => foldGroup('any', test.of),
  not: ({ of }) => {
    if (of.is === 'not') return of.of;
    if (of.is === 'always') return NEVER;
    return of.is === 'never' ? ALWAYS : { is: 'not', of };
  },
  names: (test) => (test.names.length === 0 && !test.sorted?.some(({ size }) => size > 0) ? NEVER : test),
  wildcard: (test) => {
    if (test.patterns.some((pattern) => /^\*+$/.test(pattern))) return ALWAYS;
    return test.patterns.length === 0 ? NEVER : test;
  },
  regex: (test) => (test.sources.length === 0 ? NEVER : test),
  ranges: (test) => (test.ranges.length === 0 ? NEVER : test),
  scheme: (test) => (test.schemes.length === 0 ? NEVER : test),
  port: (test) => (test.ranges.length === 0 ? NEVER : test),
  time: (test) => (test.windows.length === 0 ? NEVER : test),
};

/** Folds one test whose parts are folded already. */
function foldTest(test: Test): Test {
  const fold = FOLDS[test.is] as ((test: Test) => Test) | undefined;
  return fold === undefined ? test : fold(test);
}

function foldGroup(is: 'all' | 'any', of: readonly Test[]): Test {
  const [neutral, absorbing] = is === 'all' ? [ALWAYS, NEVER] : [NEVER, ALWAYS];
  const flat = of.flatMap((part) => (part.is === is ? part.of : part.is === neutral.is ? [] : [part]));
  if (flat.some((part) => part.is === absorbing.is)) return absorbing;
  return is === 'all' ? allOf(flat) : anyOf(flat);
}

/** Folds every test of a program. */
export const fold: Pass = {
  name: 'fold',
  does: 'Replaces tests whose value is known by always or never, and flattens groups.',
  run: (program: Program) => rewriteProgram(program, foldTest),
};
