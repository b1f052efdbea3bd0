/** Which contexts get codes of their own? Chooses code tables and writes them. Pure. */
import { canonicalCodes, codeLengths, MAX_BITS } from './code-lengths.ts';
import type { BitText } from './digits.ts';
import { LENGTH_CODES, LENGTH_COSTS, OF_COLUMN } from './length-codes.ts';
import type { SymbolStream } from './stream.ts';
import { ALPHABET, alphabetOf, COLUMNS, GROUPS, SYMBOLS } from './symbols.ts';

/** The codes of one alphabet. */
export interface CodeTable {
  readonly lengths: Uint8Array;
  readonly codes: Uint16Array;
}

/** The tables of a row of contexts: one for all columns, except for those that have their own. */
export interface Row {
  /** The first symbol that can occur. */
  readonly from: number;
  /** Symbols are numbers below this. */
  readonly to: number;
  readonly common: CodeTable;
  readonly own: ReadonlyMap<number, CodeTable>;
}

/**
 * Bits that a table of its own must save beyond those that it takes. A script builds each table before it is first
 * used, in about 25 µs without a JIT, so that tables which hardly pay are left out.
 */
const MIN_GAIN = 60;
/** The same where all tables are built at once. */
const MIN_GAIN_AT_ONCE = 30;
/** The flags that say which columns have their own table. */
const FLAGS = COLUMNS;

/** The rows of `groups` groups of contexts; null where nothing occurs in a row. */
export function chooseTables(stream: SymbolStream, groups: number): (Row | null)[] {
  return Array.from({ length: groups * SYMBOLS }, (_, row) => chooseRow(stream.counts, row, MIN_GAIN));
}

/** The same where a row that would not pay for its tables shares those of the row before: null says so. */
export function chooseSharedTables(stream: SymbolStream, groups: number): (Row | null)[] {
  const frequencies = stream.counts.slice();
  joinRows(frequencies, groups * SYMBOLS);
  return Array.from({ length: groups * SYMBOLS }, (_, row) => chooseRow(frequencies, row, MIN_GAIN_AT_ONCE));
}

/** Adds the counts of each row that is better off with the tables of the row before to that row, and clears its own. */
function joinRows(frequencies: Uint32Array, rows: number): void {
  const size = COLUMNS * ALPHABET;
  const countsOf = (row: number) => frequencies.subarray(row * size, (row + 1) * size);
  const totalOf = (row: number) => {
    const total = new Uint32Array(alphabetOf(Math.floor(row / SYMBOLS)));
    for (let at = row * size; at < (row + 1) * size; at += ALPHABET) {
      add(total, frequencies.subarray(at, at + total.length));
    }
    return total;
  };
  let first = 0;
  let joined = totalOf(0);
  for (let row = 1; row < rows; row++) {
    const own = totalOf(row);
    const both = own.map((count, symbol) => count + (joined[symbol] ?? 0));
    // A table of first characters begins with that of its row: it has no codes for what other groups may say.
    if (row % SYMBOLS > 0 && bitsOf(both) <= bitsOf(joined) + bitsOf(own)) {
      const into = countsOf(first);
      countsOf(row).forEach((count, at) => {
        into[at] = (into[at] ?? 0) + count;
      });
      countsOf(row).fill(0);
      joined = both;
    } else {
      first = row;
      joined = own;
    }
  }
}

/** Bits of a row with one table: the table, and what it says. */
function bitsOf(counts: Uint32Array): number {
  const lengths = codeLengths(counts);
  let before = 0;
  let bits = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const length = lengths[symbol] ?? 0;
    bits += (counts[symbol] ?? 0) * length + (LENGTH_COSTS[before]?.[length] ?? 0);
    before = length;
  }
  return bits;
}

/** What is said in one context of a row. */
interface Column {
  readonly column: number;
  readonly counts: Uint32Array;
  /** Their sum. */
  readonly said: number;
}

