/** How are tests of a program put together? Pure. */
import type { Test } from '../pac/program.ts';

/** At least one holds; one test stands for itself, none never holds. */
export function anyOf(tests: readonly Test[]): Test {
  const [first] = tests;
  if (first === undefined) return { is: 'never' };
  return tests.length === 1 ? first : { is: 'any', of: tests };
}

/** All hold; one test stands for itself, none always holds. */
export function allOf(tests: readonly Test[]): Test {
  const [first] = tests;
  if (first === undefined) return { is: 'always' };
  return tests.length === 1 ? first : { is: 'all', of: tests };
}
