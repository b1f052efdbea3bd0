/** What is wrong with a firewall policy, or will be? Meaning is checked here, after shape. Pure: the time comes in. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Policy } from '../../../schemas/firewall.ts';
import { pointerTo } from '../document/pointer.ts';
import { complete, finding, hasErrors } from '../findings/finding.ts';
import { credentialFindings } from '../profile/credentials.ts';
import { policyFindings } from './analysis/findings.ts';
import { type ParsedPolicy, parsePolicy } from './parse.ts';
import type { FirewallPolicy } from './policy.ts';

/** Checks a policy that has the right shape, quickly. `now` is Unix milliseconds: rules that have expired are told. */
export function checkPolicy(written: Policy, now: number): ParsedPolicy {
  const secrets = credentialFindings(written);
  const { policy, findings } = parsePolicy(written, now);
  const values = [...secrets, ...findings.map(complete)];
  if (policy === null || hasErrors(values)) return { policy: null, findings: withoutConsequences(values) };
  return { policy, findings: [...values, ...unseenZones(policy)] };
}

/** The same for a policy that is to be kept: analysed as well, which takes longer the more rules it has. */
export function reviewPolicy(written: Policy, now: number): ParsedPolicy {
  const { policy, findings } = checkPolicy(written, now);
  return { policy, findings: policy === null ? findings : [...findings, ...policyFindings(policy, now)] };
}

/** That a rule matches nothing need not be told where an entry of it was refused. */
function withoutConsequences(findings: readonly Finding[]): Finding[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return findings.filter(
    ({ code, path }) => code !== 'firewall.unmatchable' || !errors.some((error) => error.path.startsWith(`${path}/`)),
  );
}

/** The edge sees the addresses of clients after translation, and only `seenAs` tells which those are. */
function unseenZones({ zones }: FirewallPolicy): Finding[] {
  return [...zones.values()]
    .filter(({ seenAs }) => seenAs.length === 0)
    .map(({ name }) => finding('zone.not-seen', pointerTo('/zones', name)));
}
