/** How does one visit the tests of a program? Bottom-up rewriting and pre-order reading. Pure. */
import type { Program, Test } from './program.ts';

/** The tests that need no look at the request. */
export const ALWAYS: Test = { is: 'always' };
export const NEVER: Test = { is: 'never' };

/** The record of one kind among records that carry their kind as `is`. */
export type OfKind<Union extends { readonly is: string }, Kind extends string> = Union extends {
  readonly is: infer Is;
}
  ? Kind extends Is
    ? Union
    : never
  : never;
/** The test record of one kind. */
export type TestOf<Kind extends Test['is']> = OfKind<Test, Kind>;

/** Whether a test joins others by AND or OR. */
export function isGroup(test: Test): test is TestOf<'all'> {
  return test.is === 'all' || test.is === 'any';
}

/** The tests directly inside a test. */
export function parts(test: Test): readonly Test[] {
  if (isGroup(test)) return test.of;
  return test.is === 'not' ? [test.of] : [];
}

/** Rewrites a test from the leaves up: `rewrite` sees each test after its parts were rewritten. */
function rewriteTest(test: Test, rewrite: (test: Test) => Test): Test {
  if (isGroup(test)) {
    return rewrite({ is: test.is, of: test.of.map((part) => rewriteTest(part, rewrite)) });
  }
  if (test.is === 'not') return rewrite({ is: 'not', of: rewriteTest(test.of, rewrite) });
  return rewrite(test);
}

/** Rewrites every test of a program from the leaves up. */
export function rewriteProgram(program: Program, rewrite: (test: Test) => Test): Program {
  return { ...program, steps: program.steps.map((step) => ({ ...step, test: rewriteTest(step.test, rewrite) })) };
}

/** Whether a test, or any test inside it, satisfies `wanted`. */
export function someTest(test: Test, wanted: (test: Test) => boolean): boolean {
  return wanted(test) || parts(test).some((part) => someTest(part, wanted));
}

/** One test for "any of these", without a group around a single one. */
export function anyOf(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return tests.length === 0 ? NEVER : { is: 'any', of: tests };
}

/** One test for "all of these", without a group around a single one. */
export function allOf(tests: readonly Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return tests.length === 0 ? ALWAYS : { is: 'all', of: tests };
}
