import { describe, expect, test } from 'vitest';
import type { HostGroup } from '../../../../worker/core/pac/hosts/group.ts';
import { Results } from '../../../../worker/core/pac/hosts/results.ts';
import { decideAddresses } from '../../../../worker/core/pac/hosts/segments.ts';

/** A group that answers `answer` for these ranges, before all groups behind it. */
const group = (position: number, answer: number, ranges: HostGroup['ranges']): HostGroup => ({
  names: [],
  ranges,
  decision: { position, after: 0, answer },
  firstUse: Number.POSITIVE_INFINITY,
});

const decide = (groups: readonly HostGroup[], family: 4 | 6) => {
  const results = new Results(groups, [0]);
  return decideAddresses(groups, family, results).map(({ from, result }) => [from, results.values[result]?.answer]);
};

describe('decideAddresses', () => {
  test('cuts where one group ends and the next begins at the same address', () => {
    const groups = [
      group(0, 1, [{ family: 4, first: 10n, last: 19n }]),
      group(1, 2, [{ family: 4, first: 20n, last: 29n }]),
    ];
    expect(decide(groups, 4)).toEqual([
      [10n, 1],
      [20n, 2],
      [30n, 0],
    ]);
  });

  test('lets the first group win inside a larger one, up to the end of the family', () => {
    const last = 2n ** 32n - 1n;
    const groups = [
      group(0, 1, [{ family: 4, first: 20n, last: 29n }]),
      group(1, 2, [{ family: 4, first: 10n, last }]),
    ];
    expect(decide(groups, 4)).toEqual([
      [10n, 2],
      [20n, 1],
      [30n, 2],
    ]);
  });

  // A hash of the low 64 bits, as V8 has it for bigints, would make this take minutes.
  test('cuts thirty thousand /64 networks, which differ only above the lowest 64 bits', () => {
    const count = 30_000;
    const ranges = Array.from({ length: count }, (_, at) => {
      const first = BigInt(2 * at + 1) << 64n;
      return { family: 6 as const, first, last: first + (1n << 64n) - 1n };
    });
    const segments = decide([group(0, 1, ranges)], 6);
    expect(segments).toHaveLength(2 * count);
    expect(segments.slice(-2)).toEqual([
      [BigInt(2 * count - 1) << 64n, 1],
      [BigInt(2 * count) << 64n, 0],
    ]);
  });
});
