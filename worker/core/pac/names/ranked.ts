/** How do a few thousand names look shortest? In ranks of lists that learn while they are read, all at once. Pure. */
import { stringLiteral } from '../script/literals.ts';
import { canonicalCodes, codeLengths, MAX_BITS } from './coded/code-lengths.ts';
import { BitWriter, LENGTH_BITS } from './coded/digits.ts';
import { kindText, type NameEncoding, nested } from './encoding.ts';
import { rankedDecoder } from './ranked/decoder.ts';
import { GROUPS, ranksOf } from './ranked/ranks.ts';
import { ROOM } from './ranked/rests.ts';

/** All names are read at the first call, in some 10 ms per 4,000 by V8 without its compiler: more would take too long. */
const MAX_NAMES = 6_000;
/** The character that says that there are no codes of a length. */
const NONE = 48;

/** One code table per group of ranks, then all names. */
export const ranked: NameEncoding = {
  name: 'ranked',
  fits: (index) => index.labels.length > 0 && index.labels.length <= MAX_NAMES,
  write: (index) => {
    const kinds = kindText(index);
    const tagged = index.kinds.length > 1;
    const { texts, said } = ranksOf(index, tagged);
    const tables = tablesOf(said, tagged ? GROUPS.kind + 1 : GROUPS.kind);
    const codes = new Uint16Array(tables.length * ROOM);
    tables.forEach((lengths, group) => {
      codes.set(
        canonicalCodes(lengths).map((code, rank) => (code << LENGTH_BITS) | (lengths[rank] ?? 0)),
        group * ROOM,
      );
    });
    const bits = new BitWriter();
    bits.putAll({ codes, places: Uint32Array.from(said) }, 0, said.length);
    bits.end();
    const decoder = rankedDecoder({
      texts,
      lengths: tables.map(lengthsText).join(''),
      count: index.labels.length,
      kinds,
      tagged,
      nested: nested(index),
    });
    return `${kinds.declarations}var nD=${stringLiteral(bits.text())};\n${decoder}`;
  },
};

/**
 * By group, lengths of codes that get longer from rank to rank, so that a script needs to know only how many there are of
 * each length.
 */
function tablesOf(said: readonly number[], groups: number): Uint8Array[] {
  const counts = new Uint32Array(groups * ROOM);
  for (const place of said) counts[place] = (counts[place] as number) + 1;
  return Array.from({ length: groups }, (_, group) => {
    const own = counts.subarray(group * ROOM, (group + 1) * ROOM);
    const used = own.subarray(0, own.findLastIndex((count) => count > 0) + 1).map((count) => Math.max(1, count));
    return codeLengths(used.sort().reverse()).sort();
  });
}

function lengthsText(lengths: Uint8Array): string {
  const counts = Array.from({ length: MAX_BITS }, (_, at) => lengths.filter((length) => length === at + 1).length);
  return String.fromCharCode(...counts.map((count) => NONE + count));
}
