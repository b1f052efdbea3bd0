/** How do bits become printable characters? Pure. */

/** Characters from `#` on without the backslash: 91 digits. */
export const FIRST_DIGIT = 35;
const BACKSLASH = 92;
/**
 * Digits below this stand for six bits, the others for seven: 6.42 bits a character, and as every digit is as likely as
 * its bits say, gzip and brotli bring each back to them.
 */
const SHORT_DIGITS = 37;

/** The digits. */
export const DIGITS = Uint8Array.from({ length: 91 }, (_, digit) => {
  const character = FIRST_DIGIT + digit;
  return character >= BACKSLASH ? character + 1 : character;
});

/** Symbols one after the other: the codes of all places, and the places of the symbols. */
export interface Said {
  /** A code, above `LENGTH_BITS` bits of its length. */
  readonly codes: Uint16Array;
  readonly places: Uint32Array;
}

export const LENGTH_BITS = 4;
export const LENGTH_MASK = 2 ** LENGTH_BITS - 1;

/** A text of words between blanks, made from bits (most significant first) and from characters in clear. */
export abstract class BitText {
  /** Bits that are no digit yet, and how many. */
  protected bits = 0;
  protected held = 0;
  /** The characters so far. */
  protected length = 0;
  #bytes = new Uint8Array(2 ** 16);
  readonly #one: Said = { codes: new Uint16Array(1), places: new Uint32Array(1) };

  /** Bits of a digit at most. */
  protected abstract readonly digitBits: number;

  /** Adds the codes of the symbols from one place to another. Called for all names, it keeps to local variables. */
  abstract putAll(said: Said, from: number, to: number): void;

  /** Adds the lowest `count` bits of `value`; 12 at most. */
  put(value: number, count: number): void {
    this.#one.codes[0] = (value << LENGTH_BITS) | count;
    this.putAll(this.#one, 0, 1);
  }

  /** Adds characters as they are. Only where a word begins. */
  clear(text: string): void {
    const bytes = this.room(text.length);
    for (let at = 0; at < text.length; at++) bytes[this.length++] = text.charCodeAt(at);
  }

  /** Ends a word: fills its last digit up with zeros. */
  end(): void {
    if (this.held > 0) this.put(0, this.digitBits - this.held);
    this.bits = 0;
    this.held = 0;
    this.clear(' ');
  }

  /** All words. */
  text(): string {
    return new TextDecoder().decode(this.#bytes.subarray(0, Math.max(0, this.length - 1)));
  }

  /** The characters so far, with room for some more. */
  protected room(more: number): Uint8Array {
    if (this.length + more > this.#bytes.length) {
      const bytes = new Uint8Array(2 * this.#bytes.length + more);
      bytes.set(this.#bytes);
      this.#bytes = bytes;
    }
    return this.#bytes;
  }
}

/** Which variables of a script hold what is read: the text, the place in it, bits, and how many of them are left. */
export interface BitNames {
  readonly text: string;
  readonly place: string;
  readonly bits: string;
  readonly left: string;
}

/** ES3 statements that put digits behind the bits that are left until there are `window` (9 at most). They use `d`. */
export function readDigits({ text, place, bits, left }: BitNames, window: number): string {
  return (
    `while(${left}<${window}){d=${text}.charCodeAt(${place}++);if(d<72){${bits}=(${bits}&255)<<6|d-35;${left}+=6}` +
    `else{${bits}=(${bits}&255)<<7|d+(d>92?1:2);${left}+=7}}`
  );
}

/** Six or seven bits a digit; readers read zeros behind the end too. */
export class BitWriter extends BitText {
  protected readonly digitBits = 7;

  putAll({ codes, places }: Said, from: number, to: number): void {
    const bytes = this.room(2 * (to - from) + 2);
    let { bits, held, length } = this;
    for (let at = from; at < to; at++) {
      const code = codes[places[at] as number] as number;
      const count = code & LENGTH_MASK;
      bits = (bits << count) | (code >> LENGTH_BITS);
      held += count;
      while (held >= 7) {
        const short = (bits >> (held - 6)) & 63;
        const isShort = short < SHORT_DIGITS;
        bytes[length++] = DIGITS[isShort ? short : ((bits >> (held - 7)) & 127) - SHORT_DIGITS] as number;
        held -= isShort ? 6 : 7;
      }
      bits &= (1 << held) - 1;
    }
    this.bits = bits;
    this.held = held;
    this.length = length;
  }
}
