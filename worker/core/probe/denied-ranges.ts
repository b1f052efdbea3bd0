/** Which addresses are not the public Internet, and what are they for? Pure data, looked up by the guard and the checks. */
import { type IpAddress, type IpRange, inRange } from '../net/address.ts';
import { parseCidr } from '../net/cidr.ts';
import { isRefused } from '../net/refused.ts';

/** What a range is for. */
export type AddressUse =
  | 'unspecified'
  | 'private'
  | 'shared'
  | 'loopback'
  | 'link-local'
  | 'documentation'
  | 'benchmark'
  | 'multicast'
  | 'reserved'
  | 'future'
  | 'translation'
  | 'cloud-service';

/**
 * The rows of IANA's IPv4 and IPv6 Special-Purpose Address Registries whose addresses are not globally reachable or hide
 * another address inside, the multicast spaces, and one service inside clouds that has a public address. Each row names
 * its source. A range may lie in another; the first row that holds an address says what it is for.
 */
// biome-ignore format: a table of ranges
const ROWS: readonly (readonly [cidr: string, use: AddressUse, source: string])[] = [
  ['0.0.0.0/8', 'unspecified', 'RFC 791, section 3.2: this network'],
  ['10.0.0.0/8', 'private', 'RFC 1918'],
  ['100.64.0.0/10', 'shared', 'RFC 6598: carriers’ NAT; some clouds keep their metadata service there'],
  ['127.0.0.0/8', 'loopback', 'RFC 1122, section 3.2.1.3'],
  ['169.254.0.0/16', 'link-local', 'RFC 3927; 169.254.169.254 is the metadata service of most clouds'],
  ['172.16.0.0/12', 'private', 'RFC 1918'],
  ['192.0.0.0/24', 'reserved', 'RFC 6890: IETF protocol assignments'],
  ['192.0.2.0/24', 'documentation', 'RFC 5737'],
  ['192.88.99.0/24', 'translation', 'RFC 7526: 6to4 relay anycast'],
  ['192.168.0.0/16', 'private', 'RFC 1918'],
  ['198.18.0.0/15', 'benchmark', 'RFC 2544'],
  ['198.51.100.0/24', 'documentation', 'RFC 5737'],
  ['203.0.113.0/24', 'documentation', 'RFC 5737'],
  ['224.0.0.0/4', 'multicast', 'RFC 5771'],
  ['240.0.0.0/4', 'future', 'RFC 1112, section 4; 255.255.255.255 is RFC 8190’s limited broadcast'],
  ['168.63.129.16', 'cloud-service', 'learn.microsoft.com, "What is IP address 168.63.129.16?"'],
  ['::', 'unspecified', 'RFC 4291, section 2.5.2'],
  ['::1', 'loopback', 'RFC 4291, section 2.5.3'],
  ['::/96', 'translation', 'RFC 4291, section 2.5.5.1: IPv4-compatible'],
  ['64:ff9b::/96', 'translation', 'RFC 6052: NAT64'],
  ['64:ff9b:1::/48', 'translation', 'RFC 8215: NAT64 in one network'],
  ['100::/64', 'reserved', 'RFC 6666: discard'],
  ['100:0:0:1::/64', 'reserved', 'RFC 9780: dummy prefix'],
  ['2001:2::/48', 'benchmark', 'RFC 5180'],
  ['2001:db8::/32', 'documentation', 'RFC 3849'],
  ['2001::/23', 'reserved', 'RFC 2928: IETF protocol assignments (Teredo, ORCHID, AS112 …)'],
  ['2002::/16', 'translation', 'RFC 3056: 6to4'],
  ['3fff::/20', 'documentation', 'RFC 9637'],
  ['5f00::/16', 'reserved', 'RFC 9602: segment routing'],
  ['fc00::/7', 'private', 'RFC 4193: unique local; fd00:ec2::254 is a metadata service'],
  ['fe80::/10', 'link-local', 'RFC 4291, section 2.5.6'],
  ['fec0::/10', 'private', 'RFC 3879: site-local, withdrawn'],
  ['ff00::/8', 'multicast', 'RFC 4291, section 2.7'],
];

/** IPv4-mapped addresses (RFC 4291, section 2.5.5.2): the IPv4 address behind them is what would be reached. */
const MAPPED: IpRange = { family: 6, first: 0xffff00000000n, last: 0xffffffffffffn };

/** One range that is not the public Internet. */
export interface DeniedRange {
  readonly cidr: string;
  readonly range: IpRange;
  readonly use: AddressUse;
  readonly source: string;
}

/** The table, parsed. */
export const DENIED_RANGES: readonly DeniedRange[] = ROWS.map(([cidr, use, source]) => {
  const range = parseCidr(cidr);
  if (isRefused(range)) throw new Error(`${cidr}: ${range.error}`);
  return { cidr, range, use, source };
});

/** The row that holds an address, or null for an address of the public Internet. Mapped addresses are `translation`. */
export function deniedRange(address: IpAddress): DeniedRange | null {
  const row = DENIED_RANGES.find(({ range }) => inRange(address, range));
  if (row !== undefined) return row;
  if (!inRange(address, MAPPED)) return null;
  return { cidr: '::ffff:0:0/96', range: MAPPED, use: 'translation', source: 'RFC 4291, section 2.5.5.2: IPv4-mapped' };
}

/** What an address is for; `public` when it is none of the special ones. */
export const useOf = (address: IpAddress): AddressUse | 'public' => deniedRange(address)?.use ?? 'public';
