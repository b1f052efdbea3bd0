/** Which numbers are in a set: merged, ascending, inclusive intervals. Pure. */
import type { IpAddress, IpRange } from '../../net/address.ts';

/** Ascending, neither overlapping nor touching. */
export type Intervals = readonly Interval[];
export type Interval = readonly [first: bigint, last: bigint];

/** Any intervals as a set. */
export function setOf(intervals: readonly Interval[]): Intervals {
  return joined(intervals.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
}

/** What is in at least one of the sets. Sets grow by one interval at a time, thousands of times, so nothing is sorted. */
export function union(one: Intervals, other: Intervals): Intervals {
  const all: Interval[] = [];
  let i = 0;
  for (const interval of other) {
    const end = firstAfter(one, interval[0]);
    for (; i < end; i++) all.push(one[i] ?? interval);
    all.push(interval);
  }
  return joined(all.concat(one.slice(i)));
}

/** Intervals in ascending order, with those that overlap or touch made one. */
function joined(ascending: readonly Interval[]): Intervals {
  const merged: Interval[] = [];
  for (const interval of ascending) {
    const top = merged.at(-1);
    if (top === undefined || interval[0] > top[1] + 1n) merged.push(interval);
    else if (interval[1] > top[1]) merged[merged.length - 1] = [top[0], interval[1]];
  }
  return merged;
}

/** Index of the first interval that begins behind the number. */
function firstAfter(set: Intervals, number: bigint): number {
  let [low, high] = [0, set.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[middle]?.[0] ?? 0n) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is in both sets. */
export function intersect(one: Intervals, other: Intervals): Intervals {
  const both: Interval[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const [a, b] = [one[i], other[j]];
    if (a === undefined || b === undefined) break;
    const isShorter = a[1] < b[1];
    const [first, last] = [later(a[0], b[0]), isShorter ? a[1] : b[1]];
    if (first <= last) both.push([first, last]);
    if (isShorter) i++;
    else j++;
  }
  return both;
}

/** Math.max knows no bigint. */
function later(one: bigint, other: bigint): bigint {
  if (one > other) return one;
  return other;
}

/** What is in the first set only. */
export function subtract(from: Intervals, taken: Intervals): Intervals {
  const left: Interval[] = [];
  for (const [start, last] of from) {
    let first = start;
    const nearest = Math.max(0, firstAfter(taken, start) - 1);
    for (let k = nearest; k < taken.length && (taken[k]?.[0] ?? 0n) <= last; k++) {
      const hole = taken[k];
      if (hole === undefined || hole[1] < first) continue;
      if (hole[0] > first) left.push([first, hole[0] - 1n]);
      first = hole[1] + 1n;
    }
    if (first <= last) left.push([first, last]);
  }
  return left;
}

/** Whether every number of the first set is in the second. */
export function isSubset(inner: Intervals, outer: Intervals): boolean {
  return inner === outer || subtract(inner, outer).length === 0;
}

/** One line for the addresses of both families: IPv4 first, IPv6 behind them. */
function placeOf({ family, value }: IpAddress): bigint {
  return family === 4 ? value : value + (1n << 32n);
}

/** All addresses. */
export const ADDRESSES: Intervals = [[0n, (1n << 32n) + (1n << 128n) - 1n]];
/** All IPv4 addresses. */
export const IPV4: Intervals = [[0n, (1n << 32n) - 1n]];

/** Ranges of addresses as a set. */
export function addressSet(ranges: readonly IpRange[]): Intervals {
  return setOf(
    ranges.map(({ family, first, last }) => [placeOf({ family, value: first }), placeOf({ family, value: last })]),
  );
}
