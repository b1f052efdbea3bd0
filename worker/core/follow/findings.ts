/** What does a profile's firewall policy make of it that somebody should know before clients do? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { NearMiss } from '../../../schemas/firewall-questions.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { finding } from '../findings/finding.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import { exposureFindings } from '../firewall/questions/exposure.ts';
import { ruleInWords } from '../firewall/rule-in-words.ts';
import type { ParsedRule, RuleSet } from '../rules/ruleset.ts';
import { whyOf } from './comments.ts';
import type { Followed } from './follow.ts';

/** What is looked at. */
export interface FollowedProfile {
  readonly profile: Profile;
  readonly policy: FirewallPolicy;
  readonly followed: Followed;
  /** Unix milliseconds. */
  readonly now: number;
  /** Other profiles that follow the policy. */
  readonly others?: readonly Profile[] | undefined;
}

/** Findings of one kind; a policy that shuts everything has one cause, not thousands. */
const MAX_EACH = 50;

/**
 * Proxies that no zone reaches, routes that are empty in a zone, rules that may not go direct; proxies that strangers
 * reach, and ports that are open for nothing.
 */
export function followFindings(of: FollowedProfile): Finding[] {
  const left = of.policy.zones.size === 0 ? [] : [unreachableProxies, emptyRoutes, blockedDirect, notAnalysed];
  return [...left, exposed].flatMap((tell) => tell(of).slice(0, MAX_EACH));
}

const exposed = ({ profile, policy, now, others = [] }: FollowedProfile): Finding[] =>
  exposureFindings(profile, policy, { now, others });

function unreachableProxies({ profile, policy, followed: { verdicts } }: FollowedProfile): Finding[] {
  const zones = [...policy.zones.keys()];
  const unreached = Object.keys(profile.proxies ?? {}).flatMap((name) => {
    const lost = zones.flatMap((zone) => verdicts.proxy(zone, name) ?? []);
    return lost.length === zones.length && lost.every(({ verdict }) => verdict !== 'unknown') ? [{ name, lost }] : [];
  });
  const misses = verdicts.nearMisses(unreached.slice(0, MAX_EXPLAINED).map(({ name }) => name));
  return unreached.map(({ name, lost }) => {
    const by = [...new Set(lost.flatMap(({ rules }) => rules))];
    const verdict = lost.some((one) => one.verdict === 'none') ? 'none' : 'empty';
    return finding('firewall.proxy-unreachable', pointerTo('/proxies', name), {
      message: `no zone of the firewall policy can reach ${name}: ${whyOf({ verdict, by })}`,
      ...nearMiss(misses.get(name) ?? []),
    });
  });
}

/** For how many proxies it is looked up what would let them be reached. */
const MAX_EXPLAINED = 5;

/** What would have let it pass: often the port of the profile and that of the firewall differ. */
function nearMiss([miss]: readonly NearMiss[]): { fix?: string } {
  if (miss === undefined) return {};
  const axis = { from: 'from', to: 'to', protocol: 'by', port: 'on' }[miss.axis];
  return { fix: `${ruleInWords(miss.rule, 'Firewall rule')} allows it ${axis} ${miss.allows}.` };
}

/** Each route once, with the zones in which nothing is left of it for some rule. */
function emptyRoutes({ profile, policy, followed }: FollowedProfile): Finding[] {
  const { ruleset, verdicts, isEmptied } = followed;
  const zonesOf = new Map<string, Set<string>>();
  for (const rule of decidingRules(ruleset)) {
    const { name, proxies } = ruleset.leadsTo(null, rule);
    if (proxies.length === 0) continue;
    for (const zone of policy.zones.keys()) {
      if (!verdicts.mayDecide(zone, rule) || !isEmptied(zone, rule)) continue;
      zonesOf.set(name, (zonesOf.get(name) ?? new Set()).add(zone));
    }
  }
  return [...zonesOf].map(([name, zones]) => {
    const place = Object.hasOwn(profile.routes ?? {}, name) ? '/routes' : '/proxies';
    const instead = profile.delivery?.emptied ?? 'block';
    return finding('firewall.route-empty', pointerTo(place, name), {
      message: `nothing is left of ${name} in ${zonesInWords([...zones])}: it becomes ${instead} there`,
    });
  });
}

/** A warning where the rule then leads nowhere, else an information: its proxies are left. */
function blockedDirect({ policy, followed }: FollowedProfile): Finding[] {
  const { ruleset, isEmptied, lostDirect } = followed;
  return decidingRules(ruleset).flatMap((rule) => {
    const lost = [...policy.zones.keys()].flatMap((zone) => {
      const one = lostDirect(zone, rule);
      return one === null ? [] : [{ zone, ...one }];
    });
    const [first] = lost;
    if (first === undefined) return [];
    const by = [...new Set(lost.flatMap((one) => one.by))];
    const verdict = (lost.find((one) => one.verdict === 'none') ?? first).verdict;
    const zones = lost.map(({ zone }) => zone);
    return finding('firewall.direct-blocked', rule === null ? '/default' : pointerTo('/rules', rule.index, 'use'), {
      severity: zones.some((zone) => isEmptied(zone, rule)) ? 'warning' : 'info',
      message: `direct is left out in ${zonesInWords(zones)}: ${whyOf({ verdict, by })}`,
    });
  });
}

/** What stays in the routes only because nobody computed whether it is reached: one finding, for it has one cause. */
function notAnalysed({ policy, followed: { verdicts } }: FollowedProfile): Finding[] {
  const asked = [...policy.zones.keys()].map((zone) => ({ zone, ...verdicts.notAnalysed(zone) }));
  const open = asked.filter(({ proxies, direct }) => proxies.length + direct.length > 0);
  if (open.length === 0) return [];
  const proxies = [...new Set(open.flatMap((one) => one.proxies))];
  const direct = open.some((one) => one.direct.length > 0) ? ['direct'] : [];
  const message = `it was not computed whether ${inWords([...proxies, ...direct])} can be reached from ${zonesInWords(open.map(({ zone }) => zone))}`;
  return [finding('firewall.reach-not-analysed', '/firewall', { message })];
}

/** The enabled rules, and null for the default. */
function decidingRules({ rules }: RuleSet): (ParsedRule | null)[] {
  return [...rules.filter(({ disabled }) => !disabled), null];
}

function zonesInWords(zones: readonly string[]): string {
  return `${zones.length === 1 ? 'the zone' : 'the zones'} ${inWords(zones)}`;
}

function inWords(names: readonly string[]): string {
  const shown = names.slice(0, MAX_SHOWN).join(', ');
  return names.length > MAX_SHOWN ? `${shown} and ${names.length - MAX_SHOWN} more` : shown;
}

const MAX_SHOWN = 5;
