/** What is wrong with a firewall policy, or will be? Meaning is checked here, after shape. Pure: the time comes in. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Policy } from '../../../schemas/firewall.ts';
import { pointerTo } from '../document/pointer.ts';
import { complete, finding, hasErrors } from '../findings/finding.ts';
import { credentialFindings } from '../profile/credentials.ts';
import { policyFindings } from './analysis/findings.ts';
import { type ParsedPolicy, parsePolicy } from './parse.ts';
import type { FirewallPolicy } from './policy.ts';

/**
 * Checks a policy that has the right shape, and analyses it when it has no errors. `now` is Unix milliseconds: rules
 * that have expired are told, and take no part.
 */
export function checkPolicy(written: Policy, now: number): ParsedPolicy {
  const secrets = credentialFindings(written);
  const { policy, findings } = parsePolicy(written, now);
  const values = [...secrets, ...findings.map(complete)];
  if (policy === null || hasErrors(values)) return { policy: null, findings: values };
  return { policy, findings: [...values, ...unseenZones(policy), ...policyFindings(policy, now)] };
}

/** The edge sees the addresses of clients after translation, and only `seenAs` tells which those are. */
function unseenZones({ zones }: FirewallPolicy): Finding[] {
  return [...zones.values()]
    .filter(({ seenAs }) => seenAs.length === 0)
    .map(({ name }) => finding('zone.not-seen', pointerTo('/zones', name)));
}
