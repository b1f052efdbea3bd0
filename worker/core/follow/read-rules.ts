/** What are the rules of a profile, and what does its policy leave of what they lead to? Pure: the time comes in. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { finding } from '../findings/finding.ts';
import { quote } from '../findings/quote.ts';
import type { FirewallPolicy } from '../firewall/policy.ts';
import type { Lists } from '../rules/kind.ts';
import type { Tell } from '../rules/parse-condition.ts';
import { parseRuleSet, type RuleSet } from '../rules/ruleset.ts';
import { follow } from './follow.ts';
import { surroundingsOf } from './surroundings.ts';

/** What rules are read against. */
export interface Around {
  /** The firewall policy that the profile follows, or null. */
  readonly policy: FirewallPolicy | null;
  /** What the lists mean that it may name; none when absent. */
  readonly lists?: Lists | undefined;
  /** Unix milliseconds. */
  readonly now: number;
  /** Other profiles that follow the policy: a port that one of them uses is not open for nothing. */
  readonly others?: readonly Profile[] | undefined;
}

/** Reads a profile's rules to be asked, and tells what is wrong with them; null when any of it is an error. */
export function readRules(profile: Profile, { policy, lists, now }: Around, tell: Tell): RuleSet | null {
  const missing = missingPolicy(profile, policy);
  for (const one of missing) tell(one);
  const ruleset = parseRuleSet(profile, surroundingsOf(policy, lists), tell);
  if (ruleset === null || missing.length > 0) return null;
  return policy === null ? ruleset : follow({ profile, ruleset, policy, now }).ruleset;
}

/** An error where a profile names a policy that is not there. */
export function missingPolicy({ firewall }: Profile, policy: FirewallPolicy | null): Finding[] {
  if (firewall === undefined || policy !== null) return [];
  const message = 'expected the id of a firewall policy that exists';
  return [finding('reference.unknown', '/firewall', { message, found: quote(firewall) })];
}
