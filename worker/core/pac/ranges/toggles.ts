/** How does a script carry one set of addresses or ports? As sorted boundaries: an odd number of them below is inside. Pure. */
import type { IpRange } from '../../net/address.ts';
import type { HelperName } from '../script/helpers.ts';
import { stringLiteral } from '../script/literals.ts';
import { hexEdge } from './edges.ts';
import { MIN_PACKED, packedToggles } from './packed.ts';

/** Up to so many ranges comparisons written out are shorter than a list. */
export const MAX_COMPARED = 3;

/** A set as text that a helper counts boundaries in. */
export interface ToggleText {
  readonly helper: HelperName;
  /** An expression, to be evaluated once. */
  readonly text: string;
}

/** Merged ascending ranges of numbers, such as ports. */
export function numberToggles(ranges: readonly (readonly [first: number, last: number])[]): ToggleText {
  return { helper: 'below', text: `[${ranges.flatMap(([first, last]) => [first, last + 1]).join()}]` };
}

/** Merged ascending IPv4 ranges over addresses as numbers. */
export function v4Toggles(ranges: readonly IpRange[]): ToggleText {
  const pairs = ranges.map(({ first, last }) => [Number(first), Number(last)] as const);
  if (pairs.length * 2 < MIN_PACKED) return numberToggles(pairs);
  return { helper: 'belowPacked', text: packedToggles(pairs.flatMap(([first, last]) => [first, last + 1])) };
}

const LAST_V6 = 2n ** 128n - 1n;

/** Merged ascending IPv6 ranges over addresses as 32 lower-case hexadecimal digits. */
export function v6Toggles(ranges: readonly IpRange[]): ToggleText {
  const edges = ranges.flatMap(({ first, last }) => (last === LAST_V6 ? [first] : [first, last + 1n]));
  return { helper: 'below', text: `${stringLiteral(edges.map(hexEdge).join(' '))}.split(" ")` };
}
