/** How are the lengths of codes themselves written? With fixed codes, the same in every script. Pure. */
import { canonicalCodes } from './code-lengths.ts';

/** Contexts from here on are those of a column's own table. */
export const OF_COLUMN = 10;

/**
 * Bits for each length from 0 to 9, by context: in a row's common table the length before, in a column's own table (from
 * `OF_COLUMN` on) the common length of the same symbol. Made from the frequencies in tables of public domain lists.
 */
export const LENGTH_TEXT =
  '1544444454 2422356887 2632344654 3543233445 3654223446 3774322356 3665422344 3664533233 3776543223 3887564331 1878654442 6214655555 6222355577 6332234577 5543223455 4665322344 3776542233 2776543332 1998765432 1998765432';

const lengthsByContext = LENGTH_TEXT.split(' ').map((text) => Uint8Array.from([...text].map(Number)));

/** Bits for each length, by context. */
export const LENGTH_COSTS: readonly Uint8Array[] = lengthsByContext;
/** The codes. */
export const LENGTH_CODES = lengthsByContext.map((lengths) => ({ lengths, codes: canonicalCodes(lengths) }));