function chooseRow(frequencies: Uint32Array, row: number, minGain: number): Row | null {
  const to = alphabetOf(Math.floor(row / SYMBOLS));
  const total = new Uint32Array(to);
  const used: Column[] = [];
  for (let column = 0; column < COLUMNS; column++) {
    const start = (row * COLUMNS + column) * ALPHABET;
    const counts = frequencies.subarray(start, start + to);
    const said = add(total, counts);
    if (said > 0) used.push({ column, counts, said });
  }
  if (used.length === 0) return null;
  const common = codeLengths(total);
  const seen = total.slice();
  const own = new Map<number, CodeTable>();
  for (const one of used.length > 1 ? used : []) {
    const { column, counts, said } = one;
    if (said * (MAX_BITS - 1) < minGain || mostGain(one, common) < minGain) continue;
    const lengths = codeLengths(counts);
    if (gainOf(counts, lengths, common) < minGain) continue;
    own.set(column, tableOf(lengths));
    for (let symbol = 0; symbol < to; symbol++) total[symbol] = (total[symbol] as number) - (counts[symbol] as number);
  }
  // A symbol without a code in the common table is said in no column: its columns then need not tell.
  for (let symbol = 0; symbol < to; symbol++) if ((seen[symbol] as number) > 0) total[symbol] = total[symbol] || 1;
  // A first character sorts behind the one in whose place it stands, or is the same where names share too much to say.
  const from = Math.floor(row / SYMBOLS) === GROUPS.first ? row % SYMBOLS : 0;
  return { from, to, common: tableOf(codeLengths(total)), own };
}

/** Adds counts to a total, and gives their sum. */
function add(total: Uint32Array, counts: Uint32Array): number {
  let sum = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const count = counts[symbol] as number;
    if (count === 0) continue;
    sum += count;
    total[symbol] = (total[symbol] as number) + count;
  }
  return sum;
}

/** What a column's own table may save at most: what is said takes no less than its entropy, each length no less than a bit. */
function mostGain({ counts, said }: Column, common: Uint8Array): number {
  let gain = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const [length, count] = [common[symbol] as number, counts[symbol] as number];
    if (length > 0) gain--;
    if (count > 0) gain += count * (length - Math.log2(said / count));
  }
  return gain;
}

/** Bits that a column's own table saves, less those that it takes. */
function gainOf(counts: Uint32Array, own: Uint8Array, common: Uint8Array): number {
  let gain = 0;
  for (let symbol = 0; symbol < counts.length; symbol++) {
    const theirs = common[symbol] as number;
    if (theirs === 0) continue;
    const mine = own[symbol] as number;
    gain += (counts[symbol] as number) * (theirs - mine) - (LENGTH_COSTS[OF_COLUMN + theirs]?.[mine] ?? 0);
  }
  return gain;
}

function tableOf(lengths: Uint8Array): CodeTable {
  return { lengths, codes: canonicalCodes(lengths) };
}

/** The common lengths of a row. */
export type Lengths = CodeTable['lengths'];

/**
 * Writes a row: the common lengths, whether there are others, and for each column a flag and its lengths. Where all rows
 * are read at once, lengths are told from those of the row before, else each from the one before it.
 */
export function writeRow({ from, to, common, own }: Row, bits: BitText, rowBefore?: Lengths): void {
  let before = 0;
  for (let symbol = from; symbol < to; symbol++) {
    const context = rowBefore === undefined ? before : OF_COLUMN + (rowBefore[symbol] ?? 0);
    before = writeLength(bits, context, common.lengths[symbol] ?? 0);
  }
  bits.put(own.size > 0 ? 1 : 0, 1);
  for (let column = 0; column < (own.size > 0 ? FLAGS : 0); column++) {
    const table = own.get(column);
    bits.put(table === undefined ? 0 : 1, 1);
    if (table === undefined) continue;
    for (let symbol = from; symbol < to; symbol++) {
      const length = common.lengths[symbol] ?? 0;
      if (length > 0) writeLength(bits, OF_COLUMN + length, table.lengths[symbol] ?? 0);
    }
  }
}

function writeLength(bits: BitText, context: number, length: number): number {
  const table = LENGTH_CODES[context];
  bits.put(table?.codes[length] ?? 0, table?.lengths[length] ?? 0);
  return length;
}
