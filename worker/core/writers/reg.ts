/** How is a registry file of Windows written? Pure; the one writer for that format. */

/**
 * A value of a key: a text, a number, or null to delete it. Microsoft, "How to add, modify, or delete registry subkeys and
 * values by using a .reg file".
 */
export type RegValue = string | number | null;

/** A key by its full path (hives are never abbreviated: regedit imports nothing then), and its values. */
export interface RegKey {
  readonly path: string;
  readonly values: Readonly<Record<string, RegValue>>;
}

/** The first line decides whether regedit reads the file at all. */
const HEAD = 'Windows Registry Editor Version 5.00';

/** The whole file: CRLF lines, in printable ASCII (so that every code page reads it alike). Throws on other texts. */
export function regFile(comments: readonly string[], keys: readonly RegKey[]): string {
  const blocks = keys.map(({ path, values }) => [
    `[${path}]`,
    ...Object.entries(values).map(([name, value]) => `${quoted(name)}=${written(value)}`),
  ]);
  const remarks = comments.map((comment) => `; ${comment.replace(/[^\u0020-\u007e]+/g, ' ')}`);
  return [HEAD, '', ...remarks, ...(remarks.length === 0 ? [] : ['']), ...blocks.flatMap((block) => [...block, ''])]
    .map((line) => `${line}\r\n`)
    .join('');
}

function written(value: RegValue): string {
  if (value === null) return '-';
  return typeof value === 'number' ? `dword:${dword(value)}` : quoted(value);
}

function dword(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new RangeError('a DWORD has 32 bits');
  return value.toString(16).padStart(8, '0');
}

/** Only the backslash and the quote have a meaning; line ends and other code pages are refused. */
function quoted(text: string): string {
  if (!/^[\u0020-\u007e]*$/.test(text)) throw new RangeError('a registry file takes printable ASCII here');
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
