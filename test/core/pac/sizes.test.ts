/** Do long lists stay small, and do old engines still load them? */
import { beforeAll, describe, expect, test } from 'vitest';
import { compilePac } from '../../../worker/core/pac/compile.ts';
import { NAME_ENCODINGS } from '../../../worker/core/pac/names/table.ts';
import type { Test } from '../../../worker/core/pac/program.ts';
import { ENGINES } from '../../engines/table.ts';
import { needPrograms } from '../../programs.ts';
import { interpret } from './interpret.ts';
import { about, programOf } from './run.ts';
import { domainNames, sequence } from './words.ts';

/**
 * Bytes of a whole script per name, in each form, for the made-up names of `domainNames`. Real names carry more news: ten
 * thousand of a public list take 6.5 (capitals), 6.4 (front), 4.5 (ranked), 4.4 (whole), 4.8 (coded) and 4.7 (dense) bytes, a
 * hundred thousand 5.5, 5.3, 3.4, 3.2, 3.4 and 3.2. The decoder of the last two repeats its loop body so that new hosts cost less: it is for
 * texts above 250,000 bytes only, where that is 0.01 of a byte, and 0.1 for ten thousand names.
 */
const MAX_BYTES: readonly (readonly [form: string, ten: number, hundred: number])[] = [
  ['capitals', 5.1, 4.4],
  ['front', 5.1, 4.2],
  ['ranked', 2.8, 2.5],
  ['whole', 2.5, 1.75],
  ['coded', 2.9, 1.9],
  ['dense', 2.8, 1.8],
];
/** More bytes per name where the names are dealt out to five routes in forty rules that cannot be joined. */
const MAX_MORE_BYTES = 2.1;
/** The packed form comes to 4.3 bytes for each of these scattered ranges, and to 3.3 for those of registries. */
const MAX_BYTES_PER_RANGE = 4.5;
/** Each of these is a /48 of its own: a start of some digits behind what it shares with the one before, and an end of one digit. */
const MAX_BYTES_PER_V6_RANGE = 8;

const NAMES = domainNames(10_000);
let text = '';

beforeAll(() => {
  const names = NAMES.map((name) => ({ name, match: 'suffix' as const }));
  ({ text } = compilePac({ id: 'test', program: programOf([['PROXY p:1', { is: 'names', names }]]) }));
});

const suffixes = (all: readonly string[]): Test => ({
  is: 'names',
  names: all.map((name) => ({ name, match: 'suffix' })),
});

describe('a script of names', () => {
  const many = domainNames(100_000, { seed: 3 });

  test.for(MAX_BYTES)(
    'in form %s takes at most %d and %d bytes each for ten and a hundred thousand',
    ([name, ten, hundred]) => {
      const form = NAME_ENCODINGS.find((one) => one.name === name);
      if (form === undefined) throw new Error(`expected a form ${name}`);
      const sizeOf = (all: readonly string[]) => {
        const program = programOf([['PROXY p:1', suffixes(all)]]);
        return compilePac({ id: 'test', program, encodings: [{ ...form, fits: () => true }] }).text.length / all.length;
      };
      expect(sizeOf(NAMES)).toBeLessThan(ten);
      expect(sizeOf(many)).toBeLessThan(hundred);
    },
  );

  test('comes in front-coded blocks, in ranks, in whole blocks, in capitals, or coded, by how long it would get', () => {
    const formOf = (count: number) => {
      const { text } = compilePac({ id: 'test', program: programOf([['PROXY p:1', suffixes(many.slice(0, count))]]) });
      return ['function nW(', 'function nI()', 'function nZ(a)', '),nG="', 'function nP('].find((mark) =>
        text.includes(mark),
      );
    };
    expect([1_000, 5_000, 12_000, 40_000, 100_000].map(formOf)).toEqual([
      'function nP(',
      'function nI()',
      'function nZ(a)',
      '),nG="',
      'function nW(',
    ]);
  });

  test('takes a little more where five routes share them in forty rules', () => {
    const steps = Array.from({ length: 40 }, (_, rule): readonly [string, Test] => [
      `PROXY p${rule % 5}:1`,
      suffixes(NAMES.filter((_, at) => at % 40 === rule)),
    ]);
    const { text: mixed } = compilePac({ id: 'test', program: programOf(steps) });
    expect((mixed.length - text.length) / NAMES.length).toBeLessThan(MAX_MORE_BYTES);
  });
});

describe.each(ENGINES)('$name', (engine) => {
  test.for([5_000, 10_000])('loads %d names and finds them', async (count, context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    const some = NAMES.slice(0, count).filter((_, at) => at % 25 === 0);
    const program = programOf([['PROXY p:1', suffixes(NAMES.slice(0, count))]]);
    const answers = await engine.run(
      compilePac({ id: 'test', program }).text,
      [...some, ...some.map((name) => `x${name}`)].map((host) => about(host)),
    );
    expect(answers.slice(0, some.length)).toEqual(some.map(() => 'PROXY p:1'));
    expect(answers.slice(some.length).filter((answer) => answer !== 'DIRECT')).toEqual([]);
  });
});

