/** What is new in each name of a sorted list, and in which phrases is it said? Pure. */
import { CHARACTERS, SYMBOL_OF } from '../coded/symbols.ts';

/** Shared characters counted at most; what is shared beyond is repeated. A script has no fewer symbols than this. */
export const MOST_SHARED = CHARACTERS.length - 1;
/** Stands behind each name. */
export const END = '!';
/**
 * Phrases beside the characters. 16 take 1.4 % of the size and a tenth of the symbols off 4,000 names; with more of them the
 * contexts get too many to be learned.
 */
const PHRASES = 16;
/** A rarer phrase would not pay for itself. */
const MIN_COUNT = 50;
/** Symbols are numbers below this: room for characters and phrases. */
export const ROOM = 64;
const UNDERSCORE = CHARACTERS.indexOf('_');

/** A name behind another one. */
export interface Rest {
  /** Characters that it shares with the one before. */
  readonly shared: number;
  /** What follows, in symbols, the end included. */
  readonly symbols: readonly number[];
}

/** A list in symbols. */
export interface Rests {
  /** What each symbol says: the end first, then from the most frequent one to the rarest. */
  readonly texts: readonly string[];
  readonly rests: readonly Rest[];
}

/** Says what is new in each name in characters and in the pairs that are found most often, again and again (P. Gage 1994). */
export function restsOf(labels: readonly string[]): Rests {
  const shares = labels.map((name, at) => sharedBy(labels[at - 1] ?? '', name));
  const characters = labels.map((name, at) => charactersOf(`${name}${END}`, shares[at] ?? 0));
  const { said, parts } = withPhrases(characters);
  const texts = [...CHARACTERS];
  for (const [first, second] of parts) texts.push(`${texts[first]}${texts[second]}`);
  const order = byFrequency(said);
  const places = new Map(order.map((symbol, place) => [symbol, place]));
  return {
    texts: order.map((symbol) => texts[symbol] ?? ''),
    rests: said.map((one, at) => ({
      shared: shares[at] ?? 0,
      symbols: one.map((symbol) => places.get(symbol) ?? 0),
    })),
  };
}

function charactersOf(text: string, from: number): number[] {
  const all: number[] = [];
  for (let at = from; at < text.length; at++) all.push(SYMBOL_OF[text.charCodeAt(at)] as number);
  return all;
}

type Pair = readonly [first: number, second: number];

/** Joins the most frequent pair until there are enough phrases. `parts` are those of the phrases. */
function withPhrases(characters: number[][]): { readonly said: number[][]; readonly parts: readonly Pair[] } {
  const parts: Pair[] = [];
  let said = characters;
  while (parts.length < PHRASES) {
    const pair = mostFrequentPair(said);
    if (pair === null) break;
    const symbol = CHARACTERS.length + parts.length;
    parts.push(pair);
    said = said.map((one) => joined(one, pair, symbol));
  }
  return { said, parts };
}

function sharedBy(before: string, name: string): number {
  const most = Math.min(MOST_SHARED, before.length, name.length);
  let shared = 0;
  while (shared < most && before.charCodeAt(shared) === name.charCodeAt(shared)) shared++;
  return shared;
}

function mostFrequentPair(said: readonly (readonly number[])[]): Pair | null {
  const counts = new Uint32Array(ROOM * ROOM);
  for (const one of said) {
    // The last symbol is the end.
    for (let at = 2; at < one.length; at++) {
      const pair = (one[at - 2] as number) * ROOM + (one[at - 1] as number);
      counts[pair] = (counts[pair] as number) + 1;
    }
  }
  // Scripts keep symbols by their text, where `__proto__` would be lost.
  for (let other = 0; other < ROOM; other++) {
    counts[UNDERSCORE * ROOM + other] = 0;
    counts[other * ROOM + UNDERSCORE] = 0;
  }
  const best = counts.reduce((most, count, pair) => (count > (counts[most] as number) ? pair : most), 0);
  return (counts[best] as number) < MIN_COUNT ? null : [Math.floor(best / ROOM), best % ROOM];
}

function joined(one: number[], [first, second]: Pair, symbol: number): number[] {
  let from = one.indexOf(first);
  while (from >= 0 && one[from + 1] !== second) from = one.indexOf(first, from + 1);
  if (from < 0) return one;
  const result = one.slice(0, from);
  for (let at = from; at < one.length; at++) {
    const isPair = one[at] === first && one[at + 1] === second;
    result.push(isPair ? symbol : (one[at] as number));
    if (isPair) at++;
  }
  return result;
}

/** The end, whose number scripts know, then the others from the most frequent one on. A phrase may be used up by longer ones. */
function byFrequency(said: readonly (readonly number[])[]): number[] {
  const counts = countsOf(said);
  counts[CHARACTERS.indexOf(END)] = Number.POSITIVE_INFINITY;
  return Array.from(counts.keys())
    .filter((symbol) => symbol < CHARACTERS.length || (counts[symbol] as number) > 0)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
}

function countsOf(said: readonly (readonly number[])[]): Float64Array {
  const counts = new Float64Array(ROOM);
  for (const one of said) for (const symbol of one) counts[symbol] = (counts[symbol] as number) + 1;
  return counts;
}
