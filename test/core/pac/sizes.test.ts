/** Do long lists stay small, and do old engines still load them? */
import { beforeAll, describe, expect, test } from 'vitest';
import { compilePac } from '../../../worker/core/pac/compile.ts';
import type { Test } from '../../../worker/core/pac/program.ts';
import { ENGINES } from '../../engines/table.ts';
import { needPrograms } from '../../programs.ts';
import { interpret } from './interpret.ts';
import { about, programOf } from './run.ts';
import { domainNames } from './words.ts';

/** Bytes per name of ten thousand names: those of `domainNames` carry about as much news as real ones. */
const MAX_BYTES_PER_NAME = 7;
/** The packed form comes to 4.3 bytes for each of these scattered ranges, and to 3.3 for those of registries. */
const MAX_BYTES_PER_RANGE = 4.5;

const NAMES = domainNames(10_000);
let text = '';

beforeAll(() => {
  const names = NAMES.map((name) => ({ name, match: 'suffix' as const }));
  ({ text } = compilePac({ id: 'test', program: programOf([['PROXY p:1', { is: 'names', names }]]) }));
});

test(`ten thousand names take less than ${MAX_BYTES_PER_NAME} bytes each`, () => {
  expect(text.length / NAMES.length).toBeLessThan(MAX_BYTES_PER_NAME);
});

describe.each(ENGINES)('$name', (engine) => {
  test('loads ten thousand names and finds them', async (context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    const some = NAMES.filter((_, at) => at % 25 === 0);
    const answers = await engine.run(
      text,
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

test(`five thousand IPv4 ranges take less than ${MAX_BYTES_PER_RANGE} bytes each`, () => {
  const ranges = Array.from({ length: 5_000 }, (_, at) => {
    const first = BigInt(at * 3 + (at % 7)) * 65_536n * 4n + BigInt(at % 5) * 1024n;
    return { family: 4, first, last: first + (1n << BigInt(8 + (at % 9))) - 1n } as const;
  });
  const program = programOf([['PROXY p:1', { is: 'ranges', on: 'host', ranges }]]);
  expect(compilePac({ id: 'test', program }).text.length / ranges.length).toBeLessThan(MAX_BYTES_PER_RANGE);
});

test('a profile of ten names stays below a kilobyte', () => {
  const names = NAMES.slice(0, 10).map((name) => ({ name, match: 'suffix' as const }));
  const { text } = compilePac({ id: 'test', program: programOf([['PROXY p:1', { is: 'names', names }]]) });
  expect(text.length).toBeLessThan(1024);
});
