/** What does a CIDR text mean, and how is a range written? Pure. */
import {
  bitsOf,
  formatAddress,
  type IpAddress,
  type IpRange,
  invalid,
  isMapped,
  mapped,
  parseAddress,
} from './address.ts';
import type { Refused } from './refused.ts';

const PREFIX = /^(?:0|[1-9][0-9]{0,2})$/;

/**
 * Reads an address (`10.0.0.1`) or a CIDR range (`10.0.0.0/8`, RFC 4632 section 3.1, RFC 4291 section 2.3).
 * Host bits must be zero: programs differ in what they make of `10.0.0.1/8`.
 */
export function parseCidr(text: string): IpRange | Refused {
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === null) return { code: 'cidr.invalid', ...invalid(text, 'an address or CIDR range') };
  const bits = bitsOf(address.family);
  const prefix = slash === -1 ? String(bits) : text.slice(slash + 1);
  if (!PREFIX.test(prefix) || Number(prefix) > bits) return wrongPrefix(address, prefix);
  return withoutHostBits(address, Number(prefix));
}

/** The range of this prefix length that the address lies in. */
export function rangeAround(address: IpAddress, prefix: number): IpRange {
  const size = 1n << BigInt(bitsOf(address.family) - prefix);
  const first = address.value - (address.value % size);
  return { family: address.family, first, last: first + size - 1n };
}

/** The range of one address. */
export function rangeOf(address: IpAddress): IpRange {
  return { family: address.family, first: address.value, last: address.value };
}

/** The prefix length of a range that is one CIDR block, else null. */
export function prefixOf(range: IpRange): number | null {
  const size = range.last - range.first + 1n;
  const isBlock = (size & (size - 1n)) === 0n && range.first % size === 0n;
  return isBlock ? bitsOf(range.family) - (size.toString(2).length - 1) : null;
}

/** The canonical text: an address alone, a CIDR block, else `first-last`. */
export function formatRange(range: IpRange): string {
  const { family, first, last } = range;
  const start = formatAddress({ family, value: first });
  if (first === last) return start;
  const prefix = prefixOf(range);
  return prefix === null ? `${start}-${formatAddress({ family, value: last })}` : `${start}/${prefix}`;
}

function withoutHostBits(address: IpAddress, prefix: number): IpRange | Refused {
  const range = rangeAround(address, prefix);
  if (isMapped(address) && prefix >= 96) return mappedRange(address, prefix - 96);
  if (range.first === address.value) return range;
  const error = `expected the first address of the range: ${formatAddress(address)} has bits set beyond /${prefix}`;
  return { code: 'cidr.host-bits', error, fix: formatRange(range) };
}

/** A mapped range as it would be written in IPv4; `prefix` is that of IPv4. */
function mappedRange(address: IpAddress, prefix: number): Refused {
  const range = rangeAround({ family: 4, value: address.value & 0xffffffffn }, prefix);
  return { ...mapped(address), fix: formatRange(range) };
}

function wrongPrefix(address: IpAddress, prefix: string): Refused {
  const bits = bitsOf(address.family);
  const error = `expected a prefix length from 0 to ${bits} after the slash, not ${JSON.stringify(prefix)}`;
  return { code: 'cidr.prefix', error };
}
