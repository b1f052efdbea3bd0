/** What is a form in which a script carries the results of address literals? One record per form; `table.ts` chooses. Pure. */
import type { Segment } from '../hosts/segments.ts';
import type { HelperName } from '../script/helpers.ts';

/** A way to write the segments of one family. */
export interface AddressEncoding {
  readonly name: string;
  /** Whether the form is meant for these segments. */
  fits(segments: readonly Segment[], family: 4 | 6): boolean;
  write(segments: readonly Segment[], family: 4 | 6): AddressText;
}

/** Top-level statements that declare `nets4(v)` or `nets6(v)`, the result of an address, and what they call. */
export interface AddressText {
  readonly text: string;
  readonly helpers: readonly HelperName[];
}

/** The one result that alternates with 0 over all segments, or null where it is not so simple. */
export function alternating(segments: readonly Segment[]): number | null {
  const [first] = segments;
  if (first === undefined) return null;
  return segments.every(({ result }, at) => result === (at % 2 === 0 ? first.result : 0)) ? first.result : null;
}
