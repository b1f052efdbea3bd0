/** Which forms of names are there, and which one is taken? Pure. */

import type { NameIndex } from '../hosts/host-index.ts';
import { coded, dense } from './coded.ts';
import type { NameEncoding } from './encoding.ts';
import { front } from './front.ts';
import { plain } from './plain.ts';

/** Forms between which size decides, as long as the shortest of them keeps below a length. */
interface SizeClass {
  readonly forms: readonly NameEncoding[];
  readonly upTo: number;
}

/**
 * From quick to small. A name that a client has not asked for yet costs about 3 µs without a JIT in the first class,
 * 25 in the second and 80 in the third. Hosted services take scripts up to 256 KB (some 45,000 names in the
 * first class), and Chromium none above 1 MiB (some 310,000 in the second one).
 */
const CLASSES: readonly SizeClass[] = [
  { forms: [plain, front], upTo: 250_000 },
  { forms: [coded], upTo: 1_000_000 },
  { forms: [dense], upTo: Number.POSITIVE_INFINITY },
];

/** All forms. */
export const NAME_ENCODINGS: readonly NameEncoding[] = CLASSES.flatMap(({ forms }) => forms);

/**
 * Writes the names in the shortest form of the first class that is small enough, or in the shortest of
 * `encodings` where one of them fits.
 */
export function writeNames(index: NameIndex, encodings?: readonly NameEncoding[]): string {
  const wanted = encodings === undefined ? null : shortest(index, encodings);
  if (wanted !== null) return wanted;
  for (const { forms, upTo } of CLASSES) {
    const text = shortest(index, forms);
    if (text !== null && text.length <= upTo) return text;
  }
  throw new Error('expected a class without a limit');
}

function shortest(index: NameIndex, encodings: readonly NameEncoding[]): string | null {
  const texts = encodings.filter((encoding) => encoding.fits(index)).map((encoding) => encoding.write(index));
  return texts.reduce<string | null>((best, text) => (best === null || text.length < best.length ? text : best), null);
}
