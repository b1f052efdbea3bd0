/** How are the lengths of codes themselves written? With fixed codes, the same in every script. Pure. */
import { canonicalCodes } from './code-lengths.ts';

/** Contexts from here on are those of a column's own table. */
export const OF_COLUMN = 10;

/**
 * Bits for each length from 0 to 9, by context: in a row's common table the length before, in a column's own table (from
 * `OF_COLUMN` on) the common length of the same symbol. Made from the frequencies in tables of public domain lists.
 */
export const LENGTH_TEXT =
  '1534454554 2532277477 3532365652 3443233455 4653223446 5775322256 5776422244 4776533223 4887653222 3887564331 1776544343 1324586888 3322346577 5432234466 4643223456 4664322345 3776532234 2776543233 1887654333 1998765432';

/** What a script needs where rows are told from rows: the contexts of columns, then a code for a single bit. */
export const COLUMN_TEXT = `${LENGTH_TEXT.split(' ').slice(OF_COLUMN).join(' ')} 11`;

const lengthsByContext = LENGTH_TEXT.split(' ').map((text) => Uint8Array.from([...text].map(Number)));

/** Bits for each length, by context. */
export const LENGTH_COSTS: readonly Uint8Array[] = lengthsByContext;
/** The codes. */
export const LENGTH_CODES = lengthsByContext.map((lengths) => ({ lengths, codes: canonicalCodes(lengths) }));
