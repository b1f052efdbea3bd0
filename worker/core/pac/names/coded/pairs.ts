/** How do bits become the fewest printable characters? Pure. */
import type { BitSink } from './digits.ts';

/** Characters from `#` on without the backslash: 91 digits. */
const FIRST = 35;
const BASE = 91;
/** Bits in two digits: 91 * 91 is a little more than 2 to the 13th. */
const PAIR_BITS = 13;

/** Which variables of a script hold what is read: the text, the place in it, bits, and how many of them are left. */
export interface BitNames {
  readonly text: string;
  readonly place: string;
  readonly bits: string;
  readonly left: string;
}

/**
 * ES3 statements that read a symbol into `y` by table `t`, a text with an entry for every window of `window` bits (9 at
 * most): the symbol times 16 plus the length of its code. They use `d`.
 */
export function readPairs({ text, place, bits, left }: BitNames, window: number): string {
  const mask = 2 ** window - 1;
  return (
    `if(${left}<${window}){d=${text}.charCodeAt(${place}++);y=${text}.charCodeAt(${place}++);` +
    `${bits}=(${bits}&${mask})<<${PAIR_BITS}|(d-(d>92))*${BASE}+y-(y>92)-${FIRST * BASE + FIRST};${left}+=${PAIR_BITS}}` +
    `d=t.charCodeAt(${bits}>>${left}-${window}&${mask});${left}-=d&15;y=d>>4;`
  );
}

/**
 * Collects bits, most significant first: 6.5 in a character of at most 6.51. Behind gzip or brotli the digits of
 * `digits.ts` take 1 % less, since compressors do not see that 91 digits are equally likely.
 */
export class PairWriter implements BitSink {
  #codes: number[] = [];
  #bits = 0;
  #held = 0;

  put(value: number, count: number): void {
    this.#bits = (this.#bits << count) | value;
    this.#held += count;
    if (this.#held >= PAIR_BITS) this.#pair();
  }

  take(): string {
    if (this.#held > 0) {
      this.#bits <<= PAIR_BITS - this.#held;
      this.#held = PAIR_BITS;
      this.#pair();
    }
    const text = String.fromCharCode(...this.#codes);
    this.#codes = [];
    return text;
  }

  #pair(): void {
    this.#held -= PAIR_BITS;
    const value = this.#bits >> this.#held;
    this.#bits &= (1 << this.#held) - 1;
    const second = value % BASE;
    this.#codes.push(digit((value - second) / BASE), digit(second));
  }
}

/** The backslash is left out. */
function digit(value: number): number {
  return FIRST + value + (FIRST + value >= 92 ? 1 : 0);
}
