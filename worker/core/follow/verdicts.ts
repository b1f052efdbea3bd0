/** What can the clients of each zone reach of all that a profile sends them to? Pure. */

import type { RuleName } from '../../../schemas/firewall.ts';
import type { NearMiss, ReachVerdict } from '../../../schemas/firewall-questions.ts';
import type { Profile } from '../../../schemas/profile.ts';
import type { Budget } from '../firewall/algebra/budget.ts';
import { LIMITS } from '../firewall/analysis/limits.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import { type DirectUse, directGoal, type Goal, isAnalysed, proxyGoal, reachOf } from '../firewall/questions/reach.ts';
import { formatPorts } from '../firewall/services.ts';
import { formatRange } from '../net/cidr.ts';
import { fold } from '../pac/passes/fold.ts';
import { ALWAYS, NEVER } from '../pac/walk.ts';
import { lowerRuleSet } from '../rules/lower.ts';
import type { ParsedRule, RuleSet } from '../rules/ruleset.ts';
import { type Blocked, type BlockedAnswer, blockedGoals } from './blocked.ts';
import { directUsesOf } from './direct-uses.ts';
import { distinctNames } from './spoken-names.ts';
import { zoneClasses } from './zone-classes.ts';

/** The verdicts of a policy on a profile. */
export interface Verdicts {
  /** Why a proxy of the profile leaves the routes of a zone; null when it stays. */
  proxy(zone: string, name: string): Unreached | null;
  /** By proxy, which rules would let it be reached if one thing about it were different. Asked once, for a few proxies. */
  nearMisses(names: readonly string[]): ReadonlyMap<string, readonly NearMiss[]>;
  /** Why nothing that a rule (null: the default) sends direct gets through; null when something does, or may. */
  direct(zone: string, rule: ParsedRule | null): Blocked | null;
  /** Proxies, and rules' uses of `direct` (null: the default's), that stay in a zone only because nothing was computed. */
  notAnalysed(zone: string): { readonly proxies: readonly string[]; readonly direct: readonly (number | null)[] };
  /** Whether a rule (null: the default) can decide for a client of the zone, as far as `zone` conditions and constants tell. */
  mayDecide(zone: string, rule: ParsedRule | null): boolean;
}

/** Beyond so many different uses of `direct`, rules are judged as if they went anywhere on any port. */
const MAX_DIRECT_USES = 1_000;

/**
 * Steps for the proxies of a profile in all zones, and as many for all its uses of `direct`. Fewer than an analysis has: a
 * change of the policy builds every profile that follows it. 64 proxies in 64 zones need 4,000, 150 uses of `direct` there
 * behind 1,000 rules 30,000; beyond them nothing is left out.
 */
const STEPS = 150_000;

const ANYTHING: DirectUse = { ranges: [], names: [], ports: [[1, 65_535]] };

/** What is judged, by whom, and when (Unix milliseconds). */
export interface Judgement {
  readonly profile: Profile;
  readonly ruleset: RuleSet;
  readonly policy: FirewallPolicy;
  readonly now: number;
}

/** A verdict that takes a proxy out, and the rules that decided. */
export interface Unreached {
  readonly verdict: Extract<ReachVerdict, 'none' | 'empty' | 'unknown'>;
  readonly rules: readonly (RuleName | null)[];
}

/** Judges a profile: each proxy and each use of `direct` once, when it is asked about. */
export function verdictsOf(judgement: Judgement): Verdicts {
  const { profile, ruleset, policy, now } = judgement;
  const proxies = Object.entries(profile.proxies ?? {});
  const proxyGoals = proxies.map(([name, proxy]) => proxyGoal(policy, name, proxy));
  const classOf = zoneClasses(ruleset);
  const { usesOf, live } = directUses(ruleset, policy);
  const { goals, placesOf } = directGoals(policy, usesOf);
  // Whatever `direct` costs, proxies are judged.
  const blocked = blockedGoals(policy, [...sharing(proxyGoals), ...sharing(goals)], now);
  const places = new Map(proxies.map(([name], place) => [name, place]));
  const proxyAnswer = (zone: string, name: string) => blocked(zone, places.get(name) ?? -1);
  const directAnswers = (zone: string, rule: ParsedRule | null) => {
    const uses = placesOf.get(useKey(classOf(zone), rule)) ?? [];
    return uses.map((use) => blocked(zone, proxyGoals.length + use));
  };
  const unknown = profile.delivery?.unknown === 'drop' ? unknownProxies(policy, proxyGoals, now) : new Map();
  return {
    proxy: (zone, name) => known(proxyAnswer(zone, name)) ?? unknown.get(`${zone} ${name}`) ?? null,
    nearMisses(names) {
      if (names.length === 0) return new Map();
      const asked = proxyGoals.filter(({ name }) => names.includes(name));
      const reaches = reachOf(policy, asked, { now, limits: { ...LIMITS, steps: STEPS } });
      return new Map(
        names.map((name) => [name, reaches.flatMap(({ proxy, nearMisses }) => (proxy === name ? nearMisses : []))]),
      );
    },
    direct(zone, rule) {
      const answers = directAnswers(zone, rule).map(known);
      return answers.length > 0 && answers.every((answer) => answer !== null) ? all(answers) : null;
    },
    notAnalysed: (zone) => ({
      proxies: proxies.flatMap(([name]) => (proxyAnswer(zone, name) === 'not-analysed' ? [name] : [])),
      direct: [...ruleset.rules, null].flatMap((rule) => {
        const answers = directAnswers(zone, rule);
        return !answers.includes(null) && answers.includes('not-analysed') ? [rule?.index ?? null] : [];
      }),
    }),
    mayDecide: (zone, rule) => live.has(useKey(classOf(zone), rule)),
  };
}

