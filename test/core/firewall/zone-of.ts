/** In which zone is an address, by the policy alone? What tables and segments are held against. */
import type { FirewallPolicy } from '../../../worker/core/firewall/policy.ts';
import { edgeNetworks, firewallNetworks, zoneIn } from '../../../worker/core/firewall/zones.ts';
import type { IpAddress } from '../../../worker/core/net/address.ts';

/** The zone in which a client with this address of its own stands, or null. */
export function zoneOfClient(policy: FirewallPolicy, client: IpAddress): string | null {
  return zoneIn(firewallNetworks(policy.zones.values()), client);
}

/** The zone that the edge chooses for a peer address: the longest prefix; null for none and for a tie. */
export function zoneAtEdge(policy: FirewallPolicy, peer: IpAddress): string | null {
  return zoneIn(edgeNetworks(policy.zones.values()), peer);
}
