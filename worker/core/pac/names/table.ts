/** Which forms of names are there, and which one is taken? Pure. */

import type { NameIndex } from '../hosts/host-index.ts';
import type { NameEncoding } from './encoding.ts';
import { front } from './front.ts';
import { plain } from './plain.ts';

/** All forms. The order decides between equal sizes. */
export const NAME_ENCODINGS: readonly NameEncoding[] = [plain, front];

/** Writes the names in the form that is shortest among those that fit. */
export function writeNames(index: NameIndex, encodings: readonly NameEncoding[] = NAME_ENCODINGS): string {
  const texts = encodings.filter((encoding) => encoding.fits(index)).map((encoding) => encoding.write(index));
  const [first, ...others] = texts;
  if (first === undefined) throw new Error('no form fits these names');
  return others.reduce((best, text) => (text.length < best.length ? text : best), first);
}
