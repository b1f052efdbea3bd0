/** How does a script carry a set of addresses or ports? As sorted boundaries: an odd number of them at or below is inside. Pure. */
import type { IpRange } from '../../net/address.ts';
import { stringLiteral } from '../script/literals.ts';

/** Up to so many ranges comparisons written out are shorter than a list. */
export const MAX_COMPARED = 3;
/** From so many boundaries on the packed form of IPv4 is shorter than decimal numbers plus its decoder (about 320 bytes). */
const MIN_PACKED = 64;

/** A set of numbers or of equally long hexadecimal texts, as text that `inside` or `insidePacked` takes. */
export interface ToggleText {
  readonly helper: 'inside' | 'insidePacked';
  /** An expression, to be evaluated once. */
  readonly text: string;
}

/** Merged ascending ranges of numbers, such as ports. */
export function numberToggles(ranges: readonly (readonly [first: number, last: number])[]): ToggleText {
  return { helper: 'inside', text: `[${ranges.flatMap(([first, last]) => [first, last + 1]).join()}]` };
}

/** Merged ascending IPv4 ranges over addresses as numbers. */
export function v4Toggles(ranges: readonly IpRange[]): ToggleText {
  const pairs = ranges.map(({ first, last }) => [Number(first), Number(last)] as const);
  if (pairs.length * 2 < MIN_PACKED) return numberToggles(pairs);
  return { helper: 'insidePacked', text: packed(pairs.flatMap(([first, last]) => [first, last + 1])) };
}

/** Merged ascending IPv6 ranges over addresses as 32 lower-case hexadecimal digits. */
export function v6Toggles(ranges: readonly IpRange[]): ToggleText {
  const edges = ranges.flatMap(({ first, last }) => (last === LAST_V6 ? [first] : [first, last + 1n]));
  return { helper: 'inside', text: `${stringLiteral(edges.map(hexEdge).join(' '))}.split(" ")` };
}

const LAST_V6 = 2n ** 128n - 1n;

/** Zeros at the end may go: a text compares with longer ones as if they were there. One digit stays, above the empty text. */
function hexEdge(value: bigint): string {
  return value
    .toString(16)
    .padStart(32, '0')
    .replace(/(?<=.)0+$/, '');
}

const FIRST_OCTETS = 256;
const OCTET_SIZE = 2 ** 24;
/** Digits of the packed form: printable ASCII from `#` on without the backslash. */
const BASE = 91;
/** Digits below this end a number; the others carry on. Gaps are mostly short, so nearly half of the digits end one. */
const LAST_DIGITS = 46;
const MORE_DIGITS = BASE - LAST_DIGITS;

/** The digit of a value in the packed form; `insidePacked` in `script/helpers.ts` reads it. */
function digit(value: number): string {
  return String.fromCharCode(value < 57 ? value + 35 : value + 36);
}

/**
 * Per first octet the gaps between boundaries as digits, most significant first, in units of the boundaries' common
 * alignment; `!` in front where the octet begins inside. The parts are joined by blanks, the alignment comes first.
 */
function packed(edges: readonly number[]): string {
  const unit = edges.every((edge) => edge % 256 === 0) ? 256 : 1;
  const parts: string[] = [];
  let next = 0;
  for (let octet = 0; octet < FIRST_OCTETS; octet++) {
    let text = next % 2 === 1 ? '!' : '';
    let before = octet * OCTET_SIZE;
    for (let edge = edges[next]; edge !== undefined && edge < (octet + 1) * OCTET_SIZE; edge = edges[++next]) {
      text += gap((edge - before) / unit);
      before = edge;
    }
    parts.push(text);
  }
  return `${stringLiteral(`${unit} ${parts.join(' ')}`)}.split(" ")`;
}

function gap(value: number): string {
  let text = digit(value % LAST_DIGITS);
  for (let rest = Math.floor(value / LAST_DIGITS); rest > 0; rest = Math.floor(rest / MORE_DIGITS)) {
    text = digit(LAST_DIGITS + (rest % MORE_DIGITS)) + text;
  }
  return text;
}
