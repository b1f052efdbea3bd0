/** How is any text made one line of plain text, for comments and values of line-based formats? Pure. */

/** Line ends and other control characters, of ASCII and of Unicode, and halves of surrogate pairs. */
const BREAKS =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text on one line, every run of control characters a blank. */
export function oneLine(text: string): string {
  return text.replace(BREAKS, ' ');
}

/** A comment of a format in which `#` begins one and the line's end ends it. */
export function hashComment(text: string): string {
  return `# ${oneLine(text)}`;
}

/** Throws unless the text is printable ASCII: for values of formats whose quoting has no way to say anything else. */
export function plainAscii(text: string, format: string): string {
  if (!/^[\u0020-\u007e]*$/.test(text)) throw new RangeError(`${format} takes printable ASCII here`);
  return text;
}
