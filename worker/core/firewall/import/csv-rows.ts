/** Which cells does a CSV text have (RFC 4180)? Pure. */

/** A record, and the line on which it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why its cells cannot be told apart, in words; null where they can. */
  readonly flaw: string | null;
}

/**
 * Reads records leniently: commas or semicolons (whichever the first record has more of), quoted cells with doubled
 * quotes and line ends inside, any line end, a byte order mark. Empty lines and lines that begin with `#` are no records.
 * A record in which a quote is not closed, or has text behind it, has a flaw: its end may be somewhere else.
 */
export function readCsv(text: string): CsvRow[] {
  const source = text.replace(/^\ufeff/, '');
  const comma = separatorOf(source);
  const rows: CsvRow[] = [];
  let line = 1;
  let at = 0;
  while (at < source.length) {
    const start = line;
    const cells: string[] = [];
    const from = at;
    let flaw: Flaw | null = null;
    let isOpen = true;
    while (isOpen) {
      const cell = readCell(source, at, comma);
      cells.push(cell.value);
      flaw ??= cell.flaw;
      line += cell.value.split('\n').length - 1;
      at = cell.end;
      isOpen = source[at] === comma;
      if (isOpen) at++;
    }
    at += source.startsWith('\r\n', at) ? 2 : 1;
    const isRecord = (flaw !== null || cells.some((cell) => cell.trim() !== '')) && source[from] !== '#';
    const why = flaw === null ? null : flawText(flaw, start, line);
    if (isRecord) rows.push({ line: start, cells: cells.map((cell) => cell.trim()), flaw: why });
    line++;
  }
  return rows;
}

type Flaw = 'not-closed' | 'text-behind';

function flawText(flaw: Flaw, first: number, last: number): string {
  const lines = last > first ? `, so that lines ${first} to ${last} are one record` : '';
  return flaw === 'not-closed' ? `a quote is not closed${lines}` : `text stands behind a closing quote${lines}`;
}

interface Cell {
  readonly value: string;
  readonly flaw: Flaw | null;
  /** Where the separator, the line's end or the text's end stands. */
  readonly end: number;
}

function readCell(source: string, at: number, comma: string): Cell {
  const blanks = /[ \t]*/y;
  blanks.lastIndex = at;
  blanks.exec(source);
  if (source[blanks.lastIndex] !== '"') return plainCell(source, at, comma);
  const quoted = /"((?:[^"]|"")*)("?)/y;
  quoted.lastIndex = blanks.lastIndex;
  const [, value = '', close] = quoted.exec(source) ?? [];
  const rest = plainCell(source, quoted.lastIndex, comma);
  const behind = rest.value.trim();
  const flaw = close === '' ? 'not-closed' : behind === '' ? null : 'text-behind';
  return { value: value.replaceAll('""', '"').replaceAll('\r\n', '\n') + behind, flaw, end: rest.end };
}

function plainCell(source: string, at: number, comma: string): Cell {
  let end = at;
  while (end < source.length && source[end] !== comma && source[end] !== '\n' && source[end] !== '\r') end++;
  return { value: source.slice(at, end), flaw: null, end };
}

function separatorOf(source: string): ',' | ';' {
  const line = source.split(/\r?\n/).find((one) => one.trim() !== '' && !one.startsWith('#')) ?? '';
  return line.split(';').length > line.split(',').length ? ';' : ',';
}
