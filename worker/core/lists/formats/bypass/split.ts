/** How is a bypass list cut into its rules? Pure. */
import { readLines } from '../../by-line.ts';
import type { Item, Reading } from '../../item.ts';
import type { Chunks } from '../../lines.ts';

/** Reads what stands between separators, which line ends are too; `#` begins a comment line. */
export function readSeparated(chunks: Chunks, separator: RegExp, read: (text: string) => Reading): Iterable<Item> {
  return readLines(chunks, (line) =>
    line.startsWith('#')
      ? null
      : line
          .split(separator)
          .filter((text) => text !== '')
          .map((text) => ({ text, reading: read(text) })),
  );
}
