/** How is a registry policy written as LGPO text? Pure; the one writer for that format. */

/** One value of a policy; null deletes it. */
export interface LgpoValue {
  readonly scope: 'Computer' | 'User';
  /** Without the hive. */
  readonly key: string;
  readonly name: string;
  readonly value: string | number | null;
}

/**
 * Microsoft, Security Compliance Toolkit, "LGPO.exe" (LGPO.pdf, "LGPO text file syntax"): four lines a value (scope, key,
 * name, action) and an empty one; `;` begins a remark. Actions here: `DWORD:n` in decimal, `SZ:text` to the line's end,
 * `DELETE`. CRLF, in printable ASCII.
 */
export function lgpoFile(comments: readonly string[], values: readonly LgpoValue[]): string {
  const remarks = comments.map((comment) => `; ${comment.replace(/[^\u0020-\u007e]+/g, ' ')}`);
  const blocks = values.flatMap(({ scope, key, name, value }) => ['', scope, key, name, action(value)]);
  return [...remarks, ...blocks].map((line) => `${line}\r\n`).join('');
}

function action(value: LgpoValue['value']): string {
  if (value === null) return 'DELETE';
  if (typeof value === 'number') return `DWORD:${dword(value)}`;
  if (!/^[\u0020-\u007e]*$/.test(value)) throw new RangeError('LGPO text takes printable ASCII here');
  return `SZ:${value}`;
}

function dword(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new RangeError('a DWORD has 32 bits');
  return value;
}
