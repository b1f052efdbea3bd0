/** Which forms of names are there, and which one is taken? Pure. */

import type { NameIndex } from '../hosts/host-index.ts';
import { capitals } from './capitals.ts';
import { coded, dense } from './coded.ts';
import type { NameEncoding } from './encoding.ts';
import { front } from './front.ts';
import { plain } from './plain.ts';
import { ranked } from './ranked.ts';
import { whole } from './whole.ts';

/** Forms between which size decides, as long as the shortest of them keeps below a length. */
interface SizeClass {
  readonly forms: readonly NameEncoding[];
  readonly upTo: number;
}

/**
 * From quick to small. A host that a client has not asked for yet costs in V8 without a JIT, averaged over 2,000 hosts of
 * 10,000 / 100,000 names (processor time on two shared cores, 2026-11-25): capitals 5 / 5 µs, front 7 / 27, whole 10 / 62
 * (3 once its blocks are read), coded 14 / 20, dense 77 / 64. The shortest lists are front-coded, since they compress
 * best in that form. Above, ranks are a third shorter, and cost some 10 ms per 4,000 names, at the first host; twice as many
 * names would take twice as long, and whole blocks not: they cost 3 ms, and 0.6 ms per 512 names, once. Hosted services
 * take scripts up to 256 KB, some 45,000 names in capitals; Chromium takes none above 1 MiB, some 310,000 coded names.
 */
const CLASSES: readonly SizeClass[] = [
  { forms: [plain, front], upTo: 20_000 },
  { forms: [ranked], upTo: 25_000 },
  { forms: [whole], upTo: 50_000 },
  { forms: [capitals], upTo: 250_000 },
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