const known = (answer: BlockedAnswer): Blocked | null => (answer === 'not-analysed' ? null : answer);

function sharing(goals: readonly Goal[]) {
  const steps: Budget = { left: STEPS };
  return goals.map((goal) => ({ ...goal, steps }));
}

/**
 * By zone and name: names without addresses whose verdict depends on them, never what was not analysed. Asked for only by
 * profiles that drop what is unknown: it takes the whole question, not its first answer.
 */
function unknownProxies(policy: FirewallPolicy, goals: readonly Goal[], now: number): ReadonlyMap<string, Unreached> {
  const unknown = reachOf(policy, goals, { now, limits: { ...LIMITS, steps: STEPS } }).filter(
    (reach) => reach.verdict === 'unknown' && isAnalysed(reach),
  );
  return new Map(unknown.map(({ zone, proxy, rules }) => [`${zone} ${proxy}`, { verdict: 'unknown', rules } as const]));
}

/** Several uses of one rule, all of them blocked. */
function all(answers: readonly Blocked[]): Blocked {
  const verdict = answers.some((answer) => answer.verdict === 'none') ? 'none' : 'empty';
  return { verdict, rules: [...new Set(answers.flatMap(({ rules }) => rules))] };
}

/** Equal uses are one goal, of however many rules. */
function directGoals(policy: FirewallPolicy, usesOf: DirectUses['usesOf']) {
  const goals: Goal[] = [];
  const places = new Map<string, number>();
  const placeOf = (use: DirectUse): number => {
    const isOneTooMany = goals.length >= MAX_DIRECT_USES && !places.has(keyOf(use));
    const judged = isOneTooMany ? ANYTHING : use;
    const place = places.get(keyOf(judged)) ?? goals.push(directGoal(policy, judged)) - 1;
    places.set(keyOf(judged), place);
    return place;
  };
  const placesOf = new Map([...usesOf].map(([key, uses]) => [key, [...new Set(uses.map(placeOf))]]));
  return { goals, placesOf };
}

interface DirectUses {
  /** By class of zones and rule. */
  readonly usesOf: ReadonlyMap<string, readonly DirectUse[]>;
  /** The rules (and the default) that no earlier rule shuts out for certain and whose conditions can hold, by class of zones. */
  readonly live: ReadonlySet<string>;
}

/** The uses of `direct` of every rule and the default whose route has it, by class of zones. */
function directUses(ruleset: RuleSet, policy: FirewallPolicy): DirectUses {
  const classOf = zoneClasses(ruleset);
  const distinct = distinctNames(policy);
  const hasDirect = (rule: ParsedRule | null) => ruleset.leadsTo(null, rule).direct;
  const usesOf = new Map<string, readonly DirectUse[]>();
  const live = new Set<string>();
  for (const zone of new Set([...policy.zones.keys()].map(classOf))) {
    const { steps } = fold.run(lowerRuleSet(ruleset, { zone, flavour: 'generic' }));
    const tests = new Map(steps.map(({ rule, test }) => [rule, test]));
    for (const rule of [...ruleset.rules, null]) {
      const test = rule === null ? ALWAYS : (tests.get(rule.index) ?? NEVER);
      if (test.is === 'never') continue;
      live.add(useKey(zone, rule));
      if (hasDirect(rule)) {
        const uses = directUsesOf(test).map((use) => ({ ...use, names: distinct(use.names) }));
        usesOf.set(useKey(zone, rule), uses);
      }
      // Nothing comes to what stands behind it.
      if (test.is === 'always') break;
    }
  }
  return { usesOf, live };
}

const useKey = (zone: string | null, rule: ParsedRule | null): string => `${zone ?? ''} ${rule?.index ?? ''}`;

function keyOf({ ranges, names, ports }: DirectUse): string {
  const texts = [...ranges.map(formatRange), ...names.map(({ name, match }) => `${match}:${name}`)];
  return `direct ${formatPorts(ports)} ${texts.join(' ')}`;
}
