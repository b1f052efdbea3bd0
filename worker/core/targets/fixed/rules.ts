/** What do the rules of a profile ask, in order, with their tests in one normal form? Pure. */
import type { Test } from '../../pac/program.ts';
import { lowerCondition } from '../../rules/condition.ts';
import type { ResolvedRoute } from '../../rules/result.ts';
import type { RuleSet } from '../../rules/ruleset.ts';
import { entriesOf } from './entry.ts';

/** An enabled rule. */
export interface ReadRule {
  readonly index: number;
  /** The route that the profile names; `route` is what is left of it for the zone. */
  readonly use: string;
  readonly route: ResolvedRoute;
  readonly test: Test;
}

/** The enabled rules for clients of a zone; those that can hold for none of them are left out. */
export function readRules(ruleset: RuleSet, zone: string | null): ReadRule[] {
  return ruleset.rules.flatMap((rule) => {
    const { index, use, when, disabled } = rule;
    const test = lowerCondition(when, zone);
    return disabled || isHopeless(test) ? [] : [{ index, use, route: ruleset.leadsTo(zone, rule), test }];
  });
}

/** Whether a rule sends its requests past every proxy. */
export function isDirect({ route }: ReadRule): boolean {
  return route.proxies.length === 0 && route.direct;
}

/** No entry and nothing lost: no request at all, such as those of another zone. */
function isHopeless(test: Test): boolean {
  const { entries, lost } = entriesOf(test);
  return entries.length === 0 && lost.length === 0;
}