/** Rules of every kind that no index can hold, each with its own data. */
const RULES: readonly ((at: number) => Test)[] = [
  (at) => ({ is: 'regex', on: 'host', sources: [`^n${at}\\.`] }),
  (at) => ({ is: 'all', of: [names(`n${at}.example`), { is: 'port', ranges: [[at + 1, at + 1]] }] }),
  (at) => ({ is: 'wildcard', on: 'url', patterns: [`http://n${at}.*/x*`, `*a*${at}*b*`] }),
  (at) => ({ is: 'time', windows: [{ clock: 'utc', from: at % 1000, to: 1200 }] }),
  (at) => ({ is: 'all', of: [{ is: 'scheme', schemes: [`s${at}`] }, range('client', at)] }),
  (at) => ({ is: 'all', of: [{ is: 'scheme', schemes: [`r${at}`] }, range('address', at)] }),
  (at) => ({ is: 'not', of: { is: 'any', of: [names(`m${at}.example`), { is: 'scheme', schemes: ['https', 's1'] }] } }),
];
const names = (name: string): Test => ({ is: 'names', names: [{ name, match: 'suffix' }] });
const range = (on: 'client' | 'address', at: number): Test => ({
  is: 'ranges',
  on,
  ranges: [{ family: 4, first: BigInt(at * 9), last: BigInt(at * 9 + 3) }],
});

describe.each(ENGINES)('$name', (engine) => {
  test.for([1, 64])(
    'loads five thousand rules that need more than a host, for %i answers',
    async (answers, context) => {
      needPrograms(context, [{ missing: engine.available() }]);
      const steps = Array.from(
        { length: 5_000 },
        (_, at) => [`PROXY r${at % answers}:1`, RULES[at % RULES.length]?.(at) ?? { is: 'never' }] as const,
      );
      const program = programOf(steps);
      const now = { local: 0, utc: 60_000 };
      const asked = ['n4998.example', 'n4998.test', 'none.test'].map((host) => about(host, { now }));
      const { text } = compilePac({ id: 'test', program });
      expect(await engine.run(text, asked)).toEqual(asked.map((question) => interpret(program, question)));
    },
  );
});

test('thousands of hosts in two of hundreds of rules each take no text of all hosts for each rule', () => {
  const next = sequence(5);
  const sets = Array.from({ length: 400 }, (): string[] => []);
  for (let at = 0; at < 4_000; at++) for (const set of [next(400), next(400)]) sets[set]?.push(`n${at}.example`);
  const steps = sets.map((own, at): readonly [string, Test] => [
    `PROXY p${at % 5}:1`,
    { is: 'all', of: [suffixes(own), { is: 'port', ranges: [[at + 1, at + 1]] }] },
  ]);
  const { text } = compilePac({ id: 'test', program: programOf(steps) });
  expect(text.length).toBeLessThan(110_000);
});

test(`five thousand IPv4 ranges take less than ${MAX_BYTES_PER_RANGE} bytes each`, () => {
  const ranges = Array.from({ length: 5_000 }, (_, at) => {
    const first = BigInt(at * 3 + (at % 7)) * 65_536n * 4n + BigInt(at % 5) * 1024n;
    return { family: 4, first, last: first + (1n << BigInt(8 + (at % 9))) - 1n } as const;
  });
  const program = programOf([['PROXY p:1', { is: 'ranges', on: 'host', ranges }]]);
  expect(compilePac({ id: 'test', program }).text.length / ranges.length).toBeLessThan(MAX_BYTES_PER_RANGE);
});

test(`five thousand IPv6 ranges take less than ${MAX_BYTES_PER_V6_RANGE} bytes each, in one rule or in two`, () => {
  const next = sequence(6);
  const ranges = Array.from({ length: 5_000 }, (_, at) => {
    const first = (0x2400n << 112n) + (BigInt(at * 97 + next(90)) << 80n);
    return { family: 6, first, last: first + (1n << 80n) - 1n } as const;
  });
  const lengthOf = (count: number) => {
    const steps = Array.from({ length: count }, (_, step): readonly [string, Test] => [
      `PROXY p${step}:1`,
      { is: 'ranges', on: 'host', ranges: ranges.filter((_, at) => at % count === step) },
    ]);
    return compilePac({ id: 'test', program: programOf(steps) }).text.length / ranges.length;
  };
  expect(lengthOf(1)).toBeLessThan(MAX_BYTES_PER_V6_RANGE);
  expect(lengthOf(2)).toBeLessThan(MAX_BYTES_PER_V6_RANGE + 2);
});

test('IPv4 ranges in two rules take no more beside names that come to hundreds of results', () => {
  const ranges = (from: number) =>
    Array.from({ length: 1_000 }, (_, at) => {
      const first = BigInt(from + at * 2) * 131_072n;
      return { family: 4, first, last: first + 65_535n } as const;
    });
  const both = [0, 2_001].map((from, at): readonly [string, Test] => [
    `PROXY r${at}:1`,
    { is: 'ranges', on: 'host', ranges: ranges(from) },
  ]);
  // Each name is in some of eight rules that look at more than the host: as many results as there are names.
  const mixed = Array.from({ length: 8 }, (_, bit): readonly [string, Test] => {
    const own = Array.from({ length: 200 }, (_, at) => at).filter((at) => ((at + 1) >> bit) % 2 === 1);
    const test = suffixes(own.map((at) => `n${at}.example`));
    return [`PROXY p${bit}:1`, { is: 'all', of: [test, { is: 'port', ranges: [[bit + 1, bit + 1]] }] }];
  });
  const lengthOf = (steps: readonly (readonly [string, Test])[]) =>
    compilePac({ id: 'test', program: programOf(steps) }).text.length;
  expect(lengthOf([...mixed, ...both]) - lengthOf(mixed)).toBeLessThan(lengthOf(both));
});

test('a profile of ten names stays below a kilobyte', () => {
  const names = NAMES.slice(0, 10).map((name) => ({ name, match: 'suffix' as const }));
  const { text } = compilePac({ id: 'test', program: programOf([['PROXY p:1', { is: 'names', names }]]) });
  expect(text.length).toBeLessThan(1024);
});
