/** Which forms of address results are there, and which one is taken? Pure. */
import type { Segment } from '../hosts/segments.ts';
import type { HelperName } from '../script/helpers.ts';
import { compared } from './compared.ts';
import type { AddressEncoding } from './encoding.ts';
import { frontSegments } from './front-segments.ts';
import { listed } from './listed.ts';
import { packedSegments } from './packed-segments.ts';

/** All forms. The order decides between equal sizes. */
const ADDRESS_ENCODINGS: readonly AddressEncoding[] = [compared, listed, packedSegments, frontSegments];

/** Who prints helpers. */
interface Helpers {
  helper(name: HelperName): unknown;
}

/** Writes segments in the form that is shortest among those that fit. */
export function writeAddresses(segments: readonly Segment[], family: 4 | 6, helpers: Helpers): string {
  const [first, ...others] = ADDRESS_ENCODINGS.filter((form) => form.fits(segments, family)).map((form) =>
    form.write(segments, family),
  );
  if (first === undefined) throw new Error('no form fits these addresses');
  const best = others.reduce((best, one) => (one.text.length < best.text.length ? one : best), first);
  best.helpers.forEach((name) => void helpers.helper(name));
  return best.text;
}
