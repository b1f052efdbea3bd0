/**
 * How are sets of small numbers computed with? Bit sets that keep only the words between their first and last member:
 * most sets of a policy are short runs on a long axis. Functions return new sets. Pure.
 */

/** Bit `n & 31` of word `(n >>> 5) - start` is set when `n` is a member. Words outside the window are zero. */
export interface Bits {
  readonly start: number;
  readonly words: Uint32Array;
}

/** The set without members. */
export const EMPTY: Bits = { start: 0, words: new Uint32Array(0) };

/** The set of all numbers below `size`. */
export function fullBits(size: number): Bits {
  const words = new Uint32Array((size + 31) >>> 5).fill(0xffff_ffff);
  const rest = size & 31;
  if (rest !== 0) words[words.length - 1] = 2 ** rest - 1;
  return { start: 0, words };
}

/** A set under construction: a word for every 32 numbers below `size`. */
export function blankWords(size: number): Uint32Array {
  return new Uint32Array((size + 31) >>> 5);
}

/** Puts a number into a set under construction. */
export function addBit(words: Uint32Array, n: number): void {
  words[n >>> 5] = (words[n >>> 5] as number) | (1 << (n & 31));
}

/** The finished set. */
export function bitsOf(words: Uint32Array): Bits {
  let start = 0;
  let end = words.length;
  while (start < end && words[start] === 0) start++;
  while (end > start && words[end - 1] === 0) end--;
  return start === end ? EMPTY : { start, words: words.slice(start, end) };
}

/** The set of the given numbers, all below `size`. */
export function bitsWith(numbers: readonly number[], size: number): Bits {
  const words = blankWords(size);
  for (const n of numbers) addBit(words, n);
  return bitsOf(words);
}

/** Is the number a member? */
export function hasBit({ start, words }: Bits, n: number): boolean {
  return (((words[(n >>> 5) - start] ?? 0) >>> (n & 31)) & 1) === 1;
}

/** The word for the numbers from `32 * w` on. */
export function wordAt({ start, words }: Bits, w: number): number {
  return words[w - start] ?? 0;
}

/** Members of both. */
export function both(a: Bits, b: Bits): Bits {
  const start = Math.max(a.start, b.start);
  const end = Math.min(endOf(a), endOf(b));
  if (start >= end) return EMPTY;
  const words = new Uint32Array(end - start);
  const [x, y] = [start - a.start, start - b.start];
  for (let w = 0; w < words.length; w++) words[w] = (a.words[x + w] as number) & (b.words[y + w] as number);
  return { start, words };
}

/** Members of the first that are not in the second. */
export function without(a: Bits, b: Bits): Bits {
  const words = a.words.slice();
  const shift = a.start - b.start;
  const end = Math.min(words.length, endOf(b) - a.start);
  for (let w = Math.max(0, -shift); w < end; w++) words[w] = (words[w] as number) & ~(b.words[w + shift] as number);
  return { start: a.start, words };
}

/** Have they a member in common? */
export function meets(a: Bits, b: Bits): boolean {
  const end = Math.min(endOf(a), endOf(b));
  for (let w = Math.max(a.start, b.start); w < end; w++) {
    if (((a.words[w - a.start] as number) & (b.words[w - b.start] as number)) !== 0) return true;
  }
  return false;
}

/** Is every member of the first in the second? */
export function inside(a: Bits, b: Bits): boolean {
  for (let w = 0; w < a.words.length; w++) {
    if (((a.words[w] as number) & ~wordAt(b, w + a.start)) !== 0) return false;
  }
  return true;
}

/** Members of any of them. */
export function unionOf(sets: readonly Bits[]): Bits {
  const words = new Uint32Array(sets.reduce((most, bits) => Math.max(most, endOf(bits)), 0));
  for (const bits of sets) {
    for (let w = 0; w < bits.words.length; w++) {
      words[bits.start + w] = (words[bits.start + w] as number) | (bits.words[w] as number);
    }
  }
  return bitsOf(words);
}

/** Has it no member? */
export function isEmpty({ words }: Bits): boolean {
  for (let w = 0; w < words.length; w++) if (words[w] !== 0) return false;
  return true;
}

/** The lowest member, or -1. */
export function lowest({ start, words }: Bits): number {
  for (let w = 0; w < words.length; w++) {
    const word = words[w] as number;
    if (word !== 0) return (start + w) * 32 + lowestBit(word);
  }
  return -1;
}

/** The members in ascending order. */
export function members({ start, words }: Bits): number[] {
  const out: number[] = [];
  for (let w = 0; w < words.length; w++) {
    for (let rest = words[w] as number; rest !== 0; rest &= rest - 1) out.push((start + w) * 32 + lowestBit(rest));
  }
  return out;
}

/** The place of the lowest bit of a word that is not zero. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function endOf({ start, words }: Bits): number {
  return start + words.length;
}
