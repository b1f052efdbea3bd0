/** What is wrong with a profile, or will be? Meaning is checked here, after shape. Pure: the time comes in. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { complete, hasErrors } from '../findings/finding.ts';
import { followFindings } from '../follow/findings.ts';
import { type Followed, follow } from '../follow/follow.ts';
import { type Around, missingPolicy } from '../follow/read-rules.ts';
import { surroundingsOf } from '../follow/surroundings.ts';
import { checkPorts } from '../ports/check-profile.ts';
import { zoneFindings } from '../ports/firewall-check.ts';
import { parseRuleSet, type RuleSet } from '../rules/ruleset.ts';
import { addressFindings } from './addresses.ts';
import { credentialFindings } from './credentials.ts';
import { deliveryFindings } from './delivery.ts';
import { endpointUseFindings } from './endpoints.ts';
import { reachFindings } from './reach/reach.ts';
import { testFindings } from './tests.ts';

/** The rules of a profile without errors, and every finding; the rules are null when a finding is an error. */
export interface Checked {
  /** What its rules lead to is what the policy leaves. */
  readonly ruleset: RuleSet | null;
  /** How it follows its policy; null without one. */
  readonly followed: Followed | null;
  readonly findings: readonly Finding[];
}

/**
 * Checks a profile that has the right shape. All errors of single values are told at once; what needs sound values
 * (use of routes, reach of rules, what the firewall leaves) follows when there are none, and the profile's own tests last.
 */
export function checkProfile(profile: Profile, { policy, lists, now, others }: Around): Checked {
  const told: Finding[] = [];
  const ruleset = parseRuleSet(profile, surroundingsOf(policy, lists), (one) => told.push(complete(one)));
  const values = withoutRepeats([
    ...credentialFindings(profile),
    ...told,
    ...addressFindings(profile),
    ...deliveryFindings(profile),
    ...missingPolicy(profile, policy),
    ...checkPorts(profile).map(complete),
  ]);
  if (ruleset === null || hasErrors(values)) return { ruleset: null, followed: null, findings: values };
  const followed = policy === null ? null : follow({ profile, ruleset, policy, now });
  const narrowed = followed?.ruleset ?? ruleset;
  const whole = [
    ...values,
    ...reachFindings(ruleset),
    ...endpointUseFindings(profile, ruleset),
    ...(followed === null || policy === null ? [] : followFindings({ profile, policy, followed, now, others })),
    ...(followed === null || policy === null
      ? []
      : zoneFindings({ profile, policy, now, unreached: followed.verdicts.proxy })),
    ...testFindings(profile, narrowed, now),
  ];
  return hasErrors(whole)
    ? { ruleset: null, followed: null, findings: whole }
    : { ruleset: narrowed, followed, findings: whole };
}

/** One error a place is enough: a text with a credential in it is often also no host. The first is kept. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const wrong = new Set<string>();
  return findings.filter(({ severity, path }) => {
    if (severity !== 'error') return true;
    const isFirst = !wrong.has(path);
    wrong.add(path);
    return isFirst;
  });
}
