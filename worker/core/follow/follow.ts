/** What does a firewall policy leave of a profile's routes, zone by zone, and why? Pure: the time comes in. */

import type { RuleName } from '../../../schemas/firewall.ts';
import type { ReachVerdict } from '../../../schemas/firewall-questions.ts';
import type { ResolvedRoute } from '../rules/result.ts';
import { type ParsedRule, type RuleSet, routeNamed } from '../rules/ruleset.ts';
import { type Judgement, type Verdicts, verdictsOf } from './verdicts.ts';

/** Something that a zone's routes lost. */
export interface LeftOut {
  /** The name of a proxy, or `direct`. */
  readonly what: string;
  readonly verdict: ReachVerdict;
  /** The rules of the policy that decided; null is its default. */
  readonly by: readonly (RuleName | null)[];
  /** `direct` is judged rule by rule: from whose routes it went; null is the profile's default. Empty for a proxy. */
  readonly from: readonly (number | null)[];
}

/** A profile that follows a policy. */
export interface Followed {
  /** The same rules; what they lead to depends on the zone. */
  readonly ruleset: RuleSet;
  readonly verdicts: Verdicts;
  /** What the routes lost that can be used in a zone: proxies by name, then `direct`. */
  leftOut(zone: string): readonly LeftOut[];
  /** What a rule (null: the default) lost of `direct` in a zone, or null. */
  lostDirect(zone: string, rule: ParsedRule | null): LeftOut | null;
  /** Whether nothing is left in a zone of the route of a rule (null: the default). */
  isEmptied(zone: string, rule: ParsedRule | null): boolean;
}

/**
 * Narrows the routes of a profile. In a zone, a proxy leaves them when none of the zone's clients can reach it, and
 * `direct` where nothing that the rule sends direct may be reached; a route left with nothing becomes `block`, or what
 * `delivery.emptied` says. Clients of no known zone get the routes as they are written.
 */
export function follow(judgement: Judgement): Followed {
  const { profile, ruleset, policy } = judgement;
  const verdicts = verdictsOf(judgement);
  const zones = new Map([...policy.zones.keys()].map((zone) => [zone, losses(zone, judgement, verdicts)]));
  const emptied = routeNamed(ruleset.routes, profile.delivery?.emptied ?? 'block');
  const narrowed = new Map<string, ResolvedRoute | null>();
  /** What is left of a route; null: nothing. */
  const leftOf = (zone: string | null, rule: ParsedRule | null): ResolvedRoute | null => {
    const whole = ruleset.leadsTo(zone, rule);
    const lost = zone === null ? undefined : zones.get(zone);
    if (lost === undefined) return whole;
    const keepsDirect = whole.direct && lost.direct(rule) === null;
    const key = `${zone} ${whole.name} ${keepsDirect}`;
    const known = narrowed.get(key);
    if (known !== undefined) return known;
    const left = withoutLost(whole, lost, keepsDirect);
    narrowed.set(key, left);
    return left;
  };
  return {
    ruleset: { ...ruleset, leadsTo: (zone, rule) => leftOf(zone, rule) ?? emptied },
    verdicts,
    leftOut: (zone) => zones.get(zone)?.all ?? [],
    lostDirect: (zone, rule) => zones.get(zone)?.direct(rule) ?? null,
    isEmptied: (zone, rule) => leftOf(zone, rule) === null,
  };
}

/** What is lost in one zone. */
interface Losses {
  readonly proxies: ReadonlyMap<string, LeftOut>;
  /** What a rule lost of `direct`, or null. */
  direct(rule: ParsedRule | null): LeftOut | null;
  readonly all: readonly LeftOut[];
}

function losses(zone: string, { profile, ruleset }: Judgement, verdicts: Verdicts): Losses {
  const proxies = new Map<string, LeftOut>();
  for (const name of Object.keys(profile.proxies ?? {}).sort()) {
    const lost = verdicts.proxy(zone, name);
    if (lost !== null) proxies.set(name, { what: name, verdict: lost.verdict, by: lost.rules, from: [] });
  }
  const direct = new Map<number | null, LeftOut>();
  for (const rule of [...ruleset.rules.filter(({ disabled }) => !disabled), null]) {
    const blocked = verdicts.direct(zone, rule);
    const from = rule?.index ?? null;
    if (blocked !== null)
      direct.set(from, { what: 'direct', verdict: blocked.verdict, by: blocked.rules, from: [from] });
  }
  const inUse = proxiesInUse(ruleset, zone, verdicts);
  const told = [...proxies.values()].filter(({ what }) => inUse.has(what));
  return { proxies, direct: (rule) => direct.get(rule?.index ?? null) ?? null, all: [...told, ...byDeciders(direct)] };
}

/** One entry for all rules whose `direct` went for the same reason. */
function byDeciders(direct: ReadonlyMap<number | null, LeftOut>): LeftOut[] {
  const groups = new Map<string, LeftOut>();
  for (const one of direct.values()) {
    const key = JSON.stringify([one.verdict, one.by]);
    const group = groups.get(key);
    groups.set(key, group === undefined ? one : { ...group, from: [...group.from, ...one.from] });
  }
  return [...groups.values()];
}

/** The proxies of the routes of rules that may decide in the zone. */
function proxiesInUse(ruleset: RuleSet, zone: string, { mayDecide }: Verdicts): ReadonlySet<string> {
  const deciding = [...ruleset.rules.filter((rule) => !rule.disabled && mayDecide(zone, rule)), null];
  const routes = new Set(deciding.map((rule) => ruleset.leadsTo(null, rule)));
  return new Set([...routes].flatMap(({ proxies }) => proxies.map(({ name }) => name)));
}

/** The same object where nothing is lost; null where all is. */
function withoutLost(whole: ResolvedRoute, lost: Losses, keepsDirect: boolean): ResolvedRoute | null {
  const proxies = whole.proxies.filter(({ name }) => !lost.proxies.has(name));
  if (proxies.length === whole.proxies.length && keepsDirect === whole.direct) return whole;
  return proxies.length === 0 && !keepsDirect ? null : { ...whole, proxies, direct: keepsDirect };
}
