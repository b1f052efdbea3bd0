/** How does foreign text enter a script? The one writer of string, regular-expression and comment text. Pure. */

/**
 * A string literal in double quotes that evaluates to `text` in every ECMAScript edition since the third.
 * Printable ASCII only; never contains `</` or `<!`, so that it may also stand inside HTML.
 */
export function stringLiteral(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replace(/<(?=[/!])/g, '<\\');
  return `"${printable(escaped)}"`;
}

/**
 * A regular-expression literal for a pattern without flags.
 *
 * `source` is a valid ES3 pattern that needs no delimiters; it is copied token by token, so that no `/`,
 * line terminator or non-ASCII character of it can end the literal. An empty pattern becomes `(?:)`.
 */
export function regexLiteral(source: string): string {
  if (source === '') return '/(?:)/';
  return `/${source.replace(/\\?[\s\S]/g, regexToken)}/`;
}

function regexToken(token: string): string {
  const escaped = token.length === 2;
  const char = escaped ? token.charAt(1) : token;
  if (char === '/') return '\\/';
  // ES3 patterns have no syntax with "<", so it is always the character; written so, it begins no HTML.
  if (char === '<') return '\\x3c';
  // An escaped line terminator or non-ASCII character is that character: its number says so without the backslash.
  if (isPrintable(char)) return token;
  return unicodeEscape(char);
}

/** Text for the inside of a block comment: one line, printable ASCII, unable to end the comment or an HTML script. */
export function commentText(text: string): string {
  return printable(text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '))
    .replace(/\*(?=\/)/g, '* ')
    .replace(/<(?=[/!])/g, '< ');
}

function printable(text: string): string {
  return text.replace(/[^\u0020-\u007e]/g, unicodeEscape);
}

function isPrintable(char: string): boolean {
  return char >= ' ' && char <= '~';
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
