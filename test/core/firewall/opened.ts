/** What does a policy become when its openings are placed as they ask? */

import type { Policy } from '../../../schemas/firewall.ts';
import type { Opening } from '../../../schemas/firewall-questions.ts';

/** The policy with the openings where they belong. */
export function withOpenings(document: Policy, openings: readonly Opening[]): Policy {
  const rules = document.rules ?? [];
  const placed = rules.flatMap((rule, index) => [
    ...openings.filter(({ before }) => before === (rule.id ?? index)).map((opening) => opening.rule),
    rule,
  ]);
  const last = openings.filter(({ before }) => before === null).map((opening) => opening.rule);
  return { ...document, rules: [...placed, ...last] };
}
