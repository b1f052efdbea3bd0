/** What is wrong with a firewall policy, or will be? Meaning is checked here, after shape. Pure: the time comes in. */
import type { Policy } from '../../../schemas/firewall.ts';
import { complete, hasErrors } from '../findings/finding.ts';
import { credentialFindings } from '../profile/credentials.ts';
import { type ParsedPolicy, parsePolicy } from './parse.ts';
import { unseenZoneFindings } from './unseen.ts';

/** Checks a policy that has the right shape. `now` is Unix milliseconds: rules that have expired are told. */
export function checkPolicy(written: Policy, now: number): ParsedPolicy {
  const secrets = credentialFindings(written);
  const { policy, findings } = parsePolicy(written, now);
  const all = [...secrets, ...findings.map(complete)];
  if (policy === null || hasErrors(all)) return { policy: null, findings: all };
  return { policy, findings: [...all, ...unseenZoneFindings(policy)] };
}
