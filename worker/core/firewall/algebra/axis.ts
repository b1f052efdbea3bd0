/** Which parts of an axis do the rules tell apart? Elementary intervals, merged into atoms by partition refinement. Pure. */
import { addBit, type Bits, bitsOf, blankWords, fullBits, members } from './bits.ts';

/** An inclusive interval of the axis. Addresses of both families and services are integers. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

/** One axis cut into atoms: no set of the axis holds a part of an atom without the rest. */
export interface Axis {
  /** How many atoms; they are numbered by their lowest point. */
  readonly size: number;
  readonly all: Bits;
  /** The atoms of each set, in the order in which the sets were given. */
  readonly sets: readonly Bits[];
  /** A point of the atom for examples: a preferred one where the atom has it, else its lowest. */
  readonly point: (atom: number) => bigint;
  /** The spans of a set of atoms, merged, ascending. */
  readonly spans: (atoms: Bits) => Span[];
  /** How many points each atom has. Doubles: only weights are made of them. */
  readonly weights: Float64Array;
}

/** What an axis is made of. */
export interface AxisInput {
  readonly whole: Span;
  /** Each set: ascending, disjoint spans inside `whole`. */
  readonly sets: readonly (readonly Span[])[];
  /** Points that make good examples, best first. */
  readonly preferred?: readonly bigint[];
}

/** How much may still be cut; what is used is taken off. */
export interface AxisRoom {
  /** Spans of all sets together. */
  spans: number;
  /** Elementary intervals, counted once for every set that holds them. */
  cells: number;
}

/** Cuts an axis; null when there is no room for it. */
export function cutAxis(input: AxisInput, room: AxisRoom): Axis | null {
  room.spans -= input.sets.reduce((sum, set) => sum + set.length, 0);
  if (room.spans < 0) return null;
  const starts = elementaryStarts(input);
  const ranges = input.sets.map((set) => rankRanges(set, starts));
  room.cells -= cells(ranges);
  if (room.cells < 0) return null;
  const atomOf = numberByFirst(refine(starts.length, ranges));
  return describe(input, starts, ranges, atomOf);
}

type RankRange = readonly [from: number, to: number];

/**
 * The lowest points of the elementary intervals: every place where some set begins or ends. Sorted and searched, never
 * hashed: V8 hashes a bigint by its lowest 64 bits, which are 0 for every edge of a /64.
 */
function elementaryStarts({ whole, sets }: AxisInput): bigint[] {
  const cuts = [whole.first];
  for (const set of sets) {
    for (const span of set) {
      cuts.push(span.first);
      if (span.last < whole.last) cuts.push(span.last + 1n);
    }
  }
  return ascending(cuts).filter((cut, index, all) => cut !== all[index - 1]);
}

/** Sorts natively where 64 bits are enough, which is ten times faster than by comparison. */
function ascending(values: bigint[]): bigint[] {
  if (values.every((value) => value < 1n << 64n)) return [...BigUint64Array.from(values).sort()];
  return values.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function rankRanges(set: readonly Span[], starts: readonly bigint[]): RankRange[] {
  return set.map((span) => [rankOf(span.first, starts), rankOf(span.last + 1n, starts)]);
}

/** Index of the first start at or above the point; the number of starts when there is none. */
function rankOf(point: bigint, starts: readonly bigint[]): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as bigint) < point) low = middle + 1;
    else high = middle;
  }
  return low;
}

function cells(sets: readonly (readonly RankRange[])[]): number {
  let sum = 0;
  for (const set of sets) for (const [from, to] of set) sum += to - from;
  return sum;
}

/**
 * Splits the class of all intervals by each set in turn; intervals that no set tells apart stay together. There are never
 * more classes than intervals, so everything is kept in typed arrays: these loops are what cutting an axis costs.
 */
