/** How do thousands of IPv4 boundaries fit into little text? Gaps between them, per first octet. Pure. */
import { stringLiteral } from '../script/literals.ts';

/** From so many boundaries on the packed form is shorter than decimal numbers plus its decoder (about 320 bytes). */
export const MIN_PACKED = 64;

const FIRST_OCTETS = 256;
const OCTET_SIZE = 2 ** 24;
/** Digits of the packed form: printable ASCII from `#` on without the backslash. */
const BASE = 91;
/** Digits below this end a number; the others carry on. Gaps are mostly short, so most of the digits end one. */
const LAST_DIGITS = 64;
const MORE_DIGITS = BASE - 1 - LAST_DIGITS;
/** The last digit: two digits of the part of a boundary below its unit follow. */
const PART = BASE - 1;
/** Most boundaries of registries are multiples of this; where few are, the unit is one address. */
const UNIT = 256;

/** How many values one digit has. */
export const DIGITS = BASE;

/** The digit of a value below `DIGITS`; the helper `belowPacked` reads it. */
export function digit(value: number): string {
  return String.fromCharCode(value < 57 ? value + 35 : value + 36);
}

/** Boundaries of one first octet. */
export interface Octet {
  readonly edges: readonly number[];
  /** How many boundaries lie in the octets before. */
  readonly before: number;
}

/** Sorts ascending boundaries into first octets; what lies behind the last octet is left out. */
export function octetsOf(edges: readonly number[]): Octet[] {
  let next = 0;
  return Array.from({ length: FIRST_OCTETS }, (_, octet) => {
    const before = next;
    while (next < edges.length && (edges[next] ?? 0) < (octet + 1) * OCTET_SIZE) next++;
    return { edges: edges.slice(before, next).map((edge) => edge - octet * OCTET_SIZE), before };
  });
}

/** The packed form as an expression, for `belowPacked(…)&1`: an octet that begins inside has `!` in front. */
export function packedToggles(edges: readonly number[]): string {
  return packed(edges, ({ before }) => (before % 2 === 1 ? '!' : ''));
}

/** The packed form as an expression, for counts of boundaries within an octet. */
export function packedCounts(edges: readonly number[]): string {
  return packed(edges, () => '');
}

/** The unit, then per octet the gaps in units as digits, most significant first; joined by blanks. The shorter of two units. */
function packed(edges: readonly number[], front: (octet: Octet) => string): string {
  const octets = octetsOf(edges);
  const [coarse, fine] = [UNIT, 1].map((unit) => {
    const parts = octets.map((octet) => front(octet) + octetText(octet.edges, unit));
    return `${unit} ${parts.join(' ')}`;
  }) as [string, string];
  return `${stringLiteral(coarse.length <= fine.length ? coarse : fine)}.split(" ")`;
}

function octetText(edges: readonly number[], unit: number): string {
  let before = 0;
  return edges
    .map((edge) => {
      const part = edge % unit;
      const units = (edge - part) / unit;
      const text = gap(units - before);
      before = units;
      return part === 0 ? text : digit(PART) + digit(Math.floor(part / BASE)) + digit(part % BASE) + text;
    })
    .join('');
}

function gap(value: number): string {
  let text = digit(value % LAST_DIGITS);
  for (let rest = Math.floor(value / LAST_DIGITS); rest > 0; rest = Math.floor(rest / MORE_DIGITS)) {
    text = digit(LAST_DIGITS + (rest % MORE_DIGITS)) + text;
  }
  return text;
}
