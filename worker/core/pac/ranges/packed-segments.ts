/** How do thousands of IPv4 ranges look? Packed boundaries, and packed results where there are several. Pure. */
import type { Segment } from '../hosts/segments.ts';
import { numberList } from '../names/encoding.ts';
import { stringLiteral } from '../script/literals.ts';
import { type AddressEncoding, alternating } from './encoding.ts';
import { DIGITS, digit, MIN_PACKED, octetsOf, packedCounts, packedToggles } from './packed.ts';

/**
 * The form of `packed.ts`; with several results beside it, per octet, a digit for its beginning and one per boundary. The
 * digit is the result, or where names have left too few small numbers for addresses, its place in a list of results.
 */
export const packedSegments: AddressEncoding = {
  name: 'packed',
  fits: (segments, family) =>
    family === 4 && segments.length >= MIN_PACKED && distinctOf(resultsOf(segments)).length <= DIGITS,
  write: (segments) => {
    const edges = segments.map(({ from }) => Number(from));
    const only = alternating(segments);
    if (only !== null) {
      const text = `var nets4List=${packedToggles(edges)};\nfunction nets4(v){return(belowPacked(nets4List,v)&1)*${only}}\n`;
      return { text, helpers: ['belowPacked'] };
    }
    const results = resultsOf(segments);
    const isDigit = results.every((result) => result < DIGITS);
    const distinct = distinctOf(results);
    const digits = isDigit ? results : results.map((result) => distinct.indexOf(result));
    const [list, found] = isDigit
      ? ['', 'd-(d>92?36:35)']
      : [`,nets4Of=${numberList(distinct)}`, 'nets4Of[d-(d>92?36:35)]'];
    const text =
      `var nets4List=${packedCounts(edges)},nets4Results=${digitsText(digits, edges)}${list};\n` +
      'function nets4(v){var d=nets4Results[(v-v%16777216)/16777216].charCodeAt(belowPacked(nets4List,v));' +
      `return ${found}}\n`;
    return { text, helpers: ['belowPacked'] };
  },
};

/** The results from the beginning of the number line on. */
const resultsOf = (segments: readonly Segment[]): number[] => [0, ...segments.map(({ result }) => result)];

const distinctOf = (results: readonly number[]): number[] => [...new Set(results)].sort((a, b) => a - b);

function digitsText(digits: readonly number[], edges: readonly number[]): string {
  const parts = octetsOf(edges).map(({ edges: own, before }) =>
    digits
      .slice(before, before + own.length + 1)
      .map(digit)
      .join(''),
  );
  return `${stringLiteral(parts.join(' '))}.split(" ")`;
}
