/** What do conditions see of a firewall policy? Its zones, and in which of them a client stands. Pure. */
import type { FirewallPolicy } from '../firewall/policy.ts';
import { firewallNetworks, zoneIn } from '../firewall/zones.ts';
import type { Surroundings } from '../rules/kind.ts';
import { ALONE } from '../rules/surroundings.ts';

/** The surroundings of a profile that follows this policy (null: none). */
export function surroundingsOf(policy: FirewallPolicy | null): Surroundings {
  if (policy === null) return ALONE;
  const networks = firewallNetworks(policy.zones.values());
  return { ...ALONE, zones: [...policy.zones.keys()], zoneOf: (client) => zoneIn(networks, client) };
}
