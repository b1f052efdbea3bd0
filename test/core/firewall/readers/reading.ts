/** What does a reader of an exported text have to say? It shares no code with what wrote the text. */
import ipaddr from 'ipaddr.js';
import type { OracleFlow } from '../oracle.ts';

/** `allow`, `deny`, or null where the text says nothing and other rules of the firewall decide. */
export type Decision = 'allow' | 'deny' | null;
export type Decide = (flow: OracleFlow) => Decision;

/** A condition that has to hold of one part of a flow. */
export type Holds = (value: string) => boolean;

/** One rule as a reader understands it: null is no condition. */
export interface ReadRule {
  readonly action: 'allow' | 'deny';
  readonly protocols: readonly string[] | null;
  readonly from: Holds | null;
  readonly to: Holds | null;
  readonly ports: readonly (readonly [number, number])[] | null;
}

/** The first rule that matches decides. */
export function firstOf(rules: readonly ReadRule[]): Decide {
  return (flow) => rules.find((rule) => matches(rule, flow))?.action ?? null;
}

function matches({ protocols, from, to, ports }: ReadRule, { src, dst, protocol, port }: OracleFlow): boolean {
  return (
    (protocols === null || protocols.includes(protocol)) &&
    (ports === null || ports.some(([first, last]) => first <= port && port <= last)) &&
    (from === null || from(src)) &&
    (to === null || to(dst))
  );
}

/** An address, a CIDR block or `first-last`: whether an address is in one of them, each looked at once. */
export function within(texts: readonly string[]): Holds {
  const known = new Map<string, boolean>();
  return (address) => {
    const value = known.get(address) ?? texts.some((text) => covers(text, address));
    known.set(address, value);
    return value;
  };
}

/** All addresses of a family. */
export const ofFamily =
  (family: 4 | 6): Holds =>
  (address) =>
    address.includes(':') === (family === 6);

function covers(text: string, address: string): boolean {
  const read = ipaddr.parse(address);
  const [first = '', last] = text.split('-');
  if (last !== undefined) {
    const ends = [first, last].map((end) => ipaddr.parse(end));
    if (ends.some((end) => end.kind() !== read.kind())) return false;
    const [low, value, high] = [ends[0], read, ends[1]].map(hexOf);
    return (low ?? '') <= (value ?? '') && (value ?? '') <= (high ?? '');
  }
  const [base, prefix] = text.includes('/') ? ipaddr.parseCIDR(text) : [ipaddr.parse(text), undefined];
  if (base.kind() !== read.kind()) return false;
  return read.match(base as never, prefix ?? (base.kind() === 'ipv4' ? 32 : 128));
}

function hexOf(address: ReturnType<typeof ipaddr.parse> | undefined): string {
  return (address?.toByteArray() ?? []).map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `80`, `8080-8088`: a number or both ends with a joint between. */
export function spanOf(text: string, joint = '-'): readonly [number, number] {
  const [first = '', last = first] = text.split(joint);
  return [portOf(first), portOf(last)];
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^[1-9][0-9]*$/.test(text) || port > 65_535) throw new Error(`${text} is no port`);
  return port;
}

/** Throws for a line that the reader does not know: what it passes over would not be tested. */
export function unknown(line: string): never {
  throw new Error(`a line that no ${line.split(' ')[0]} command has: ${line}`);
}

/** The mask of a network as a prefix length; `wildcard` is the mask turned round. */
export function prefixOfMask(mask: string, isWildcard = false): number {
  const octets = mask.split('.').map((octet) => (isWildcard ? 255 - Number(octet) : Number(octet)));
  return ipaddr.IPv4.parse(octets.join('.')).prefixLengthFromSubnetMask() ?? unknown(mask);
}
