/** How do thousands of IPv4 ranges look? Packed boundaries, and packed results where there are several. Pure. */
import { stringLiteral } from '../script/literals.ts';
import { type AddressEncoding, alternating } from './encoding.ts';
import { digit, MIN_PACKED, octetsOf, packedCounts, packedToggles } from './packed.ts';
import { hasDigits, resultDigits } from './result-digits.ts';

/** The form of `packed.ts`; with several results beside it, per octet, a digit for its beginning and one per boundary. */
export const packedSegments: AddressEncoding = {
  name: 'packed',
  fits: (segments, family) => family === 4 && segments.length >= MIN_PACKED && hasDigits(segments),
  write: (segments) => {
    const edges = segments.map(({ from }) => Number(from));
    const only = alternating(segments);
    if (only !== null) {
      const text = `var nets4List=${packedToggles(edges)};\nfunction nets4(v){return(belowPacked(nets4List,v)&1)*${only}}\n`;
      return { text, helpers: ['belowPacked'] };
    }
    const { digits, list, found } = resultDigits(segments, 4);
    const text =
      `var nets4List=${packedCounts(edges)},nets4Results=${digitsText(digits, edges)}${list};\n` +
      'function nets4(v){var d=nets4Results[(v-v%16777216)/16777216].charCodeAt(belowPacked(nets4List,v));' +
      `return ${found}}\n`;
    return { text, helpers: ['belowPacked'] };
  },
};

function digitsText(digits: readonly number[], edges: readonly number[]): string {
  const parts = octetsOf(edges).map(({ edges: own, before }) =>
    digits
      .slice(before, before + own.length + 1)
      .map(digit)
      .join(''),
  );
  return `${stringLiteral(parts.join(' '))}.split(" ")`;
}
