/** What are the rules of a profile, checked and ready to be asked or compiled? Pure. */
import type { Profile, Rule } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { didYouMean } from '../findings/suggest.ts';
import type { ParsedCondition, Surroundings } from './kind.ts';
import { parseCondition, type Tell } from './parse-condition.ts';
import { type Effort, newEffort } from './regex/effort.ts';
import type { ResolvedRoute } from './result.ts';
import { type Routes, readRoutes } from './routes.ts';

/** A checked rule. Disabled rules are checked like the others and stay in place, so that indexes are the document's. */
export interface ParsedRule {
  /** Its index in the profile. */
  readonly index: number;
  readonly when: ParsedCondition;
  /** The name of a route that exists. */
  readonly use: string;
  readonly disabled: boolean;
}

/** The rules of a profile in order, and what they lead to. */
export interface RuleSet {
  readonly rules: readonly ParsedRule[];
  /** The route that decides when no rule does; exists. */
  readonly otherwise: string;
  readonly routes: Routes;
  readonly surroundings: Surroundings;
  /** In how many ways its expressions over a host and over a URL may be matched, added up (`workOf`). */
  readonly ways: Effort['ways'];
  /** What clients of a zone (null: of no known zone) get when a rule decides (null: the default). */
  leadsTo(zone: string | null, rule: ParsedRule | null): ResolvedRoute;
}

/**
 * Checks the meaning of a profile's proxies, routes, rules and default, and tells everything that is wrong with its
 * pointer: hosts, lists that are no routes, names that refer to nothing, conditions. Null when any of it is an error.
 */
export function parseRuleSet(profile: Profile, surroundings: Surroundings, tell: Tell): RuleSet | null {
  const routes = readRoutes(profile, tell);
  const names = ['direct', 'block', ...Object.keys(profile.proxies ?? {}), ...Object.keys(profile.routes ?? {})];
  const context: Context = { surroundings, names, tell, effort: newEffort() };
  const rules = (profile.rules ?? []).map((rule, index) => readRule(rule, index, context));
  const isDefaultKnown = isKnown(profile.default, '/default', { names, tell });
  if (routes === null || !isDefaultKnown || !rules.every((rule) => rule !== null)) return null;
  const otherwise = profile.default;
  return {
    rules,
    otherwise,
    routes,
    surroundings,
    ways: context.effort.ways,
    leadsTo: (_, rule) => routeNamed(routes, rule?.use ?? otherwise),
  };
}

/** A route that a checked profile names. */
export function routeNamed(routes: Routes, name: string): ResolvedRoute {
  const route = routes.get(name);
  if (route === undefined) throw new Error(`expected a route of the profile, found ${name}`);
  return route;
}

interface Context {
  readonly surroundings: Surroundings;
  readonly names: readonly string[];
  readonly tell: Tell;
  readonly effort: Effort;
}

function readRule(rule: Rule, index: number, context: Context): ParsedRule | null {
  // What a rule costs or means at run time is not told of one that is off; what is wrong with it is.
  const tell: Tell = (one) => (rule.disabled === true && one.severity === 'info' ? undefined : context.tell(one));
  const when = parseCondition(rule.when, pointerTo('/rules', index, 'when'), { ...context, tell });
  const isUseKnown = isKnown(rule.use, pointerTo('/rules', index, 'use'), context);
  return when === null || !isUseKnown ? null : { index, when, use: rule.use, disabled: rule.disabled === true };
}

function isKnown(route: string, path: string, { names, tell }: Pick<Context, 'names' | 'tell'>): boolean {
  if (names.includes(route)) return true;
  const message = 'expected the name of a route or proxy of this profile, direct or block';
  tell({ code: 'reference.unknown', severity: 'error', path, message, found: route, ...didYouMean(route, names) });
  return false;
}
