/** What does a JSON text say, strictly by RFC 8259? Pure; the only file that imports jsonc-parser. */
import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Flaw, MAX_NESTING, MAX_TOKENS, tooDeep, tooManyTokens } from './flaw.ts';
import type { Tree } from './tree.ts';

/**
 * Reads JSON: no comments, no trailing commas. Nesting and tokens are counted first, so that hostile depth never reaches a
 * stack, nor hostile length the memory.
 */
export function readJson(text: string): Tree | readonly Flaw[] {
  const hostile = findHostile(text);
  if (hostile !== null) return [hostile];
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  // Only the first: the parser goes on after it by guessing, and what it finds then is mostly an echo.
  if (errors[0] !== undefined) return [flawOf(errors[0])];
  if (root === undefined || !isJson(text)) return [syntax(0, 'expected JSON as in RFC 8259')];
  return treeOf(root, text);
}

/** The platform's parser has the last word on what is JSON; the tree only adds the places. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Closing token of each opening one, as jsonc-parser numbers them (`SyntaxKind`, a const enum that strips away). */
const CLOSERS: ReadonlyMap<number, number> = new Map([
  [1, 2],
  [3, 4],
]);
const END_OF_FILE = 17;

/**
 * The first bracket that nests deeper than allowed, or the first token too many. Reads the tokens that the parser will read; a closing
 * bracket counts only against its own kind, because the parser does not let the other kind close anything either.
 */
function findHostile(text: string): Flaw | null {
  const scanner = createScanner(text, true);
  const open: number[] = [];
  let tokens = 0;
  for (let token: number = scanner.scan(); token !== END_OF_FILE; token = scanner.scan()) {
    const closer = CLOSERS.get(token);
    if (closer !== undefined) open.push(closer);
    else if (open.at(-1) === token) open.pop();
    if (open.length > MAX_NESTING) return tooDeep(scanner.getTokenOffset());
    tokens += 1;
    if (tokens > MAX_TOKENS.json) return tooManyTokens(MAX_TOKENS.json, scanner.getTokenOffset());
  }
  return null;
}

function treeOf(node: Node, text: string): Tree {
  const { offset, length, children = [] } = node;
  if (node.type === 'array') return { is: 'list', offset, items: children.map((item) => treeOf(item, text)) };
  if (node.type !== 'object') return { is: 'scalar', offset, value: node.value, source: text.substr(offset, length) };
  const entries = children.flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined
      ? []
      : [{ key: String(key.value), offset: key.offset, value: treeOf(value, text) }],
  );
  return { is: 'map', offset, entries };
}

function flawOf({ error, offset }: ParseError): Flaw {
  return syntax(offset, WORDS[printParseErrorCode(error)] ?? 'expected JSON as in RFC 8259');
}

function syntax(offset: number, detail: string): Flaw {
  return { code: 'json.syntax', offset, pointer: '', detail };
}

/** jsonc-parser's error names, as sentences that say what was expected. */
const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'expected a value: text stands in double quotes, constants are true, false and null',
  InvalidNumberFormat: 'expected a number as JSON writes it',
  PropertyNameExpected: 'expected a key in double quotes',
  ValueExpected: 'expected a value here; a comma may not stand last',
  ColonExpected: 'expected a colon after the key',
  CommaExpected: 'expected a comma before this',
  CloseBraceExpected: 'expected } here',
  CloseBracketExpected: 'expected ] here',
  EndOfFileExpected: 'expected the end of the text: one document holds one value',
  InvalidCommentToken: 'expected no comments: JSON has none; send YAML to keep them beside the text',
  UnexpectedEndOfComment: 'expected no comments: JSON has none',
  UnexpectedEndOfString: 'expected a closing double quote on the same line',
  UnexpectedEndOfNumber: 'expected digits to end this number',
  InvalidUnicode: 'expected four hexadecimal digits after \\u',
  InvalidEscapeCharacter: 'expected one of " \\ / b f n r t u after the backslash',
  InvalidCharacter: 'expected no control characters inside text; write \\n for a new line',
};
