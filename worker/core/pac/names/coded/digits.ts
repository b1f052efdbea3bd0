/** How do bits become printable characters? Pure. */

/** Characters from `#` on without the backslash: 91 digits. */
const FIRST = 35;
/**
 * Digits below this stand for six bits, the others for seven: 6.42 bits a character, and as every digit is as likely as
 * its bits say, gzip and brotli bring each back to them.
 */
const SHORT_DIGITS = 37;

/** What bits are written to, most significant first. */
export interface BitSink {
  /** Adds the lowest `count` bits of `value`; 9 at most. */
  put(value: number, count: number): void;
  /** The digits of all bits since the last call, filled up with zeros. */
  take(): string;
}

/** Collects bits for six or seven a digit; readers read zeros behind the end too. */
export class BitWriter implements BitSink {
  #codes: number[] = [];
  #bits = 0;
  #held = 0;

  put(value: number, count: number): void {
    this.#bits = (this.#bits << count) | value;
    this.#held += count;
    while (this.#held >= 7) this.#digit();
    this.#bits &= (1 << this.#held) - 1;
  }

  take(): string {
    if (this.#held > 0) {
      this.#bits <<= 7 - this.#held;
      this.#held = 7;
      this.#digit();
    }
    const text = String.fromCharCode(...this.#codes);
    this.#codes = [];
    this.#bits = 0;
    this.#held = 0;
    return text;
  }

  #digit(): void {
    const short = (this.#bits >> (this.#held - 6)) & 63;
    const digit = short < SHORT_DIGITS ? short : ((this.#bits >> (this.#held - 7)) & 127) - SHORT_DIGITS;
    this.#held -= short < SHORT_DIGITS ? 6 : 7;
    // The backslash is left out.
    this.#codes.push(FIRST + digit + (FIRST + digit >= 92 ? 1 : 0));
  }
}
