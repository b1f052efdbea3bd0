/** What do the rules of a profile ask, in order, with their tests in one normal form? Pure. */
import { fold } from '../../pac/passes/fold.ts';
import type { Test } from '../../pac/program.ts';
import { NEVER } from '../../pac/walk.ts';
import { lowerCondition } from '../../rules/condition.ts';
import type { ResolvedRoute } from '../../rules/result.ts';
import type { RuleSet } from '../../rules/ruleset.ts';
import type { Entries } from './entry.ts';
import { hostsOf } from './excepted.ts';

/** An enabled rule. */
export interface ReadRule {
  readonly index: number;
  /** The route that the profile names; `route` is what is left of it for the zone. */
  readonly use: string;
  readonly route: ResolvedRoute;
  readonly test: Test;
  /** The test as a list of hosts. */
  readonly hosts: Entries;
}

/** The enabled rules for clients of a zone; those that can hold for none of them are left out. */
export function readRules(ruleset: RuleSet, zone: string | null): ReadRule[] {
  const rules = ruleset.rules.filter(({ disabled }) => !disabled);
  const tests = folded(rules.map(({ when }) => lowerCondition(when, zone)));
  return rules.flatMap((rule, at) => {
    const test = tests[at] ?? NEVER;
    const { index, use } = rule;
    return test.is === 'never' ? [] : [{ index, use, route: ruleset.leadsTo(zone, rule), test, hosts: hostsOf(test) }];
  });
}

/** The tests without what is decided before any request comes, such as the zone. */
function folded(tests: readonly Test[]): Test[] {
  const steps = tests.map((test, rule) => ({ test, route: '', rule }));
  return fold.run({ steps, otherwise: '', results: new Map() }).steps.map(({ test }) => test);
}

/** Whether a rule sends its requests past every proxy. */
export function isDirect({ route }: ReadRule): boolean {
  return route.proxies.length === 0 && route.direct;
}
