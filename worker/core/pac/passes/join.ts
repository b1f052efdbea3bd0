/** Which neighbours inside a group are one set? Joins alternatives of one kind. Pure. */
import type { Test } from '../program.ts';
import { anyOf, rewriteProgram, type TestOf } from '../walk.ts';
import type { Pass } from './pass.ts';

type Joins = { readonly [Kind in Test['is']]?: Join<Kind> };

interface Join<Kind extends Test['is']> {
  /** Tests of equal keys may be joined. */
  key(test: TestOf<Kind>): string;
  join(tests: readonly TestOf<Kind>[]): Test;
}

/** Kinds whose alternatives can be written as one test. */
const JOINS: Joins = {
  names: {
    key: () => 'names',
    join: (tests) => ({
      is: 'names',
      names: tests.flatMap((test) => test.names),
      sorted: [...new Set(tests.flatMap((test) => test.sorted ?? []))],
    }),
  },
  scheme: {
    key: () => 'scheme',
    join: (tests) => ({ is: 'scheme', schemes: [...new Set(tests.flatMap((test) => test.schemes))] }),
  },
  port: { key: () => 'port', join: (tests) => ({ is: 'port', ranges: tests.flatMap((test) => test.ranges) }) },
  time: { key: () => 'time', join: (tests) => ({ is: 'time', windows: tests.flatMap((test) => test.windows) }) },
  plain: { key: () => 'plain', join: () => ({ is: 'plain' }) },
  wildcard: {
    key: (test) => `wildcard ${test.on}`,
    join: (tests) => joinOn(tests, (on) => ({ is: 'wildcard', on, patterns: tests.flatMap((test) => test.patterns) })),
  },
  regex: {
    key: (test) => `regex ${test.on}`,
    join: (tests) => joinOn(tests, (on) => ({ is: 'regex', on, sources: tests.flatMap((test) => test.sources) })),
  },
  ranges: {
    key: (test) => `ranges ${test.on}`,
    join: (tests) => joinOn(tests, (on) => ({ is: 'ranges', on, ranges: tests.flatMap((test) => test.ranges) })),
  },
};

function joinOn<On>(tests: readonly { readonly on: On }[], build: (on: On) => Test): Test {
  const [first] = tests;
  return first === undefined ? { is: 'never' } : build(first.on);
}

/** Joins alternatives of one kind inside every `any`. The order of alternatives carries no meaning. */
export const join: Pass = {
  name: 'join',
  does: 'Joins alternatives of one kind inside a group into one set.',
  run: (program) => rewriteProgram(program, joinTest),
};

function joinTest(test: Test): Test {
  if (test.is !== 'any') return test;
  const groups = new Map<string, Test[]>();
  test.of.forEach((part, index) => {
    const key = joinOf(part)?.key(part) ?? `${index}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [part]);
    else group.push(part);
  });
  if (groups.size === test.of.length) return test;
  return anyOf([...groups.values()].map(joinGroup));
}

function joinGroup(tests: readonly Test[]): Test {
  const [first] = tests;
  if (first === undefined || tests.length === 1) return first ?? { is: 'never' };
  return joinOf(first)?.join(tests) ?? anyOf(tests);
}

/** The record for a test's kind, seen as one for any test: the key guarantees that only its own kind reaches it. */
function joinOf(test: Test): Join<Test['is']> | undefined {
  return JOINS[test.is] as Join<Test['is']> | undefined;
}
