/** How are the lengths of codes themselves written? With fixed codes, the same in every script. Pure. */
import { canonicalCodes } from './code-lengths.ts';

/** Contexts from here on are those of a column's own table. */
export const OF_COLUMN = 10;

/**
 * Bits for each length from 0 to 9, by context: in a row's common table the length before, in a column's own table (from
 * `OF_COLUMN` on) the common length of the same symbol. Made from the frequencies in tables of public domain lists.
 */
export const LENGTH_TEXT =
  '1544455453 5421447777 5532333444 5543233344 6654223344 4664322345 5776422244 4665432234 3776543223 2885674441 1878654333 4224444444 6322247588 6432233577 3543323366 2664432345 2776533234 1887653334 1887654333 1998765423';

const lengthsByContext = LENGTH_TEXT.split(' ').map((text) => Uint8Array.from([...text].map(Number)));

/** Bits for each length, by context. */
export const LENGTH_COSTS: readonly Uint8Array[] = lengthsByContext;
/** The codes. */
export const LENGTH_CODES = lengthsByContext.map((lengths) => ({ lengths, codes: canonicalCodes(lengths) }));
