/** Do sets of numbers add, meet and subtract as sets of single numbers do? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Intervals,
  intersect,
  isSubset,
  setOf,
  subtract,
  union,
} from '../../../worker/core/profile/reach/intervals.ts';

const set = fc
  .array(fc.tuple(fc.nat(30), fc.nat(5)), { maxLength: 6 })
  .map((pairs) => setOf(pairs.map(([first, more]) => [BigInt(first), BigInt(first + more)])));

/** Every number of a set, one by one. */
const members = (intervals: Intervals) =>
  new Set(
    intervals.flatMap(([first, last]) => Array.from({ length: Number(last - first) + 1 }, (_, i) => Number(first) + i)),
  );

describe('intervals', () => {
  test.each<
    [
      name: string,
      ours: (one: Intervals, other: Intervals) => Intervals,
      theirs: (one: Set<number>, other: Set<number>) => number[],
    ]
  >([
    ['union', union, (one, other) => [...one, ...other]],
    ['intersect', intersect, (one, other) => [...one].filter((number) => other.has(number))],
    ['subtract', subtract, (one, other) => [...one].filter((number) => !other.has(number))],
  ])('%s agrees with sets of numbers, and gives ascending intervals that do not touch', (_, ours, theirs) => {
    fc.assert(
      fc.property(set, set, (one, other) => {
        const result = ours(one, other);
        expect(members(result)).toEqual(new Set(theirs(members(one), members(other))));
        if (ours !== subtract) expect(setOf(result)).toEqual(result);
      }),
      { numRuns: 200 },
    );
  });

  test('isSubset says whether nothing is left', () => {
    fc.assert(
      fc.property(set, set, (one, other) => {
        expect(isSubset(one, other)).toBe([...members(one)].every((number) => members(other).has(number)));
      }),
      { numRuns: 200 },
    );
  });
});
