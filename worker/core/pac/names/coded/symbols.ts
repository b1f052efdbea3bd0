/** Which symbols does the coded form of names consist of, and what does each depend on? Pure. */

/** In ascending order: the end of a name, the end of a label, and the characters of labels. */
export const CHARACTERS = '!#-0123456789_abcdefghijklmnopqrstuvwxyz';
/** Characters, lengths and parts of kinds are numbers below this. */
export const SYMBOLS = CHARACTERS.length;
/** What stands behind a name, and the end of a label. */
export const END = 0;
export const LABEL_END = 1;
/**
 * A last character is a symbol of its own, this much above the character: a name takes one symbol less, and how likely it is
 * to end depends on its last character too. No name ends where it still is the one before.
 */
export const LAST = SYMBOLS;
/** Room for the symbols of a context. */
export const ALPHABET = 2 * SYMBOLS;

/** Shared characters counted at most; what is shared beyond is repeated. */
export const MAX_SHARED = SYMBOLS - 3;
/** Stands for the length shared before where a block begins, and among the heads of blocks. */
export const BLOCK_BEGINS = SYMBOLS - 2;
export const AMONG_HEADS = SYMBOLS - 1;

/** What a symbol says: how much a name shares with the one before, the first character that differs, a later one, a kind. */
export const GROUPS = { shared: 0, first: 1, later: 2, kind: 3 } as const;

/** Parts of a kind below this end it; the others carry one more decimal digit, the least significant one first. */
export const LAST_PART = SYMBOLS - 10;

/** Symbols by character code. */
export const SYMBOL_OF = symbolTable();

function symbolTable(): Uint8Array {
  const table = new Uint8Array(128);
  for (let symbol = 0; symbol < SYMBOLS; symbol++) table[CHARACTERS.charCodeAt(symbol)] = symbol;
  return table;
}

/**
 * The number of a context: what the next symbol's code depends on. `row` is what matters most (the length shared
 * before; the character in whose place a first one stands; the character before a later one; the part of a kind before),
 * `column` what refines it (the length of the name before; the character before; the one before that; nothing).
 */
export function contextOf(group: number, row: number, column: number): number {
  return (group * SYMBOLS + row) * SYMBOLS + column;
}

/** How many symbols a group has. */
export function alphabetOf(group: number): number {
  return group === GROUPS.first || group === GROUPS.later ? ALPHABET : SYMBOLS;
}

/** Contexts of a row. */
export const COLUMNS = SYMBOLS;

/** The number of a symbol in a context. */
export function placeOf(context: number, symbol: number): number {
  return context * ALPHABET + symbol;
}
