/** What does a test look like once the host is looked up in an index? Pure. */
import type { Test } from '../program.ts';

/**
 * A test in which names and literal ranges are replaced by membership in a group of the index.
 * What is left of `ranges` on `address` looks at resolved names only.
 */
export type PlannedTest =
  | Exclude<Test, { is: 'names' | 'all' | 'any' | 'not' }>
  | { readonly is: 'member'; readonly group: number }
  | { readonly is: 'all' | 'any'; readonly of: readonly PlannedTest[] }
  | { readonly is: 'not'; readonly of: PlannedTest };

/** A step that needs more than the host. Tests of the host alone have become look-ups of `member`. */
export interface PlannedStep {
  readonly test: PlannedTest;
  readonly answer: number;
  /** Whether the answer of `dnsResolve` can decide it. */
  readonly resolves: boolean;
}

const NEVER: PlannedTest = { is: 'never' };

/** The test without what cannot hold because no host that gets so far is in a group; `never` when nothing is left. */
export function withoutImpossible(test: PlannedTest, reached: ReadonlySet<number>): PlannedTest {
  if (test.is === 'member') return reached.has(test.group) ? test : NEVER;
  if (test.is === 'not') return { is: 'not', of: withoutImpossible(test.of, reached) };
  if (test.is !== 'all' && test.is !== 'any') return test;
  const of = test.of.map((part) => withoutImpossible(part, reached));
  if (test.is === 'all') return of.some((part) => part.is === 'never') ? NEVER : { is: 'all', of };
  const possible = of.filter((part) => part.is !== 'never');
  return possible.length === 0 ? NEVER : { is: 'any', of: possible };
}
