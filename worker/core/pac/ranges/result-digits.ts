/** How do thousands of address results fit into little text? A digit each. Pure. */
import type { Segment } from '../hosts/segments.ts';
import { numberList } from '../names/encoding.ts';
import { DIGITS } from './packed.ts';

/** Results as digits of `packed.ts`. */
export interface ResultDigits {
  /** Of each stretch of the number line, from its beginning on; one more than there are segments. */
  readonly digits: readonly number[];
  /** A declaration to go on a `var` statement with; may be empty. */
  readonly list: string;
  /** An expression of the result, where `d` is the code of the digit's character. */
  readonly found: string;
}

/** Whether there are digits enough. */
export const hasDigits = (segments: readonly Segment[]): boolean => distinctOf(resultsOf(segments)).length <= DIGITS;

/** A digit is the result, or where names have left too few small numbers for addresses, its place in a list of results. */
export function resultDigits(segments: readonly Segment[], family: 4 | 6): ResultDigits {
  const results = resultsOf(segments);
  if (results.every((result) => result < DIGITS)) return { digits: results, list: '', found: 'd-(d>92?36:35)' };
  const distinct = distinctOf(results);
  return {
    digits: results.map((result) => distinct.indexOf(result)),
    list: `,nets${family}Of=${numberList(distinct)}`,
    found: `nets${family}Of[d-(d>92?36:35)]`,
  };
}

const resultsOf = (segments: readonly Segment[]): number[] => [0, ...segments.map(({ result }) => result)];

const distinctOf = (results: readonly number[]): number[] => [...new Set(results)].sort((a, b) => a - b);
