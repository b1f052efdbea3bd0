/** What is held against what? A profile's explanations and its compiled texts. */
import type { Finding } from '../../schemas/finding.ts';
import { type Flavour, Profile, type Query } from '../../schemas/profile.ts';
import { explain, isAnswer } from '../../worker/core/explain/explain.ts';
import { surroundingsOf } from '../../worker/core/follow/surroundings.ts';
import { compilePac } from '../../worker/core/pac/compile.ts';
import type { Lists } from '../../worker/core/rules/kind.ts';
import { lowerRuleSet } from '../../worker/core/rules/lower.ts';
import { resultString } from '../../worker/core/rules/result.ts';
import { parseRuleSet, type RuleSet } from '../../worker/core/rules/ruleset.ts';
import { parsed } from '../core/lists/outcomes-of.ts';
import { BASE, type Case } from './case.ts';

/** The time for queries that bring none: 2026-11-24T08:30Z, a Tuesday. */
export const NOW = Date.UTC(2026, 10, 24, 8, 30);

/** All flavours of a PAC text. */
export const FLAVOURS: readonly Flavour[] = ['generic', 'apple', 'windows'];

/** Reads a profile that names these lists; throws with the findings where it is refused. */
export function rulesOf(written: unknown, lists: Lists = new Map()): RuleSet {
  const ruleset = tryRules(written, lists);
  if (Array.isArray(ruleset)) throw new Error(JSON.stringify(ruleset));
  return ruleset as RuleSet;
}

/** The rules of a case, with the proxies, routes and lists that it needs. */
export function rulesOfCase({ profile, lists = {} }: Case): RuleSet {
  const meanings = Object.entries(lists).map(([id, [format, text]]) => [id, parsed(format, text).meaning] as const);
  return rulesOf({ ...BASE, ...profile, routes: { ...BASE.routes, ...profile.routes } }, new Map(meanings));
}

/** Reads a profile; the findings where it is refused. */
export function tryRules(written: unknown, lists: Lists = new Map()): RuleSet | readonly Finding[] {
  const findings: Finding[] = [];
  return (
    parseRuleSet(Profile.parse(written), surroundingsOf(null, lists), (finding) => findings.push(finding)) ?? findings
  );
}

/** The route that `explain` names, and the result string of a flavour. */
export function explained(ruleset: RuleSet, query: Query, flavour: Flavour): { route: string; pac: string } {
  const given = explain(ruleset, query, NOW);
  if (!isAnswer(given)) throw new Error(JSON.stringify(given.findings));
  const { route, pac } = given.explanation;
  if (flavour === 'generic') return { route, pac };
  const resolved = ruleset.routes.get(route);
  if (resolved === undefined) throw new Error(`no route ${route}`);
  return { route, pac: resultString(resolved, flavour) };
}

/** The PAC text of a flavour. */
export function pacOf(ruleset: RuleSet, flavour: Flavour): string {
  return compilePac({ id: 'conformance', program: lowerRuleSet(ruleset, { zone: null, flavour }) }).text;
}
