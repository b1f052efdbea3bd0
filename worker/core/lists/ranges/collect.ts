/** How do many address ranges become a few merged ones without an object for each? Pure. */
import type { IpAddress, IpRange } from '../../net/address.ts';

/** Merged ranges of literal hosts. */
export interface RangeSet {
  readonly size: number;
  has(address: IpAddress): boolean;
  /** In ascending order, IPv4 first; neighbours neither overlap nor touch. */
  ranges(): Iterable<IpRange>;
}

/** A set, and what was not needed for it. */
export interface CollectedRanges {
  readonly ranges: RangeSet;
  /** Ranges that were there already. */
  readonly duplicates: number;
  /** Ranges inside others. */
  readonly covered: number;
}

/** Ranges as they come, and the set of them in the end. */
export interface RangeCollector {
  add(range: IpRange): void;
  finish(): CollectedRanges;
}

const V4_MAX = 0xffffffffn;

/** Collects ranges: IPv4 as one 64-bit number each, IPv6, of which lists have few, as they are. */
export function rangeCollector(): RangeCollector {
  let v4 = new BigUint64Array(64);
  let count = 0;
  const v6: IpRange[] = [];
  return {
    add(range) {
      if (range.family === 6) {
        v6.push(range);
        return;
      }
      if (count === v4.length) {
        const larger = new BigUint64Array(count * 2);
        larger.set(v4);
        v4 = larger;
      }
      // Sorts by the first address, then the widest range first.
      v4[count++] = (range.first << 32n) | (V4_MAX - range.last);
    },
    finish() {
      const four = merged(unpacked(v4.subarray(0, count).sort()));
      const six = merged(v6.sort(byFirst));
      return {
        ranges: rangeSet([...four.ranges], [...six.ranges]),
        duplicates: four.duplicates + six.duplicates,
        covered: four.covered + six.covered,
      };
    },
  };
}

function* unpacked(sorted: BigUint64Array): Generator<IpRange> {
  for (const packed of sorted) yield { family: 4, first: packed >> 32n, last: V4_MAX - (packed & V4_MAX) };
}

function byFirst(a: IpRange, b: IpRange): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last === b.last ? 0 : a.last > b.last ? -1 : 1;
}

function merged(sorted: Iterable<IpRange>) {
  const ranges: IpRange[] = [];
  let duplicates = 0;
  let covered = 0;
  let before: IpRange | null = null;
  for (const range of sorted) {
    const open = ranges.at(-1);
    if (before !== null && before.first === range.first && before.last === range.last) duplicates++;
    else if (open !== undefined && range.last <= open.last) covered++;
    else if (open !== undefined && range.first <= open.last + 1n)
      ranges[ranges.length - 1] = { ...open, last: range.last };
    else ranges.push(range);
    before = range;
  }
  return { ranges, duplicates, covered };
}

function rangeSet(v4: readonly IpRange[], v6: readonly IpRange[]): RangeSet {
  return {
    size: v4.length + v6.length,
    has: (address) => holds(address.family === 4 ? v4 : v6, address.value),
    *ranges() {
      yield* v4;
      yield* v6;
    },
  };
}

/** The last range that begins at or before the address is the only one that can hold it. */
function holds(ranges: readonly IpRange[], value: bigint): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.first ?? 0n) <= value) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low - 1];
  return range !== undefined && value <= range.last;
}
