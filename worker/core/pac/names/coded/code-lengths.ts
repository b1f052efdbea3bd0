/** How long should the code of each symbol be? Huffman's algorithm, with a limit of length. Pure. */

/** Bits of a code at most: a script's table for reading has 2 to this power entries. A tenth bit saves 0.1 % of size. */
export const MAX_BITS = 9;
const FULL = 2 ** MAX_BITS;

/** Symbols of an alphabet at most. */
const MOST = 128;
/** Symbols by their weight: frequencies and symbols in one number each. */
const sorted = new Float64Array(MOST);
const weights = new Float64Array(2 * MOST);
const parents = new Uint8Array(2 * MOST);
const depths = new Uint8Array(2 * MOST);

/**
 * Code lengths for the frequencies of an alphabet of 128 symbols at most (D. A. Huffman 1952, from two sorted queues); 0 where a symbol never
 * occurs. Where a code would be longer than the limit, it is cut and the rarest others pay for it.
 */
export function codeLengths(frequencies: Uint32Array): Uint8Array {
  const lengths = new Uint8Array(frequencies.length);
  let count = 0;
  for (let symbol = 0; symbol < frequencies.length; symbol++) {
    const frequency = frequencies[symbol] as number;
    if (frequency > 0) sorted[count++] = frequency * MOST + symbol;
  }
  const used = sorted.subarray(0, count).sort();
  for (let at = 0; at < count; at++) {
    const symbol = (used[at] as number) % MOST;
    weights[at] = ((used[at] as number) - symbol) / MOST;
    used[at] = symbol;
  }
  if (count < 2) {
    for (const symbol of used) lengths[symbol] = 1;
    return lengths;
  }
  joinLightest(count);
  measureDepths(count);
  let deepest = 0;
  for (let at = 0; at < count; at++) {
    const depth = depths[at] as number;
    deepest = Math.max(deepest, depth);
    lengths[used[at] as number] = Math.min(MAX_BITS, depth);
  }
  if (deepest > MAX_BITS) repair(lengths, used);
  return lengths;
}

/** Leaves are 0 … count-1 in ascending weight; node count+i is the i-th pair that was joined. */
function joinLightest(count: number): void {
  let leaf = 0;
  let node = count;
  for (let made = count; made < 2 * count - 1; made++) {
    let weight = 0;
    for (let taken = 0; taken < 2; taken++) {
      const isLeaf = leaf < count && (node >= made || (weights[leaf] as number) <= (weights[node] as number));
      const lightest = isLeaf ? leaf++ : node++;
      weight += weights[lightest] as number;
      parents[lightest] = made;
    }
    weights[made] = weight;
  }
}

function measureDepths(count: number): void {
  depths[2 * count - 2] = 0;
  for (let at = 2 * count - 3; at >= 0; at--) depths[at] = (depths[parents[at] as number] as number) + 1;
}

/** Makes lengths a full set of codes again (Kraft's inequality); `used` from the rarest symbol to the most frequent. */
function repair(lengths: Uint8Array, used: Float64Array): void {
  const lengthOf = (symbol: number) => lengths[symbol] ?? 0;
  let taken = used.reduce((sum, symbol) => sum + FULL / 2 ** lengthOf(symbol), 0);
  for (const symbol of used) {
    for (; taken > FULL && lengthOf(symbol) < MAX_BITS; lengths[symbol] = lengthOf(symbol) + 1) {
      taken -= FULL / 2 ** (lengthOf(symbol) + 1);
    }
  }
  for (const symbol of used.toReversed()) {
    for (; taken + FULL / 2 ** lengthOf(symbol) <= FULL; lengths[symbol] = lengthOf(symbol) - 1) {
      taken += FULL / 2 ** lengthOf(symbol);
    }
  }
}

/** The canonical codes of lengths: in the order of length, then of the symbol. */
export function canonicalCodes(lengths: Uint8Array): Uint16Array {
  const codes = new Uint16Array(lengths.length);
  const next = firstCodes(lengths);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const bits = lengths[symbol] as number;
    if (bits === 0) continue;
    codes[symbol] = next[bits] as number;
    next[bits] = (next[bits] as number) + 1;
  }
  return codes;
}

/** The first code of each length. */
function firstCodes(lengths: Uint8Array): Uint16Array {
  const next = new Uint16Array(MAX_BITS + 2);
  for (const bits of lengths) if (bits > 0) next[bits + 1] = (next[bits + 1] as number) + 1;
  for (let bits = 1; bits <= MAX_BITS; bits++) next[bits] = 2 * ((next[bits - 1] as number) + (next[bits] as number));
  return next;
}
