/** How do symbols become text, once their codes are chosen? Pure. */
import { type BitText, LENGTH_BITS } from './digits.ts';
import type { SymbolStream } from './stream.ts';
import { ALPHABET, COLUMNS } from './symbols.ts';
import type { CodeTable, Row } from './tables.ts';

/** Writes the sections of a stream, each a word: what stands in clear, then the symbols in the codes of their contexts. */
export function writeSections({ places, sections }: SymbolStream, rows: readonly (Row | null)[], text: BitText): void {
  const said = { codes: codesByPlace(rows), places };
  for (const { clear, from, to } of sections) {
    text.clear(clear);
    text.putAll(said, from, to);
    text.end();
  }
}

/** Code and length of every symbol in every context, in one number each. */
function codesByPlace(rows: readonly (Row | null)[]): Uint16Array {
  const all = new Uint16Array(rows.length * COLUMNS * ALPHABET);
  rows.forEach((row, number) => {
    if (row === null) return;
    const common = packed(row.common);
    for (let column = 0; column < COLUMNS; column++) {
      const own = row.own.get(column);
      all.set(own === undefined ? common : packed(own), (number * COLUMNS + column) * ALPHABET);
    }
  });
  return all;
}

function packed({ codes, lengths }: CodeTable): Uint16Array {
  return codes.map((code, symbol) => (code << LENGTH_BITS) | (lengths[symbol] ?? 0));
}
