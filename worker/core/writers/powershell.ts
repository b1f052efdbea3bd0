/** How does text of a document stand in a PowerShell script? Pure; the one writer for that language. */

/** PowerShell takes these for single quotes too (about_Quoting_Rules; the tokenizer's IsSingleQuote). */
const SINGLE_QUOTES = /['\u2018\u2019\u201a\u201b]/g;

/** A single-quoted string, in which only quotes have a meaning: they are doubled. */
export function powershellString(text: string): string {
  if (text.includes('\0')) throw new RangeError('a PowerShell script cannot hold NUL');
  return `'${text.replace(SINGLE_QUOTES, (quote) => quote + quote)}'`;
}

/** Text for a comment: one line, whatever it was. */
export const powershellComment = (text: string): string =>
  `# ${text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')}`;

/** Bytes as an array of numbers. */
export const powershellBytes = (bytes: Uint8Array): string => `[byte[]](${Array.from(bytes).join(',')})`;
