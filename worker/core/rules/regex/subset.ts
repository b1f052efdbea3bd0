/** Which expressions mean the same in every engine that runs a PAC? Pure; the only file that runs regexpp. */
import { type AST, RegExpParser, RegExpSyntaxError, visitRegExpAST } from '@eslint-community/regexpp';
import { type Characters, charactersOf, isMatcher } from './characters.ts';

/** Why an expression was refused, and where. */
export interface RegexFlaw {
  readonly code: 'regex.syntax' | 'regex.unsupported' | 'regex.never' | 'regex.unsafe';
  /** Characters into the source. */
  readonly offset: number;
  readonly error: string;
  readonly fix?: string;
}

/**
 * Escaped characters that every engine reads alike: punctuation, and `\xHH`. Left out: `\v` (a plain v in JScript),
 * `\cX`, `\0` and octal (read differently), `\uHHHH`, `\b` in a class, `\t` and the like (no host or URL has such
 * characters).
 */
const ESCAPE = /^\\(?:x[0-9a-f]{2}|[!-/:-@[-^`{-~])$/i;

/** Parses an expression strictly: no legacy syntax that engines complete each in their own way. */
export function parseSubset(source: string, alphabet: Characters): AST.Pattern | RegexFlaw {
  const pattern = parse(source);
  return 'code' in pattern ? pattern : (firstFlaw(pattern, alphabet) ?? pattern);
}

/** Whether the answer of `parseSubset` is a flaw. */
export function isFlaw(answer: AST.Pattern | RegexFlaw): answer is RegexFlaw {
  return 'code' in answer;
}

function parse(source: string): AST.Pattern | RegexFlaw {
  try {
    return new RegExpParser({ strict: true }).parsePattern(source, 0, source.length, { unicode: false });
  } catch (thrown) {
    if (!(thrown instanceof RegExpSyntaxError)) throw thrown;
    const reason = thrown.message.slice(thrown.message.lastIndexOf(': ') + 2).toLowerCase();
    return { code: 'regex.syntax', offset: thrown.index, error: `expected a regular expression: ${reason}` };
  }
}

function firstFlaw(pattern: AST.Pattern, alphabet: Characters): RegexFlaw | null {
  const flaws: RegexFlaw[] = [];
  const see = (node: AST.Node) => {
    const flaw = unsupported(node) ?? never(node, alphabet);
    if (flaw !== null) flaws.push(flaw);
  };
  visitRegExpAST(pattern, {
    onAssertionEnter: see,
    onBackreferenceEnter: see,
    onCapturingGroupEnter: see,
    onCharacterEnter: see,
    onCharacterClassEnter: see,
    onCharacterSetEnter: see,
    onGroupEnter: see,
    onQuantifierEnter: see,
  });
  return flaws.toSorted((a, b) => a.offset - b.offset)[0] ?? null;
}

/** What each type of node must not be, with the reason. A type without an entry is welcome as it is. */
const UNSUPPORTED: {
  readonly [Type in AST.Node['type']]?: (node: Extract<AST.Node, { type: Type }>) => string | null;
} = {
  Assertion: (node) => {
    if (node.kind === 'lookbehind') return 'expected no look-behind: older engines have none';
    return node.kind === 'lookahead' ? lookahead(node) : null;
  },
  Backreference: () => 'expected no back-references: they cannot be matched in linear time',
  CapturingGroup: ({ name }) => (name === null ? null : 'expected no named groups: older engines have none'),
  Group: ({ modifiers }) => (modifiers === null ? null : 'expected no flags: older engines have none'),
  Character: ({ raw, value }) => {
    if (value > 0x7e) return 'expected ASCII: clients show international names in ASCII, and other characters as %XX';
    return raw.startsWith('\\') && !ESCAPE.test(raw) ? `expected no ${raw}: engines differ, or no URL has it` : null;
  },
  CharacterClass: ({ elements, negate }) => {
    if (elements.length > 0) return null;
    return `expected characters in the class: engines differ in what ${negate ? '[^]' : '[]'} means`;
  },
  Quantifier: ({ max }) => (max === 0 ? 'expected to repeat at least once' : null),
};

/**
 * Look-ahead may only stand still: JScript takes the length of what it saw for a length of the match when it holds a
 * quantifier, and inside a repetition its cost would multiply.
 */
function lookahead(node: AST.LookaheadAssertion): string | null {
  if (isRepeated(node)) return 'expected no look-ahead inside a repetition';
  let quantified = false;
  visitRegExpAST(node, { onQuantifierEnter: () => (quantified = true) });
  return quantified ? 'expected no quantifier inside a look-ahead: JScript gets them wrong' : null;
}

function isRepeated(node: AST.Node): boolean {
  for (let outer = node.parent; outer !== null; outer = outer.parent) if (outer.type === 'Quantifier') return true;
  return false;
}

function unsupported(node: AST.Node): RegexFlaw | null {
  const check: ((node: never) => string | null) | undefined = UNSUPPORTED[node.type];
  const error = check?.(node as never) ?? null;
  return error === null ? null : { code: 'regex.unsupported', offset: node.start, error };
}

/** What matches no character of any host or URL can never be passed. Inside a class it may stand beside others. */
function never(node: AST.Node, alphabet: Characters): RegexFlaw | null {
  if (!isMatcher(node) || node.parent?.type === 'CharacterClass' || node.parent?.type === 'CharacterClassRange')
    return null;
  const characters = charactersOf(node);
  if ((characters & alphabet) !== 0n) return null;
  const isCapital = /^[A-Z]$/.test(node.raw);
  const error = `expected a character that can occur: ${node.raw} never does`;
  return { code: 'regex.never', offset: node.start, error, ...(isCapital ? { fix: node.raw.toLowerCase() } : {}) };
}