function refine(size: number, sets: readonly (readonly RankRange[])[]): Int32Array {
  const classOf = new Int32Array(size);
  const sizes = new Int32Array(size);
  const counts = new Int32Array(size);
  const movedTo = new Int32Array(size);
  sizes[0] = size;
  let classes = 1;
  for (const set of sets) {
    const met = countClasses(set, classOf, counts);
    let isSplit = false;
    for (const c of met) {
      const count = counts[c] as number;
      counts[c] = 0;
      movedTo[c] = c;
      if (count === sizes[c]) continue;
      isSplit = true;
      movedTo[c] = classes;
      sizes[c] = (sizes[c] as number) - count;
      sizes[classes++] = count;
    }
    if (isSplit) {
      for (const [from, to] of set) {
        for (let e = from; e < to; e++) classOf[e] = movedTo[classOf[e] as number] as number;
      }
    }
  }
  return classOf;
}

/** How many intervals of each class the set holds, in `counts`; gives the classes. */
function countClasses(set: readonly RankRange[], classOf: Int32Array, counts: Int32Array): number[] {
  const met: number[] = [];
  for (const [from, to] of set) {
    for (let e = from; e < to; e++) {
      const c = classOf[e] as number;
      if (counts[c] === 0) met.push(c);
      counts[c] = (counts[c] as number) + 1;
    }
  }
  return met;
}

function numberByFirst(classOf: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  return classOf.map((c) => {
    const known = numbers.get(c);
    if (known !== undefined) return known;
    numbers.set(c, numbers.size);
    return numbers.size - 1;
  });
}

function describe(
  input: AxisInput,
  starts: readonly bigint[],
  ranges: readonly (readonly RankRange[])[],
  atomOf: Int32Array,
): Axis {
  let size = 0;
  for (const atom of atomOf) size = Math.max(size, atom + 1);
  const parts = Array.from({ length: size }, (): number[] => []);
  atomOf.forEach((atom, e) => {
    parts[atom]?.push(e);
  });
  const lastOf = (e: number) => (starts[e + 1] ?? input.whole.last + 1n) - 1n;
  const sets = ranges.map((set) => {
    const words = blankWords(size);
    for (const [from, to] of set) for (let e = from; e < to; e++) addBit(words, atomOf[e] as number);
    return bitsOf(words);
  });
  return {
    size,
    all: fullBits(size),
    sets,
    point: memo((atom) => examplePoint(parts[atom] ?? [], starts, lastOf, input.preferred ?? [])),
    spans: (atoms) =>
      mergeParts(
        members(atoms).flatMap((atom) => parts[atom] ?? []),
        starts,
        lastOf,
      ),
    weights: Float64Array.from(parts, (list) => list.reduce((sum, e) => sum + width(starts[e] ?? 0n, lastOf(e)), 0)),
  };
}

function width(first: bigint, last: bigint): number {
  return Number(last - first) + 1;
}

function memo<T>(compute: (atom: number) => T): (atom: number) => T {
  const known = new Map<number, T>();
  return (atom) => {
    const value = known.get(atom) ?? compute(atom);
    known.set(atom, value);
    return value;
  };
}

function examplePoint(
  parts: readonly number[],
  starts: readonly bigint[],
  lastOf: (e: number) => bigint,
  preferred: readonly bigint[],
): bigint {
  const holds = (point: bigint) => parts.some((e) => (starts[e] ?? 0n) <= point && point <= lastOf(e));
  return preferred.find(holds) ?? starts[parts[0] ?? 0] ?? 0n;
}

function mergeParts(parts: number[], starts: readonly bigint[], lastOf: (e: number) => bigint): Span[] {
  parts.sort((a, b) => a - b);
  const out: Span[] = [];
  let from = 0;
  parts.forEach((part, k) => {
    if (parts[k + 1] === part + 1) return;
    out.push({ first: starts[parts[from] as number] ?? 0n, last: lastOf(part) });
    from = k + 1;
  });
  return out;
}
