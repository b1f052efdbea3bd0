/** How is a rule named to a person, so that an id of digits is not taken for an index? Pure. */
import type { RuleName } from '../../../schemas/firewall.ts';

/** `rule web`, `rule 3` by its index, and `rule "3"` for the id 3. `word` goes before the name. */
export function ruleInWords(rule: RuleName, word = 'rule'): string {
  return `${word} ${shownName(rule)}`;
}

/** The name alone: an index is a number, an id of digits is in quotes. */
export function shownName(rule: RuleName): string {
  return typeof rule === 'string' && /^\d+$/.test(rule) ? `"${rule}"` : String(rule);
}
