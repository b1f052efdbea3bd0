/** How does text stand in XML 1.0? Pure; the one writer for that language. */

/** What XML 1.0 section 2.2 has no place for, lone surrogates included; it cannot even be escaped. */
const UNWRITABLE = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Parsers make a line feed of a carriage return (section 2.11), and blanks of both in attributes (3.3.3).
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Character data or the value of an attribute. What XML cannot hold becomes U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"'\r\n\t]/g, (one) => ESCAPES[one] ?? one);
}

/** An element with its attributes and one line of text; the names are fixed words of a format. */
export function xmlElement(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return `<${name}${written.join('')}>${xmlText(text)}</${name}>`;
}

/** An element around lines of XML, which are indented. */
export function xmlBlock(
  name: string,
  lines: readonly string[],
  attributes: Readonly<Record<string, string>> = {},
): string[] {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return [`<${name}${written.join('')}>`, ...lines.map((line) => `  ${line}`), `</${name}>`];
}

/** A comment; two hyphens in a row would end it (section 2.5). */
export function xmlComment(text: string): string {
  return `<!-- ${text
    .replace(UNWRITABLE, ' ')
    .replace(/-(?=-|$)/g, '- ')
    .replace(/\s+/g, ' ')} -->`;
}
