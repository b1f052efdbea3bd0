/** How many steps does a backtracking matcher take? A plain one that counts, as the engines' matchers work. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** What an attempt from one place came to. */
export interface Attempt {
  readonly matched: boolean;
  /** Characters looked at. Above the limit the attempt is given up. */
  readonly steps: number;
}

type Next = (at: number) => boolean;
type Matcher = (at: number, next: Next) => boolean;

/** One attempt at the beginning of the text. Knows characters, dots, classes, groups, quantifiers, `^` and `$`. */
export function attempt(source: string, text: string, limit: number): Attempt {
  let steps = 0;
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode: false });
  const any = (alternatives: readonly AST.Alternative[]): Matcher => {
    const matchers = alternatives.map((one) => sequence(one.elements));
    return (at, next) => matchers.some((matcher) => matcher(at, next));
  };
  const sequence = (elements: readonly AST.Element[]): Matcher =>
    elements.map(element).reduceRight<Matcher>(
      (after, one) => (at, next) => one(at, (end) => after(end, next)),
      (at, next) => next(at),
    );
  const element = (node: AST.Element): Matcher => {
    if (node.type === 'Group' || node.type === 'CapturingGroup') return any(node.alternatives);
    if (node.type === 'Quantifier') return repeat(element(node.element), node);
    if (node.type === 'Assertion')
      return (at, next) => (node.kind === 'start' ? at === 0 : at === text.length) && next(at);
    const one = new RegExp(`^${node.raw}$`);
    return (at, next) => ++steps <= limit && at < text.length && one.test(text[at] ?? '') && next(at + 1);
  };
  const repeat = (body: Matcher, { min, max, greedy }: AST.Quantifier): Matcher => {
    const from =
      (count: number): Matcher =>
      (at, next) => {
        const more = () => count < max && body(at, (end) => (end > at || count < min) && from(count + 1)(end, next));
        const enough = () => count >= min && next(at);
        return greedy ? more() || enough() : enough() || more();
      };
    return from(0);
  };
  const matched = any(pattern.alternatives)(0, () => true);
  return { matched: matched && steps <= limit, steps };
}
