/** How are rules and whole families called in exports? Pure. */
import type { IpRange } from '../../net/address.ts';
import type { PolicyRule } from '../policy.ts';
import { wholeFamily } from '../ranges.ts';

/** The name of a rule in exports: its id, else its place. Letters, digits and hyphens. */
export function ruleName({ name }: Pick<PolicyRule, 'name'>): string {
  return typeof name === 'number' ? `rule-${name}` : name;
}

/** Null where the ranges are the whole family. */
export function unlessWhole(ranges: readonly IpRange[], family: 4 | 6): readonly IpRange[] | null {
  const [first] = ranges;
  const whole = wholeFamily(family);
  return ranges.length === 1 && first?.first === whole.first && first.last === whole.last ? null : ranges;
}

/** Everything but letters, digits and a little punctuation becomes a hyphen; at most 60 characters: for comments. */
export function plainText(text: string): string {
  return text
    .replace(/[^A-Za-z0-9 ._:/-]+/g, '-')
    .slice(0, 60)
    .trim();
}
