/** How do bits become the fewest printable characters? Pure. */
import { type BitNames, BitText, DIGITS, FIRST_DIGIT, LENGTH_BITS, LENGTH_MASK, type Said } from './digits.ts';

const BASE = 91;
/** Bits in two digits: 91 * 91 is a little more than 2 to the 13th. */
const PAIR_BITS = 13;

/**
 * ES3 statements that read a symbol into `y` by table `t`, a text with an entry for every window of `window` bits (9 at
 * most): the symbol times 16 plus the length of its code. They use `d`.
 */
export function readPairs({ text, place, bits, left }: BitNames, window: number): string {
  const mask = 2 ** window - 1;
  return (
    `if(${left}<${window}){d=${text}.charCodeAt(${place}++);y=${text}.charCodeAt(${place}++);` +
    `${bits}=(${bits}&${mask})<<${PAIR_BITS}|(d-(d>92))*${BASE}+y-(y>92)-${FIRST_DIGIT * (BASE + 1)};${left}+=${PAIR_BITS}}` +
    `d=t.charCodeAt(${bits}>>${left}-${window}&${mask});${left}-=d&15;y=d>>4;`
  );
}

/**
 * 6.5 bits in a character of at most 6.51. Behind gzip or brotli the digits of `digits.ts` take 1 % less, since compressors
 * do not see that 91 digits are equally likely.
 */
export class PairWriter extends BitText {
  protected readonly digitBits = PAIR_BITS;

  putAll({ codes, places }: Said, from: number, to: number): void {
    const bytes = this.room(2 * (to - from) + 2);
    let { bits, held, length } = this;
    for (let at = from; at < to; at++) {
      const code = codes[places[at] as number] as number;
      const count = code & LENGTH_MASK;
      bits = (bits << count) | (code >> LENGTH_BITS);
      held += count;
      if (held < PAIR_BITS) continue;
      held -= PAIR_BITS;
      const value = bits >> held;
      bits &= (1 << held) - 1;
      const second = value % BASE;
      bytes[length++] = DIGITS[(value - second) / BASE] as number;
      bytes[length++] = DIGITS[second] as number;
    }
    this.bits = bits;
    this.held = held;
    this.length = length;
  }
}
