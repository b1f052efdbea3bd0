/** What is a rule set to the PAC compiler? Pure. */
import type { Flavour } from '../../../schemas/profile.ts';
import type { Program } from '../pac/program.ts';
import { lowerCondition } from './condition.ts';
import { resultString } from './result.ts';
import type { ParsedRule, RuleSet } from './ruleset.ts';

/** Whom a text is compiled for: the clients of a zone (null: any client) that speak a flavour. */
export interface Audience {
  readonly zone: string | null;
  readonly flavour: Flavour;
}

/**
 * The program of a rule set; disabled rules are left out, indexes stay those of the profile. A route of which only a
 * part is left for a rule has its result beside that of the whole route.
 */
export function lowerRuleSet(ruleset: RuleSet, { zone, flavour }: Audience): Program {
  const { rules, routes } = ruleset;
  const results = new Map([...routes.values()].map((route) => [route.name, resultString(route, flavour)]));
  const answer = (rule: ParsedRule | null): string => {
    const route = ruleset.leadsTo(zone, rule);
    if (routes.get(route.name) === route) return route.name;
    const result = resultString(route, flavour);
    const name = `${route.name}: ${result}`;
    results.set(name, result);
    return name;
  };
  const steps = rules
    .filter((rule) => !rule.disabled)
    .map((rule) => ({ test: lowerCondition(rule.when, zone), route: answer(rule), rule: rule.index }));
  return { steps, otherwise: answer(null), results };
}
