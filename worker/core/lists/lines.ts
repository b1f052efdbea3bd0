/** Which lines does a text have? Cuts chunks of a text into numbered lines, without holding the whole. Pure. */

/** A text in pieces; the cuts may be anywhere. */
export type Chunks = Iterable<string>;

/** A line without its end and without blanks around it. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** The line was longer than `MAX_LINE`; `text` is its beginning. */
  readonly isCut: boolean;
}

/** Characters of one line. The longest honest lines seen are those of dnsmasq files with a hundred names. */
export const MAX_LINE = 16_384;
/** What is kept of a longer line. */
const BEGINNING = 256;

/** The lines of a text: ended by LF, CR LF or CR; a byte order mark at the start is dropped. */
export function* linesOf(chunks: Chunks, max = MAX_LINE): Generator<Line> {
  let number = 0;
  let rest = '';
  let isCut = false;
  let isFirst = true;
  const line = (text: string): Line => ({ number: ++number, text: text.trim(), isCut });
  for (const chunk of chunks) {
    let text = rest + (isFirst ? chunk.replace(/^\uFEFF/, '') : chunk);
    if (chunk !== '') isFirst = false;
    // A CR at the end of a chunk may have its LF in the next one.
    const held = text.endsWith('\r') ? '\r' : '';
    if (held !== '') text = text.slice(0, -1);
    let start = 0;
    for (let end = lineEnd(text, start); end >= 0; end = lineEnd(text, start)) {
      const isLong = isCut || end - start > max;
      const whole = text.slice(start, isLong ? start + BEGINNING : end);
      isCut = isLong;
      yield line(whole);
      isCut = false;
      start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    }
    const left = text.length - start;
    isCut ||= left > max;
    rest = (isCut ? text.slice(start, start + BEGINNING) : text.slice(start)) + held;
  }
  if (rest !== '' || isCut) yield line(rest);
}

/** Where the next line ends, or -1. */
function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  const end = feed < 0 ? text.length : feed;
  // Most texts have no CR but before LF; looking for one in each line keeps the search linear.
  const lone = text.slice(from, end).indexOf('\r');
  if (lone >= 0) return from + lone;
  return feed;
}

/** The whole text. For formats that cannot be read line by line. */
export function wholeText(chunks: Chunks): string {
  return [...chunks].join('').replace(/^\uFEFF/, '');
}
