/** How do symbols become text, once their codes are chosen? Pure. */
import type { BitSink } from './digits.ts';
import type { SymbolStream } from './stream.ts';
import { COLUMNS, SYMBOLS } from './symbols.ts';
import type { CodeTable, Row } from './tables.ts';

/** The sections of a stream: what stands in clear, then the symbols in the codes of their contexts. */
export function sectionTexts(stream: SymbolStream, rows: readonly (Row | null)[], bits: BitSink): string[] {
  const codes = codesByContext(rows);
  const { contexts, symbols } = stream;
  return stream.sections.map(({ clear, from, to }) => {
    for (let at = from; at < to; at++) {
      const code = codes[(contexts[at] ?? 0) * SYMBOLS + (symbols[at] ?? 0)] ?? 0;
      bits.put(code >> LENGTH_BITS, code & LENGTH_MASK);
    }
    return clear + bits.take();
  });
}

const LENGTH_BITS = 4;
const LENGTH_MASK = 2 ** LENGTH_BITS - 1;

/** Code and length of every symbol in every context, in one number each. */
function codesByContext(rows: readonly (Row | null)[]): Uint16Array {
  const all = new Uint16Array(rows.length * COLUMNS * SYMBOLS);
  rows.forEach((row, number) => {
    if (row === null) return;
    const common = packed(row.common);
    for (let column = 0; column < COLUMNS; column++) {
      const own = row.own.get(column);
      all.set(own === undefined ? common : packed(own), (number * COLUMNS + column) * SYMBOLS);
    }
  });
  return all;
}

function packed({ codes, lengths }: CodeTable): Uint16Array {
  return codes.map((code, symbol) => (code << LENGTH_BITS) | (lengths[symbol] ?? 0));
}
