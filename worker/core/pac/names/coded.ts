/** How do more names look than a client would take in clear? Sorted, and each said in as few bits as it is news. Pure. */
import { stringLiteral } from '../script/literals.ts';
import { decoderText } from './coded/decoder.ts';
import { BitWriter } from './coded/digits.ts';
import { type Shape, type SymbolStream, streamOf } from './coded/stream.ts';
import { GROUPS } from './coded/symbols.ts';
import { chooseTables, writeRow } from './coded/tables.ts';
import { writeSections } from './coded/write.ts';
import { kindText, type NameEncoding, nested } from './encoding.ts';

/**
 * Names in order with reversed labels, each said as how much it shares with the one before and the characters behind
 * that, in Huffman codes that depend on what stands around them. A look-up reads half a block on average: with 100,000
 * names some 50 symbols, each 0.12 µs in V8 without its compiler. Blocks of 16 to 20 take the same over 2,000 new hosts:
 * what shorter ones save, more heads cost. Those of 26 take 2 µs more for each host, and 1 % less size.
 */
export const coded: NameEncoding = codedAs('coded', { block: 18, shelf: 48 });

/** The same in longer blocks: 3 % smaller, and four times as long to look up. */
export const dense: NameEncoding = codedAs('dense', { block: 128, shelf: 16 });

/** The form in blocks of some length. */
export function codedAs(name: string, shape: Shape): NameEncoding {
  return {
    name,
    fits: (index) => index.labels.length > 0,
    write: (index) => {
      const kinds = kindText(index);
      const tagged = index.kinds.length > 1;
      const data = stringLiteral(dataOf(streamOf(index, shape, tagged), tagged));
      const count = index.labels.length;
      const decoder = decoderText({ shape, count, kinds, tagged, nested: nested(index) });
      return `${kinds.declarations}var nD=${data}.split(" ");\n${decoder}`;
    },
  };
}

/** The rows of tables, then the sections of the stream. */
function dataOf(stream: SymbolStream, tagged: boolean): string {
  const rows = chooseTables(stream, tagged ? GROUPS.kind + 1 : GROUPS.kind);
  const text = new BitWriter();
  for (const row of rows) {
    if (row !== null) writeRow(row, text);
    text.end();
  }
  writeSections(stream, rows, text);
  return text.text();
}
