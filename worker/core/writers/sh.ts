/** How does text of a document stand in a POSIX shell script? Pure; the one writer for that language. */

/**
 * One word in single quotes, in which nothing has a meaning (POSIX.1-2017, Shell Command Language, 2.2.2); a single quote
 * closes, stands escaped, and opens again. NUL cannot stand in a script at all and is refused.
 */
export function shellWord(text: string): string {
  if (text.includes('\0')) throw new RangeError('a shell script cannot hold NUL');
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Text for a comment: one line, whatever it was. */
export const shellComment = (text: string): string =>
  `# ${text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')}`;

/** A remark for shellcheck: `$` in single quotes is data there, not a slip. */
export const QUOTED_DATA = '# shellcheck disable=SC2016';

/** Bytes for `printf %b`: octal escapes only, so that no byte has a meaning of its own. */
export const shellBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join('');
