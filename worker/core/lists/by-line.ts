/** How does a format read its text line by line? The loop that formats share. Pure. */
import type { Item, Reading } from './item.ts';
import { type Chunks, linesOf } from './lines.ts';

/** What one line gives: nothing, one reading, or several, each with its part of the text. */
export type LineReading = Reading | null | readonly Part[];

/** One thing that a line says. */
export interface Part {
  readonly text: string;
  readonly reading: Reading | null;
}

/** Items of every line. Lines that are too long are refused unread. */
export function* readLines(chunks: Chunks, read: (text: string, line: number) => LineReading): Generator<Item> {
  for (const { number, text, isCut } of linesOf(chunks)) {
    if (isCut) {
      yield {
        line: number,
        text,
        reading: { code: 'list.long-line', error: 'expected a line of at most 16,384 characters' },
      };
      continue;
    }
    const reading = text === '' ? null : read(text, number);
    if (!isParts(reading)) yield { line: number, text, reading };
    else if (reading.length === 0) yield { line: number, text, reading: null };
    else for (const part of reading) yield { line: number, text: part.text, reading: part.reading };
  }
}

function isParts(reading: LineReading): reading is readonly Part[] {
  return Array.isArray(reading);
}

/** The text in front of a comment that begins with `mark` at the start or behind a blank. */
export function beforeComment(text: string, mark: string): string {
  if (text.startsWith(mark)) return '';
  const at = text.search(mark === '#' ? /\s#/ : /\s;/);
  return at < 0 ? text : text.slice(0, at).trimEnd();
}
