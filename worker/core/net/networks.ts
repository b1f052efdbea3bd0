/** Does a client's address lie in one of these networks? For access, so every doubt is a no. Pure. */
import { type IpAddress, inRange, isMapped, parseAddress } from './address.ts';
import { parseCidr } from './cidr.ts';
import { isRefused } from './refused.ts';

/**
 * Whether the address, as the network in front saw it, lies in one of the ranges. An unknown or unreadable address
 * lies in none, and an unreadable range holds nothing. A mapped address (`::ffff:192.0.2.1`, as dual-stack sockets
 * report IPv4 peers) counts as the IPv4 address that it stands for.
 */
export function isInNetworks(address: string | null, networks: readonly string[]): boolean {
  const parsed = address === null ? null : parseAddress(address);
  if (parsed === null) return false;
  const peer = unmapped(parsed);
  return networks.some((network) => {
    const range = parseCidr(network);
    return !isRefused(range) && inRange(peer, range);
  });
}

function unmapped(address: IpAddress): IpAddress {
  return isMapped(address) ? { family: 4, value: address.value & 0xffffffffn } : address;
}
