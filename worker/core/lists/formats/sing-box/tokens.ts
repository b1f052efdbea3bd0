/** What are the tokens of a JSON text? Pure. */

/** A token: a mark of punctuation, a scalar (`value`), the end, or what is no JSON (`stray`). */
export interface Token {
  readonly mark: '{' | '}' | '[' | ']' | ',' | ':' | 'value' | 'end' | 'stray';
  readonly value: string | number | boolean | null;
  /** From 1. */
  readonly line: number;
}

/** The tokens of a text, one at a time. */
export interface Tokens {
  next(): Token;
}

const BLANK = /[ \t\r]*/y;
const WORD = /-?[0-9][0-9.eE+-]*|true|false|null/y;

/** Reads on demand; behind the end, and behind what is no JSON, nothing follows. */
export function tokensOf(text: string): Tokens {
  let at = 0;
  let line = 1;
  const token = (mark: Token['mark'], end: number, value: Token['value'] = null): Token => {
    at = end;
    return { mark, value, line };
  };
  const next = (): Token => {
    at = endOf(BLANK, text, at);
    while (text[at] === '\n') {
      line++;
      at = endOf(BLANK, text, at + 1);
    }
    const char = text[at];
    if (char === undefined) return token('end', at);
    if (isMark(char)) return token(char, at + 1);
    const end = char === '"' ? stringEnd(text, at) : endOf(WORD, text, at);
    const value = end > at ? parsed(text.slice(at, end)) : undefined;
    return value === undefined ? token('stray', at) : token('value', end, value);
  };
  return { next };
}

function isMark(char: string): char is '{' | '}' | '[' | ']' | ',' | ':' {
  return '{}[],:'.includes(char);
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Behind the quote that ends the string which begins at `at`; `at` itself when none does. */
function stringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return at;
}

/** The platform's parser has the last word on what a scalar is. */
function parsed(text: string): Token['value'] | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
