/** How is a range of IPv4 written where a list only knows `*`: `10.*`, `172.16.*`? Pure. */
import { formatAddress, type IpRange } from '../../net/address.ts';
import { prefixOf } from '../../net/cidr.ts';
import type { Printed } from '../fixed/dialect.ts';

/** A range that is not made of whole octets becomes one pattern for each value of the octet it ends in. */
const MAX_PATTERNS = 64;

/** Patterns over the dotted text of addresses, or why there are none. */
export function octetPatterns(range: IpRange): Printed {
  if (range.family === 6) return { lost: 'it takes no ranges of IPv6' };
  if (range.first === range.last) return { say: [formatAddress({ family: 4, value: range.first })] };
  const prefix = prefixOf(range) ?? 32;
  const octets = Math.ceil(prefix / 8);
  const count = 2 ** (octets * 8 - prefix);
  if (prefix === 0) return { lost: 'it takes no range of all addresses' };
  if (count > MAX_PATTERNS) return { lost: `the range would be ${count} patterns` };
  const step = 1n << BigInt(32 - octets * 8);
  const starts = Array.from({ length: count }, (_, index) => range.first + BigInt(index) * step);
  const say = starts.map((value) => {
    const parts = formatAddress({ family: 4, value }).split('.').slice(0, octets);
    return octets === 4 ? parts.join('.') : `${parts.join('.')}.*`;
  });
  return octets === 4
    ? { say }
    : { say, wider: 'names that begin like the addresses, as 10.1.example does for 10.1.0.0/16' };
}
