/** Which rules meet a set of atoms of an axis? Bit tables, one row of rules for each atom. Pure. */
import type { Axis } from './axis.ts';
import { type Bits, bitsOf, blankWords, EMPTY, lowestBit, wordAt } from './bits.ts';
import { type Budget, spend } from './budget.ts';

/** The places of the rules whose set meets a set of atoms. Adding up rows costs steps; a set that was asked about before costs none. */
export type AxisIndex = (bits: Bits, budget: Budget) => Bits;

/** Words that are added up in one step; adding is quicker than searching. */
const WORDS_A_STEP = 4_096;

/** The index of an axis: `sets` are the atoms of the rules, in their order. */
export function indexAxis(axis: Axis, sets: readonly Bits[]): AxisIndex {
  const width = (sets.length + 31) >>> 5;
  const byAtom = rowsOf(axis.size, sets, width);
  // What is left of a set after a subtraction is mostly long runs: whole words of atoms are added at once.
  const byWord = joined(byAtom, axis.size, width);
  const known = new WeakMap<Bits, Bits>();
  return (bits, budget) => {
    const seen = known.get(bits);
    if (seen !== undefined) return seen;
    if (bits.words.length === 0) return EMPTY;
    spend(budget, Math.floor((rowsNeeded(bits, axis.all) * width) / WORDS_A_STEP));
    const sum = blankWords(sets.length);
    for (let w = bits.start; w < bits.start + bits.words.length; w++) {
      const word = wordAt(bits, w);
      if (word === wordAt(axis.all, w)) addRow(sum, byWord, w);
      else for (let rest = word; rest !== 0; rest &= rest - 1) addRow(sum, byAtom, w * 32 + lowestBit(rest));
    }
    const places = bitsOf(sum);
    known.set(bits, places);
    return places;
  };
}

function rowsOf(size: number, sets: readonly Bits[], width: number): Uint32Array {
  const rows = new Uint32Array(size * width);
  sets.forEach(({ start, words }, place) => {
    const [column, bit] = [place >>> 5, 1 << (place & 31)];
    for (let w = 0; w < words.length; w++) {
      for (let rest = words[w] as number; rest !== 0; rest &= rest - 1) {
        const at = ((start + w) * 32 + lowestBit(rest)) * width + column;
        rows[at] = (rows[at] as number) | bit;
      }
    }
  });
  return rows;
}

/** One row for every 32 atoms. */
function joined(rows: Uint32Array, size: number, width: number): Uint32Array {
  const sums = new Uint32Array(((size + 31) >>> 5) * width);
  for (let atom = 0; atom < size; atom++) {
    const to = (atom >>> 5) * width;
    for (let column = 0; column < width; column++) {
      sums[to + column] = (sums[to + column] as number) | (rows[atom * width + column] as number);
    }
  }
  return sums;
}

function addRow(sum: Uint32Array, rows: Uint32Array, row: number): void {
  const from = row * sum.length;
  for (let column = 0; column < sum.length; column++) {
    sum[column] = (sum[column] as number) | (rows[from + column] as number);
  }
}

function rowsNeeded(bits: Bits, all: Bits): number {
  let rows = 0;
  for (let w = bits.start; w < bits.start + bits.words.length; w++) {
    const word = wordAt(bits, w);
    rows += word === wordAt(all, w) ? 1 : ones(word);
  }
  return rows;
}

/** How many bits of a word are set (Hacker's Delight, 5-1). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
