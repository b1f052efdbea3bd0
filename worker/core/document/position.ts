/** On which line and column of a text is an offset? Pure. */

/** A place in a text, both counted from 1; columns are UTF-16 units, as editors and language servers count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Answers offsets of one text; lines end as in YAML 1.2 and JSON: `\n`, `\r\n` or `\r`. */
export function positionsOf(text: string): (offset: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)];
  return (offset) => {
    const line = lineAt(starts, offset);
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** Index of the last line that begins at or before the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
