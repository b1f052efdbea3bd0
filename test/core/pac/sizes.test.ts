/** Do long lists stay small, and do old engines still load them? */
import { beforeAll, describe, expect, test } from 'vitest';
import { compilePac } from '../../../worker/core/pac/compile.ts';
import { ENGINES } from '../../engines/table.ts';
import { needPrograms } from '../../programs.ts';
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
