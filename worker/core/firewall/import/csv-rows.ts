/** Which cells does a CSV text have (RFC 4180)? Pure. */

/** A record, and the line on which it begins, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads records leniently: commas or semicolons (whichever the first record has more of), quoted cells with doubled
 * quotes and line ends inside, any line end, a byte order mark. Empty lines and lines that begin with `#` are no records.
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
    let isOpen = true;
    while (isOpen) {
      const cell = readCell(source, at, comma);
      cells.push(cell.value);
      line += cell.value.split('\n').length - 1;
      at = cell.end;
      isOpen = source[at] === comma;
      if (isOpen) at++;
    }
    at += source.startsWith('\r\n', at) ? 2 : 1;
    line++;
    const isRecord = cells.some((cell) => cell.trim() !== '') && source[from] !== '#';
    if (isRecord) rows.push({ line: start, cells: cells.map((cell) => cell.trim()) });
  }
  return rows;
}

interface Cell {
  readonly value: string;
  /** Where the separator, the line's end or the text's end stands. */
  readonly end: number;
}

function readCell(source: string, at: number, comma: string): Cell {
  const blanks = /[ \t]*/y;
  blanks.lastIndex = at;
  blanks.exec(source);
  if (source[blanks.lastIndex] !== '"') return plainCell(source, at, comma);
  const quoted = /"((?:[^"]|"")*)"?/y;
  quoted.lastIndex = blanks.lastIndex;
  const value = (quoted.exec(source)?.[1] ?? '').replaceAll('""', '"');
  const rest = plainCell(source, quoted.lastIndex, comma);
  return { value: value.replaceAll('\r\n', '\n') + rest.value.trim(), end: rest.end };
}

function plainCell(source: string, at: number, comma: string): Cell {
  let end = at;
  while (end < source.length && source[end] !== comma && source[end] !== '\n' && source[end] !== '\r') end++;
  return { value: source.slice(at, end), end };
}

function separatorOf(source: string): ',' | ';' {
  const line = source.split(/\r?\n/).find((one) => one.trim() !== '' && !one.startsWith('#')) ?? '';
  return line.split(';').length > line.split(',').length ? ';' : ',';
}
