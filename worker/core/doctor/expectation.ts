/** What does a firewall policy let the clients of a zone expect of each proxy, and of going direct? Pure. */
import type { ReachVerdict } from '../../../schemas/firewall-questions.ts';
import type { Profile } from '../../../schemas/profile.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import { type DirectUse, directGoal, type Goal, proxyGoal, reachOf } from '../firewall/questions/reach.ts';
import { rangeOf } from '../net/cidr.ts';
import { readHost } from '../net/host.ts';
import { isRefused } from '../net/refused.ts';
import type { Expectation } from './subject.ts';

/** Whose expectations they are. */
export interface ExpectedWhere {
  readonly profile: Profile;
  readonly policy: FirewallPolicy;
  readonly zone: string;
  /** The page that the doctor tries without a proxy. */
  readonly pageUrl: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** `some` is about other clients than this one as well, so it says nothing about this one. */
const EXPECTATIONS: Readonly<Record<ReachVerdict, Expectation>> = {
  all: 'reachable',
  none: 'unreachable',
  empty: 'unreachable',
  some: 'unknown',
  unknown: 'unknown',
};

/** The expectation by the name of a proxy, or `direct` (to the doctor's page). Unknown for a zone that the policy has not. */
export function expectationsIn(where: ExpectedWhere): (name: string) => Expectation {
  const verdicts = new Map(verdictsIn(where).map(({ proxy, verdict }) => [proxy, verdict]));
  return (name) => EXPECTATIONS[verdicts.get(name) ?? 'unknown'];
}

/** The verdict of each proxy of the profile in the zone, then that of `direct`; none where the policy has no such zone. */
export function verdictsIn(
  where: ExpectedWhere,
): readonly { readonly proxy: string; readonly verdict: ReachVerdict }[] {
  const { profile, policy, zone, pageUrl, now } = where;
  const goals: Goal[] = Object.entries(profile.proxies ?? {}).map(([name, proxy]) => proxyGoal(policy, name, proxy));
  return reachOf(policy, [...goals, directGoal(policy, pageUse(pageUrl))], { now })
    .filter((reach) => reach.zone === zone)
    .map(({ proxy, verdict }) => ({ proxy, verdict }));
}

function pageUse(pageUrl: string): DirectUse {
  const { hostname, port, protocol } = new URL(pageUrl);
  const host = readHost(hostname.replace(/^\[|\]$/g, ''));
  const number = Number(port || { 'http:': 80, 'https:': 443 }[protocol] || 0);
  const ports = [[number, number]] as const;
  if (isRefused(host)) return { ranges: [], names: [], ports };
  if (host.literal !== null) return { ranges: [rangeOf(host.literal)], names: [], ports };
  return { ranges: [], names: [{ name: host.text, match: 'exact' }], ports };
}
