/** How are sets of addresses computed with? Lists of ranges: merged, ascending, IPv4 before IPv6. Pure. */
import { bitsOf, type IpAddress, type IpRange } from '../net/address.ts';
import { rangeAround } from '../net/cidr.ts';

/** All addresses of both families: what `any` stands for. */
export const EVERYTHING: readonly IpRange[] = ([4, 6] as const).map(wholeFamily);

/** All addresses of one family. */
export function wholeFamily(family: 4 | 6): IpRange {
  return { family, first: 0n, last: (1n << BigInt(bitsOf(family))) - 1n };
}

/** Ascending order: by family, then by first address, then the wider range first. */
export function compareRanges(a: IpRange, b: IpRange): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.last === b.last ? 0 : a.last > b.last ? -1 : 1;
}

/** The same addresses as few ranges as possible; touching ranges become one. */
export function mergeRanges(ranges: readonly IpRange[]): IpRange[] {
  const out: IpRange[] = [];
  for (const range of [...ranges].sort(compareRanges)) {
    const top = out.at(-1);
    if (top === undefined || top.family !== range.family || range.first > top.last + 1n) out.push(range);
    else if (range.last > top.last) out[out.length - 1] = { ...top, last: range.last };
  }
  return out;
}

/** Addresses of the first set that are not in the second. Both may be in any order. */
export function subtractRanges(ranges: readonly IpRange[], taken: readonly IpRange[]): IpRange[] {
  const holes = mergeRanges(taken);
  return mergeRanges(ranges).flatMap((range) => {
    const left: IpRange[] = [];
    let first = range.first;
    for (const hole of holes) {
      if (hole.family !== range.family || hole.last < first || hole.first > range.last) continue;
      if (hole.first > first) left.push({ family: range.family, first, last: hole.first - 1n });
      first = hole.last + 1n;
    }
    return first > range.last ? left : [...left, { family: range.family, first, last: range.last }];
  });
}

/** The part of a set that is of one family. */
export function ofFamily(ranges: readonly IpRange[], family: 4 | 6): IpRange[] {
  return ranges.filter((range) => range.family === family);
}

/** The fewest CIDR blocks that hold exactly the addresses of a range, ascending (RFC 4632). */
export function blocksOf(range: IpRange): IpRange[] {
  const blocks: IpRange[] = [];
  let value = range.first;
  while (value <= range.last) {
    const block = largestBlock({ family: range.family, value }, range.last);
    blocks.push(block);
    value = block.last + 1n;
  }
  return blocks;
}

/** How many blocks `blocksOf` gives. */
export function blocksIn({ first, last }: IpRange): number {
  let blocks = 0;
  for (let value = first; value <= last; blocks++) {
    let size = 1n;
    while (value % (size * 2n) === 0n && value + size * 2n - 1n <= last) size *= 2n;
    value += size;
  }
  return blocks;
}

/** The largest block that begins at the address and ends by `last`. */
function largestBlock(address: IpAddress, last: bigint): IpRange {
  const bits = bitsOf(address.family);
  for (let prefix = 0; prefix < bits; prefix++) {
    const block = rangeAround(address, prefix);
    if (block.first === address.value && block.last <= last) return block;
  }
  return rangeAround(address, bits);
}

/** The addresses in both sets. Both are merged and ascending, as the answer is; the shorter one is walked. */
export function commonRanges(a: readonly IpRange[], b: readonly IpRange[]): IpRange[] {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.flatMap((range) => {
    const parts: IpRange[] = [];
    for (let at = firstEndingFrom(long, range); at < long.length; at++) {
      const other = long[at] as IpRange;
      if (other.family !== range.family || other.first > range.last) break;
      parts.push(overlapOf(range, other));
    }
    return parts;
  });
}

/** What two ranges of one family that meet have in common. */
function overlapOf(a: IpRange, b: IpRange): IpRange {
  const [{ first }, { last }] = [a.first > b.first ? a : b, a.last > b.last ? b : a];
  return { family: a.family, first, last };
}

/** Whether a merged, ascending set holds the address; looked up, not scanned. */
export function holdsAddress(ranges: readonly IpRange[], { family, value }: IpAddress): boolean {
  return rangeHolding(ranges, { family, first: value, last: value }) !== null;
}

/** The range of a merged, ascending set that another range lies in, or null; looked up, not scanned. */
export function rangeHolding(ranges: readonly IpRange[], inner: IpRange): IpRange | null {
  const range = ranges[firstEndingFrom(ranges, inner)];
  if (range === undefined || range.family !== inner.family) return null;
  return range.first <= inner.first && inner.last <= range.last ? range : null;
}

/** The place of the first range that does not end before another one begins. */
function firstEndingFrom(ranges: readonly IpRange[], { family, first }: IpRange): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { family: its, last } = ranges[middle] as IpRange;
    if (its < family || (its === family && last < first)) low = middle + 1;
    else high = middle;
  }
  return low;
}
