/** What do conditions see of a policy and of lists? Its zones, in which of them a client stands, what lists test. Pure. */
import type { FirewallPolicy } from '../firewall/policy.ts';
import { firewallNetworks, zoneIn } from '../firewall/zones.ts';
import type { Lists, Surroundings } from '../rules/kind.ts';
import { ALONE } from '../rules/surroundings.ts';

/** The surroundings of a profile that follows this policy (null: none) and may name these lists. */
export function surroundingsOf(policy: FirewallPolicy | null, lists: Lists = NO_LISTS): Surroundings {
  const around: Surroundings = { ...ALONE, list: (id) => lists.get(id), listIds: [...lists.keys()] };
  if (policy === null) return around;
  const networks = firewallNetworks(policy.zones.values());
  return { ...around, zones: [...policy.zones.keys()], zoneOf: (client) => zoneIn(networks, client) };
}

const NO_LISTS: Lists = new Map();
