/** How are sets of small numbers computed with? Fixed-width bit sets; every function returns a new set. Pure. */

/** Bit `n` is set when `n` is a member. All sets of one axis have the same length. */
export type Bits = Uint32Array;

/** A set without members for numbers below `size`. */
export function emptyBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5);
}

/** The set of all numbers below `size`. */
export function fullBits(size: number): Bits {
  const bits = emptyBits(size).fill(0xffff_ffff);
  const rest = size & 31;
  if (rest !== 0) bits[bits.length - 1] = 2 ** rest - 1;
  return bits;
}

/** Puts a number into a set that is still being built. */
export function addBit(bits: Bits, n: number): void {
  bits[n >>> 5] = (bits[n >>> 5] ?? 0) | (1 << (n & 31));
}

/** Is the number a member? */
export function hasBit(bits: Bits, n: number): boolean {
  return (((bits[n >>> 5] ?? 0) >>> (n & 31)) & 1) === 1;
}

/** Members of both. */
export function both(a: Bits, b: Bits): Bits {
  const out = new Uint32Array(a.length);
  for (let w = 0; w < a.length; w++) out[w] = (a[w] as number) & (b[w] as number);
  return out;
}

/** Members of the first that are not in the second. */
export function without(a: Bits, b: Bits): Bits {
  const out = new Uint32Array(a.length);
  for (let w = 0; w < a.length; w++) out[w] = (a[w] as number) & ~(b[w] as number);
  return out;
}

/** Adds the members of the second to the first, in place: for sets that are still being built. */
export function addAll(a: Bits, b: Bits): void {
  for (let w = 0; w < a.length; w++) a[w] = (a[w] as number) | (b[w] as number);
}

/** Have they a member in common? */
export function meets(a: Bits, b: Bits): boolean {
  for (let w = 0; w < a.length; w++) if (((a[w] as number) & (b[w] as number)) !== 0) return true;
  return false;
}

/** Is every member of the first in the second? */
export function inside(a: Bits, b: Bits): boolean {
  for (let w = 0; w < a.length; w++) if (((a[w] as number) & ~(b[w] as number)) !== 0) return false;
  return true;
}

/** Has it no member? */
export function isEmpty(bits: Bits): boolean {
  for (let w = 0; w < bits.length; w++) if (bits[w] !== 0) return false;
  return true;
}

/** The lowest member, or -1. */
export function lowest(bits: Bits): number {
  for (let w = 0; w < bits.length; w++) {
    const word = bits[w] as number;
    if (word !== 0) return w * 32 + (31 - Math.clz32(word & -word));
  }
  return -1;
}

/** The members in ascending order. */
export function members(bits: Bits): number[] {
  const out: number[] = [];
  for (let w = 0; w < bits.length; w++) {
    let word = bits[w] as number;
    while (word !== 0) {
      const low = word & -word;
      out.push(w * 32 + (31 - Math.clz32(low)));
      word ^= low;
    }
  }
  return out;
}
