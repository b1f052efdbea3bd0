import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangeCollector } from '../../../worker/core/lists/ranges/collect.ts';
import { type IpRange, inRange } from '../../../worker/core/net/address.ts';

const edge = fc.constantFrom(0n, 1n, 2n, 5n, 9n, 0x7fffffffn, 0x80000000n, 0xfffffffen, 0xffffffffn);
const range: fc.Arbitrary<IpRange> = fc
  .tuple(fc.constantFrom(4 as const, 6 as const), edge, edge)
  .filter(([, first, last]) => first <= last)
  .map(([family, first, last]) => ({ family, first, last }));

describe('rangeCollector', () => {
  test('has exactly the addresses that one of the ranges holds, in merged ranges', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (all) => {
        const collector = rangeCollector();
        for (const one of all) collector.add(one);
        const { ranges, duplicates, covered } = collector.finish();
        for (const family of [4, 6] as const) {
          for (const value of [0n, 1n, 2n, 3n, 5n, 6n, 9n, 10n, 0x7fffffffn, 0x80000000n, 0xfffffffen, 0xffffffffn]) {
            const address = { family, value };
            expect(ranges.has(address)).toBe(all.some((one) => inRange(address, one)));
          }
        }
        const kept = [...ranges.ranges()];
        expect(ranges.size).toBe(kept.length);
        expect(kept.length + duplicates + covered).toBeLessThanOrEqual(all.length);
        kept.forEach(({ family, first }, index) => {
          const before = kept[index - 1];
          if (before?.family === family) expect(first).toBeGreaterThan(before.last + 1n);
        });
      }),
      { numRuns: 200 },
    );
  });
});
