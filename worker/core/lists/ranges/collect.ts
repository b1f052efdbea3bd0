/** How do many address ranges become a few merged ones without an object for each? Pure. */
import type { IpAddress, IpRange } from '../../net/address.ts';

/** Merged ranges of literal hosts. */
export interface RangeSet {
  readonly size: number;
  has(address: IpAddress): boolean;
  /** The range that holds it, or null. */
  find(address: IpAddress): IpRange | null;
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
        ranges: rangeSet(packedV4(four.ranges), [...six.ranges]),
        duplicates: four.lost.duplicates + six.lost.duplicates,
        covered: four.lost.covered + six.lost.covered,
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

/** Ranges that neither overlap nor touch, and counts of what was not needed, which are right once all were taken. */
function merged(sorted: Iterable<IpRange>) {
  const lost = { duplicates: 0, covered: 0 };
  function* ranges(): Generator<IpRange> {
    let before: IpRange | null = null;
    let open: IpRange | null = null;
    for (const range of sorted) {
      if (before !== null && before.first === range.first && before.last === range.last) lost.duplicates++;
      else if (open !== null && range.last <= open.last) lost.covered++;
      else if (open !== null && range.first <= open.last + 1n)
        open = { family: open.family, first: open.first, last: range.last };
      else {
        if (open !== null) yield open;
        open = range;
      }
      before = range;
    }
    if (open !== null) yield open;
  }
  return { ranges: ranges(), lost };
}

/** Sorted ranges, of which there may be hundreds of thousands, by number. */
interface Sorted {
  readonly length: number;
  at(index: number): IpRange;
}

/** IPv4 ranges as two 32-bit numbers each. */
function packedV4(ranges: Iterable<IpRange>): Sorted {
  let ends = new Uint32Array(128);
  let count = 0;
  for (const { first, last } of ranges) {
    if (count === ends.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(ends);
      ends = larger;
    }
    ends[count++] = Number(first);
    ends[count++] = Number(last);
  }
  const end = (index: number) => BigInt(ends[index] ?? 0);
  return { length: count / 2, at: (index) => ({ family: 4, first: end(index * 2), last: end(index * 2 + 1) }) };
}

function rangeSet(v4: Sorted, v6: readonly IpRange[]): RangeSet {
  const sorted6: Sorted = { length: v6.length, at: (index) => v6[index] ?? { family: 6, first: 0n, last: -1n } };
  return {
    size: v4.length + v6.length,
    has: (address) => holding(address.family === 4 ? v4 : sorted6, address.value) !== null,
    find: (address) => holding(address.family === 4 ? v4 : sorted6, address.value),
    *ranges() {
      for (let index = 0; index < v4.length; index++) yield v4.at(index);
      yield* v6;
    },
  };
}

/** The last range that begins at or before the address is the only one that can hold it. */
function holding(ranges: Sorted, value: bigint): IpRange | null {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges.at(middle).first <= value) low = middle + 1;
    else high = middle;
  }
  const last = low === 0 ? null : ranges.at(low - 1);
  return last !== null && value <= last.last ? last : null;
}
