/** How do tests get at a policy? By the same two steps as the service: shape, then meaning. */
import { Policy } from '../../../schemas/firewall.ts';
import { parsePolicy } from '../../../worker/core/firewall/parse.ts';
import type { FirewallPolicy } from '../../../worker/core/firewall/policy.ts';

/** The policy of a document without errors; the time is the first moment of 1970 unless given. */
export function parsed(document: Policy, now = 0): FirewallPolicy {
  const { policy, findings } = parsePolicy(Policy.parse(document), now);
  if (policy === null) throw new Error(JSON.stringify(findings));
  return policy;
}
