/** What do the columns of a CSV of rules mean? Pure. */
import type { CsvRow } from './csv-rows.ts';

/** The columns, in the order in which they stand when no header names them. */
const COLUMNS = ['action', 'from', 'to', 'protocol', 'ports', 'id', 'note'] as const;
type Column = (typeof COLUMNS)[number];

/** What other tools call the columns. */
const SYNONYMS: ReadonlyMap<string, Column> = new Map(
  Object.entries({
    source: 'from',
    'source address': 'from',
    'source ip': 'from',
    src: 'from',
    destination: 'to',
    'destination address': 'to',
    'destination ip': 'to',
    dst: 'to',
    port: 'ports',
    'destination port': 'ports',
    'destination ports': 'ports',
    dport: 'ports',
    proto: 'protocol',
    comment: 'note',
    description: 'note',
    name: 'id',
  } as const),
);

/** Columns that describe a rule and say nothing about what it matches. */
const DESCRIPTIONS: ReadonlySet<string> = new Set([
  '#',
  'author',
  'changed',
  'contact',
  'created',
  'hits',
  'no',
  'number',
  'owner',
  'team',
  'ticket',
]);

/** The cells of a record that are not empty. */
export type Cells = Readonly<Partial<Record<Column, string>>>;

/** What a cell of the header says of the cells below it; `column` is null where that is not known or does not matter. */
export interface Heading {
  readonly name: string;
  readonly column: Column | null;
  readonly isPassedOver: boolean;
}

/** The headings where no header names them. */
export const COLUMN_ORDER: readonly Heading[] = COLUMNS.map((column) => ({
  name: column,
  column,
  isPassedOver: false,
}));

/** The columns that a header names; null where the first record is none. A name that comes again is not known. */
export function headerOf(row: CsvRow | undefined): readonly Heading[] | null {
  if (row === undefined || row.flaw !== null) return null;
  const names = row.cells.map((cell) => cell.toLowerCase().replaceAll(/[\s_-]+/g, ' '));
  if (!names.includes('action')) return null;
  const columns = names.map((name) => COLUMNS.find((column) => column === name) ?? SYNONYMS.get(name) ?? null);
  return columns.map((column, at) => ({
    name: row.cells[at] ?? '',
    column: columns.indexOf(column) === at ? column : null,
    isPassedOver: DESCRIPTIONS.has(names[at] ?? ''),
  }));
}

/** Why nobody knows what the cells of all records mean: the first one seems to be a header, and cannot be read. */
export function lostHeader(row: CsvRow | undefined): string | null {
  const isLost = row !== undefined && row.flaw !== null && row.cells.some((cell) => /\baction\b/i.test(cell));
  return isLost ? `expected a header in line ${row.line} that can be read: ${row.flaw}` : null;
}

/** What stands in a column without a known meaning; null: nothing does. */
export function notInColumns({ cells }: CsvRow, header: readonly Heading[]): string | null {
  const at = cells.findIndex((cell, place) => {
    const heading = header[place];
    return cell !== '' && (heading === undefined || (heading.column === null && !heading.isPassedOver));
  });
  if (at < 0) return null;
  const name = header[at]?.name ?? '';
  if (name === '') return `expected nothing in cell ${at + 1}: the header has no name for it`;
  return `expected nothing in the column ${JSON.stringify(name)}: it has no meaning here, or comes twice; known are ${COLUMNS.join(', ')}`;
}

/** Without a header, cells have their meaning by their place. A comma too many moves them. */
export function notInOrder({ cells }: CsvRow): string | null {
  if (cells.slice(COLUMNS.length).some((cell) => cell !== '')) return `expected at most ${COLUMNS.length} cells`;
  const id = cells[COLUMNS.indexOf('id')] ?? '';
  if (!/^[0-9:-]+$/.test(id)) return null;
  return `expected an id in cell ${COLUMNS.indexOf('id') + 1}, not ${JSON.stringify(id)}: several ports stand in quotes, or with blanks between`;
}

/** Sorts the cells of a record by their meaning. */
export function byColumn(cells: readonly string[], header: readonly Heading[]): Cells {
  return Object.fromEntries(
    cells.flatMap((cell, at) => {
      const column = header[at]?.column ?? null;
      return column !== null && cell !== '' ? [[column, cell]] : [];
    }),
  );
}
