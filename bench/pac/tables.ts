/** How do results read? Markdown tables. */

/** A table; numbers are to be formatted before. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** A whole number with separators. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en');

/** Three digits, or so. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '-';
  return value >= 100 ? whole(value) : value.toPrecision(value < 0.095 ? 1 : value < 10 ? 2 : 3);
}
