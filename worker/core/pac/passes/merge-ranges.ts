/** Which ranges are one? Sorts and merges ranges of addresses and of ports. Pure. */
import type { IpRange } from '../../net/address.ts';
import type { Test } from '../program.ts';
import { rewriteProgram } from '../walk.ts';
import type { Pass } from './pass.ts';

/** Ranges that overlap or touch become one, in ascending order, IPv4 first. */
export const mergeRanges: Pass = {
  name: 'merge-ranges',
  does: 'Merges overlapping and adjacent ranges of addresses and ports.',
  run: (program) => rewriteProgram(program, mergeTest),
};

function mergeTest(test: Test): Test {
  if (test.is === 'ranges') {
    return { ...test, ranges: ([4, 6] as const).flatMap((family) => mergeFamily(test.ranges, family)) };
  }
  if (test.is !== 'port') return test;
  const merged = mergePairs(test.ranges.map(([first, last]) => ({ first: BigInt(first), last: BigInt(last) })));
  return { is: 'port', ranges: merged.map(({ first, last }) => [Number(first), Number(last)]) };
}

function mergeFamily(ranges: readonly IpRange[], family: 4 | 6): IpRange[] {
  return mergePairs(ranges.filter((range) => range.family === family)).map((pair) => ({ ...pair, family }));
}

interface Pair {
  readonly first: bigint;
  readonly last: bigint;
}

function mergePairs(pairs: readonly Pair[]): Pair[] {
  const merged: Pair[] = [];
  for (const { first, last } of pairs.toSorted(byFirst)) {
    const before = merged.at(-1);
    if (before === undefined || first > before.last + 1n) merged.push({ first, last });
    else if (last > before.last) merged[merged.length - 1] = { first: before.first, last };
  }
  return merged;
}

function byFirst(a: Pair, b: Pair): number {
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}
