/** How do findings and answers look on a terminal? */
import type { Finding } from '../../schemas/finding.ts';
import type { PlacedFinding } from './load.ts';

/** A finding as compilers write them: file, line, column, severity, message; then what to do. */
function findingLines(file: string, finding: PlacedFinding): string {
  const place = finding.line === undefined ? '' : `:${finding.line}:${finding.column}`;
  const pointer = finding.path === '' ? '' : ` at ${finding.path}`;
  const advice = finding.fix === undefined ? '' : `\n    ${finding.fix}`;
  return `${file}${place}: ${finding.severity}: ${finding.message} [${finding.code}]${pointer}${advice}\n`;
}

/** Findings of a file, the worst first, in the order of the document. */
export function findingsText(file: string, findings: readonly PlacedFinding[]): string {
  return [...findings]
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.line ?? 0) - (b.line ?? 0))
    .map((finding) => findingLines(file, finding))
    .join('');
}

const RANK: Readonly<Record<Finding['severity'], number>> = { error: 0, warning: 1, info: 2 };

/** JSON for scripts: two blanks of indentation and a line end. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Rows in columns, the first row being the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** A number of things in words: `1 rule`, `2 rules`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
