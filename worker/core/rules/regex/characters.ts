/** Which characters can a part of an expression match, among those that a host or a URL has? Pure. */
import type { AST } from '@eslint-community/regexpp';

/** A set of ASCII characters: bit n stands for the character of code n. */
export type Characters = bigint;

/** Printable ASCII without the space: what a URL in the client's view is made of. */
export const URL_CHARACTERS: Characters = range(0x21, 0x7e);
/** The same without capitals: a host in the client's view is in lower case. */
export const HOST_CHARACTERS: Characters = URL_CHARACTERS & ~range(0x41, 0x5a);

const ASCII = range(0, 0x7f);
const WORD = range(0x30, 0x39) | range(0x41, 0x5a) | range(0x61, 0x7a) | one(0x5f);
/** ECMA-262 3rd edition, 15.10.2.6 and 15.10.2.12; only the ASCII part matters here. */
const ESCAPES: Readonly<Record<AST.EscapeCharacterSet['kind'], Characters>> = {
  digit: range(0x30, 0x39),
  space: range(0x09, 0x0d) | one(0x20),
  word: WORD,
};
const LINE_ENDS = one(0x0a) | one(0x0d);

type Matcher = AST.Character | AST.CharacterSet | AST.CharacterClass | AST.CharacterClassRange;

/** Readers by the type of node. */
const READERS: { readonly [Type in Matcher['type']]: (node: Extract<Matcher, { type: Type }>) => Characters } = {
  Character: ({ value }) => (value < 0x80 ? one(value) : 0n),
  CharacterClassRange: ({ min, max }) => range(min.value, Math.min(max.value, 0x7f)),
  CharacterSet: readSet,
  CharacterClass: ({ negate, elements }) =>
    negated(negate, union(elements.map((one) => (isMatcher(one) ? charactersOf(one) : 0n)))),
};

/** The ASCII characters that the node matches. */
export function charactersOf(node: Matcher): Characters {
  const read: (node: never) => Characters = READERS[node.type];
  return read(node as never);
}

/** Whether the node matches exactly one character. */
export function isMatcher(node: AST.Node): node is Matcher {
  return Object.hasOwn(READERS, node.type);
}

/** Parts the characters of `all` by what the sets tell apart; each part is inside or outside of each set. */
export function partition(all: Characters, sets: Iterable<Characters>): readonly Characters[] {
  let parts = [all];
  for (const set of sets) parts = parts.flatMap((part) => [part & set, part & ~set]).filter((part) => part !== 0n);
  return parts;
}

function readSet(node: AST.CharacterSet): Characters {
  if (node.kind === 'any') return ASCII & ~LINE_ENDS;
  return node.kind === 'property' ? 0n : negated(node.negate, ESCAPES[node.kind]);
}

function union(sets: readonly Characters[]): Characters {
  return sets.reduce((all, set) => all | set, 0n);
}

function negated(negate: boolean, set: Characters): Characters {
  return negate ? ASCII & ~set : set;
}

function one(code: number): Characters {
  return 1n << BigInt(code);
}

function range(first: number, last: number): Characters {
  return first > last ? 0n : (1n << BigInt(last + 1)) - (1n << BigInt(first));
}
