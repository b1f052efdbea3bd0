/** Does an address lie in one of these networks? Pure; what cannot be read lies nowhere. */
import { type IpAddress, inRange, isMapped, parseAddress } from './address.ts';
import { parseCidr } from './cidr.ts';
import { isRefused } from './refused.ts';

/**
 * Whether the address text lies in one of the ranges (addresses or CIDR). An IPv4-mapped IPv6 address counts as
 * the IPv4 address: it is how a dual-stack socket shows an IPv4 client. No address, or an unreadable range: false.
 */
export function isInNetworks(address: string | null, networks: readonly string[]): boolean {
  const parsed = address === null ? null : parseAddress(address);
  if (parsed === null) return false;
  const client = unmapped(parsed);
  return networks.some((network) => {
    const range = parseCidr(network);
    return !isRefused(range) && inRange(client, range);
  });
}

/** An IPv4-mapped IPv6 address as the IPv4 address that it stands for; any other as it is. */
export function unmapped(address: IpAddress): IpAddress {
  return isMapped(address) ? { family: 4, value: address.value & 0xffffffffn } : address;
}
