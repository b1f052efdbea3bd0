/** Does a policy mean something, and what? Names resolved, addresses read, everything doubtful found. Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Policy } from '../../../schemas/firewall.ts';
import { finding } from '../findings/finding.ts';
import { readGroups } from './parse-groups.ts';
import { readNames } from './parse-names.ts';
import { readRules } from './parse-rules.ts';
import { readZones } from './parse-zones.ts';
import { type Allowance, MAX_RANGES } from './peers.ts';
import type { FirewallPolicy } from './policy.ts';

/** What came out. With an error among the findings there is no policy. */
export interface ParsedPolicy {
  readonly policy: FirewallPolicy | null;
  readonly findings: readonly Finding[];
}

/**
 * Checks the meaning of a policy whose shape is right, and gives it with every address and name in its one spelling.
 * `now` is Unix milliseconds: rules that have expired are told.
 */
export function parsePolicy(written: Policy, now: number): ParsedPolicy {
  const findings: Finding[] = [];
  const tell = (finding: Finding) => findings.push(finding);
  const names = readNames(written.names ?? {}, tell);
  const zones = readZones(written.zones ?? {}, tell);
  const allowance: Allowance = { ranges: MAX_RANGES };
  const groups = readGroups(written.groups ?? {}, { zones: zones.zones, names: names.known }, { tell, allowance });
  const scope = { zones: zones.zones, groups: groups.peers, names: names.known };
  const rules = allowance.ranges < 0 ? [] : readRules(written.rules ?? [], { scope, now, allowance }, tell);
  if (allowance.ranges < 0)
    tell(finding('firewall.too-many-addresses', '/rules', { expected: `at most ${MAX_RANGES}` }));
  if (findings.some(({ severity }) => severity === 'error')) return { policy: null, findings };
  const document: Policy = {
    ...written,
    ...(written.zones && { zones: zones.spelled }),
    ...(written.groups && { groups: groups.spelled }),
    ...(written.names && { names: names.spelled }),
    ...(written.rules && { rules: rules.map(({ spelled }) => spelled) }),
  };
  const action = written.default ?? 'deny';
  return { policy: { document, ...scope, rules: rules.map(({ rule }) => rule), default: action }, findings };
}
