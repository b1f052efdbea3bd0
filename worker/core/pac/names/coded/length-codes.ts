/** How are the lengths of codes themselves written? With fixed codes, the same in every script. Pure. */
import { canonicalCodes } from './code-lengths.ts';

/** Contexts from here on are those of a column's own table. */
export const OF_COLUMN = 10;

/**
 * Bits for each length from 0 to 9, by context: in a row's common table the length before, in a column's own table (from
 * `OF_COLUMN` on) the common length of the same symbol. Made from the frequencies in tables of public domain lists.
 */
export const LENGTH_TEXT =
  '1555544443 2522356666 3532235566 3642234465 3554223455 3776322354 3776532243 3776542233 2887654322 2887654441 1887654442 2224555555 4322344566 4532234466 5543223455 3665332343 3665433233 2776543332 1887654333 1998765432';

/** What a script needs where rows are told from rows: the contexts of columns, then a code for a single bit. */
export const COLUMN_TEXT = `${LENGTH_TEXT.split(' ').slice(OF_COLUMN).join(' ')} 11`;

const lengthsByContext = LENGTH_TEXT.split(' ').map((text) => Uint8Array.from([...text].map(Number)));

/** Bits for each length, by context. */
export const LENGTH_COSTS: readonly Uint8Array[] = lengthsByContext;
/** The codes. */
export const LENGTH_CODES = lengthsByContext.map((lengths) => ({ lengths, codes: canonicalCodes(lengths) }));
