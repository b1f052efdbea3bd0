/** What is an IP address, and a range of them? Pure; strict by choice: what programs read differently is refused. */
import type { Refused } from './refused.ts';

/** An address as a number. IPv4-mapped IPv6 addresses stay IPv6. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** An inclusive range of addresses of one family. */
export interface IpRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;
const MAPPED_PREFIX = 0xffffn;

/** How many bits an address of this family has. */
export function bitsOf(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/**
 * Reads an address literal, or gives null.
 * IPv4: four decimal octets without leading zeros. IPv6: RFC 4291 section 2.2, all three forms, without brackets
 * or a zone id; a dotted tail obeys the IPv4 rule.
 */
export function parseAddress(text: string): IpAddress | null {
  if (IPV4.test(text)) return { family: 4, value: octets(text) };
  const value = text.includes(':') && text.length <= 45 ? ipv6(text) : null;
  return value === null ? null : { family: 6, value };
}

/** Whether it is an IPv4-mapped IPv6 address (`::ffff:0:0/96`, RFC 4291 section 2.5.5.2). */
export function isMapped(address: IpAddress): boolean {
  return address.family === 6 && address.value >> 32n === MAPPED_PREFIX;
}

/**
 * Reads an address of a document, refusing with a reason. IPv4-mapped addresses are refused:
 * some programs compare them with IPv4 ranges and some do not.
 */
export function readAddress(text: string): IpAddress | Refused {
  const address = parseAddress(text);
  if (address === null) return { code: 'address.invalid', ...invalid(text, 'an address') };
  return isMapped(address) ? mapped(address) : address;
}

/**
 * Writes an address: dotted decimal, or RFC 5952 for IPv6 (lower case, no leading zeros, the first longest run of
 * two or more zero groups as `::`). Mapped addresses are written in hexadecimal, as URL parsers do.
 */
export function formatAddress(address: IpAddress): string {
  const { family, value } = address;
  const size = family === 4 ? 8n : 16n;
  const count = family === 4 ? 4 : 8;
  const parts = Array.from(
    { length: count },
    (_, i) => (value >> (size * BigInt(count - 1 - i))) & ((1n << size) - 1n),
  );
  return family === 4 ? parts.join('.') : compress(parts.map((part) => part.toString(16)));
}

/** Whether the address lies in the range. Families never mix. */
export function inRange(address: IpAddress, range: IpRange): boolean {
  return address.family === range.family && range.first <= address.value && address.value <= range.last;
}

/** Reads the dotted decimal form that `IPV4` has accepted. */
function octets(text: string): bigint {
  return text.split('.').reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

function ipv6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const parts = halves.map((half, i) => groups(half, i === halves.length - 1));
  const [head, tail] = parts;
  if (head === null || head === undefined || tail === null) return null;
  if (tail === undefined) return head.length === 8 ? join(head) : null;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? null : join([...head, ...Array<bigint>(missing).fill(0n), ...tail]);
}

/** The 16-bit groups of one side of `::`; only the last side may end in a dotted IPv4 address. */
function groups(half: string, isLast: boolean): bigint[] | null {
  if (half === '') return [];
  const parts = half.split(':');
  const dotted = isLast && IPV4.test(parts.at(-1) ?? '') ? octets(parts.pop() ?? '') : null;
  if (!parts.every((part) => GROUP.test(part))) return null;
  const values = parts.map((part) => BigInt(`0x${part}`));
  return dotted === null ? values : [...values, dotted >> 16n, dotted & 0xffffn];
}

function join(parts: readonly bigint[]): bigint {
  return parts.reduce((value, part) => (value << 16n) | part, 0n);
}

function compress(parts: readonly string[]): string {
  const runs = parts.map((_, i) => parts.slice(i).findIndex((part) => part !== '0'));
  const lengths = runs.map((run, i) => (run === -1 ? parts.length - i : run));
  const longest = Math.max(...lengths);
  if (longest < 2) return parts.join(':');
  const start = lengths.indexOf(longest);
  return `${parts.slice(0, start).join(':')}::${parts.slice(start + longest).join(':')}`;
}

/** Words for a text that is no address: the likely mistake, as far as it can be seen. */
export function invalid(text: string, wanted: string): Omit<Refused, 'code'> {
  if (text.includes('%')) return { error: `expected ${wanted}; zone ids have no meaning outside one machine` };
  if (/[[\]]/.test(text)) return { error: `expected ${wanted} without brackets`, fix: text.replace(/[[\]]/g, '') };
  if (/(?:^|\.)0[0-9]/.test(text)) return { error: `expected ${wanted}; a leading zero is octal to some programs` };
  if (/^[0-9.]+$/.test(text)) return { error: `expected ${wanted}: four numbers from 0 to 255, such as 192.0.2.1` };
  return { error: `expected ${wanted}, such as 192.0.2.1 or 2001:db8::1` };
}

/** The refusal of an IPv4-mapped address. */
export function mapped(address: IpAddress): Refused {
  const fix = formatAddress({ family: 4, value: address.value & 0xffffffffn });
  return { code: 'address.mapped', error: 'expected the IPv4 address itself, not its IPv4-mapped IPv6 form', fix };
}
