/** How do some thousand names look shortest? Coded like `coded.ts`, but in long blocks that are read once and kept. Pure. */
import { stringLiteral } from '../script/literals.ts';
import { PairWriter } from './coded/pairs.ts';
import { wholeStreamOf } from './coded/stream.ts';
import { GROUPS, SYMBOLS } from './coded/symbols.ts';
import { chooseSharedTables, type Lengths, type Row, writeRow } from './coded/tables.ts';
import { wholeDecoder } from './coded/whole-decoder.ts';
import { writeSections } from './coded/write.ts';
import { kindText, type NameEncoding, nested } from './encoding.ts';

/** Names per block. V8 without its compiler reads one in 0.5 to 0.7 ms; a shorter block costs 14 bytes more each. */
const BLOCK = 512;

/** Above this the first hosts would wait for too many blocks; other forms take over far below (`table.ts`). */
const MAX_NAMES = 20_000;

/** One text of all code tables, then the blocks, each with its first name in clear. */
export const whole: NameEncoding = {
  name: 'whole',
  fits: (index) => index.labels.length > 0 && index.labels.length <= MAX_NAMES,
  write: (index) => {
    const kinds = kindText(index);
    const tagged = index.kinds.length > 1;
    const stream = wholeStreamOf(index, BLOCK, tagged);
    const rows = chooseSharedTables(stream, tagged ? GROUPS.kind + 1 : GROUPS.kind);
    const bits = new PairWriter();
    let before: Lengths = new Uint8Array(SYMBOLS);
    for (const row of rows) {
      bits.put(row === null ? 0 : 1, 1);
      if (row === null) continue;
      writeRow(row, bits, before);
      before = row.common.lengths;
    }
    let shared: Row | null = null;
    const filled = rows.map((row) => {
      shared = row ?? shared;
      return shared;
    });
    bits.end();
    writeSections(stream, filled, bits);
    const data = stringLiteral(bits.text());
    const count = index.labels.length;
    const decoder = wholeDecoder({ block: BLOCK, count, kinds, tagged, nested: nested(index) });
    return `${kinds.declarations}var nD=${data}.split(" ");\n${decoder}`;
  },
};
