/** How is a list kept once it has been read, so that a publish need not read its text again? Pure. */
import type { Layer } from '../layers.ts';
import { keyLine } from './key-line.ts';
import { rangeLine } from './range-line.ts';

/**
 * The first line. The number grows when the form or the meaning of what is in it changes: a text with another one is
 * not read, and the list is read from its content again.
 */
export const PACK_HEADER = 'portolan list 3';
/** The last line, by which a text that was cut off is known. */
export const PACK_END = '.';

/** Characters of one chunk, about. */
const CHUNK = 65_536;

/**
 * The layers of a list as a text in ASCII with line ends of one character, to be cut anywhere. Equal lists give equal
 * texts. A layer is a line `+` or `-` with its numbers (names, ranges, conditions, duplicates, covered, ways over the host and the URL), then the sorted
 * names, each behind what it shares with the one before, the ranges as distances, the conditions as JSON.
 */
export function* packList(layers: readonly Layer[]): Generator<string> {
  let chunk = '';
  for (const line of packedLines(layers)) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function* packedLines(layers: readonly Layer[]): Generator<string> {
  yield PACK_HEADER;
  for (const layer of layers) yield* layerLines(layer);
  yield PACK_END;
}

function* layerLines({ adds, members }: Layer): Generator<string> {
  const { names, ranges, spelled, duplicates, covered, ways } = members;
  const sizes = [names.size, ranges.size, spelled.length, duplicates, covered];
  yield [adds ? '+' : '-', ...sizes, ways.host, ways.url].join(' ');
  let key = '';
  for (const next of names.keys()) {
    yield keyLine(next, key);
    key = next;
  }
  let range = null;
  for (const next of ranges.ranges()) {
    yield rangeLine(next, range);
    range = next;
  }
  // What conditions compare is in ASCII, like the URLs and hosts that clients show.
  for (const condition of spelled) yield JSON.stringify(condition);
}
