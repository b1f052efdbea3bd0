/** May this expression stand in a rule: same meaning in every engine, in linear time? Pure. */
import { type AST, visitRegExpAST } from '@eslint-community/regexpp';
import type { Refused } from '../../net/refused.ts';
import { type Characters, HOST_CHARACTERS, URL_CHARACTERS } from './characters.ts';
import { type Effort, MAX_EFFORT, newEffort } from './effort.ts';
import { automatonOf } from './positions.ts';
import { isFlaw, parseSubset, type RegexFlaw } from './subset.ts';
import { pileUp } from './ways.ts';

/** What an expression is matched against. */
export type Subject = 'host' | 'url';

/**
 * How much of a URL an expression sees: its first 1,024 characters, in `explain` and in every compiled text (hosts
 * have at most 253). One attempt at a match is linear (see `MAX_WAYS`), but an engine makes one attempt at every place
 * where the match could begin, and no checked subset can stop it from that; the bound on the text bounds the product.
 */
export const REGEX_URL_LENGTH = 1_024;

const ALPHABETS: Readonly<Record<Subject, Characters>> = { host: HOST_CHARACTERS, url: URL_CHARACTERS };

/**
 * Null when the expression is safe, else why not, with the offset in the words. Accepted: literals, `.`, classes with
 * ranges, `\d \w \s \b` and their negations, `\xHH`, escaped punctuation, groups, alternatives, greedy and lazy
 * quantifiers, `^`, `$`, and look-ahead without quantifiers outside of repetitions. What the check costs is taken from
 * `effort`, which the expressions of a document share; when nothing is left, an expression is refused unseen.
 */
export function checkRegex(source: string, subject: Subject, effort: Effort = newEffort()): Refused | null {
  const flaw = effort.left > 0 ? flawOf(source, subject, effort) : TOO_MUCH;
  if (flaw === null) return null;
  return {
    code: flaw.code,
    error: `${flaw.error} (at offset ${flaw.offset})`,
    ...(flaw.fix === undefined ? {} : { fix: flaw.fix }),
  };
}

const TOO_MUCH: RegexFlaw = {
  code: 'regex.unsafe',
  offset: 0,
  error: `expected expressions that are checked in at most ${MAX_EFFORT} steps together: those before this one took them all`,
  fix: 'use domains or wildcards (host or url) instead, or shorter and fewer expressions',
};

function flawOf(source: string, subject: Subject, effort: Effort): RegexFlaw | null {
  const alphabet = ALPHABETS[subject];
  const pattern = parseSubset(source, alphabet);
  if (isFlaw(pattern)) return pattern;
  for (const alternatives of [pattern.alternatives, ...lookaheads(pattern)]) {
    const flaw = costFlaw(alternatives, subject, effort);
    if (flaw !== null) return flaw;
  }
  return null;
}

/** Look-aheads are matched by themselves, so they are measured by themselves. */
function lookaheads(pattern: AST.Pattern): AST.Alternative[][] {
  const found: AST.Alternative[][] = [];
  visitRegExpAST(pattern, {
    onAssertionEnter: (node) => {
      if (node.kind === 'lookahead') found.push(node.alternatives);
    },
  });
  return found;
}

function costFlaw(alternatives: readonly AST.Alternative[], subject: Subject, effort: Effort): RegexFlaw | null {
  const automaton = automatonOf(alternatives, effort);
  if ('code' in automaton) return automaton;
  const { ways, worst } = pileUp(automaton, ALPHABETS[subject], effort);
  effort.ways[subject] += ways;
  if (worst === null) return null;
  return {
    code: 'regex.unsafe',
    offset: worst.offset,
    error: 'expected an expression that matches in linear time: here the same text can be matched in many ways',
    fix: 'make neighbouring repetitions begin with different characters, or use a wildcard (host or url) instead',
  };
}
