/** What is a rule set to the PAC compiler? Pure. */
import type { Flavour } from '../../../schemas/profile.ts';
import type { Program } from '../pac/program.ts';
import { lowerCondition } from './condition.ts';
import { resultString } from './result.ts';
import type { RuleSet } from './ruleset.ts';

/** Whom a text is compiled for: the clients of a zone (null: any client) that speak a flavour. */
export interface Audience {
  readonly zone: string | null;
  readonly flavour: Flavour;
}

/** The program of a rule set; disabled rules are left out, indexes stay those of the profile. */
export function lowerRuleSet({ rules, otherwise, routes }: RuleSet, { zone, flavour }: Audience): Program {
  return {
    steps: rules
      .filter((rule) => !rule.disabled)
      .map((rule) => ({ test: lowerCondition(rule.when, zone), route: rule.use, rule: rule.index })),
    otherwise,
    results: new Map([...routes.values()].map((route) => [route.name, resultString(route, flavour)])),
  };
}
