/** What does one entry of `from`, `to` or a group mean? Pure. */
import type { IpAddress, IpRange } from '../net/address.ts';
import { formatRange, parseCidr, rangeOf } from '../net/cidr.ts';
import { canonicalHost } from '../net/host.ts';
import { isRefused, type Refused } from '../net/refused.ts';
import type { NameEntry } from '../pac/program.ts';
import type { Peers, PolicyZone } from './policy.ts';
import { EVERYTHING, mergeRanges } from './ranges.ts';

/** What names mean in a policy. */
export interface PeerScope {
  readonly zones: ReadonlyMap<string, PolicyZone>;
  readonly groups: ReadonlyMap<string, Peers>;
  readonly names: ReadonlyMap<string, readonly IpAddress[]>;
}

/** How many ranges of addresses and names may still be written out; counted down over a whole policy. */
export interface Allowance {
  ranges: number;
}

/**
 * Ranges and names that the sides of all rules and the groups may come to, each distinct list counted once: groups are written out
 * wherever they stand in another list. A document of 1 MiB has room for 70,000 of its own; two million take half a second.
 */
export const MAX_RANGES = 2_000_000;

/** Takes peers off the allowance; false when it does not suffice. */
export function isAllowed(peers: readonly Peers[], allowance: Allowance): boolean {
  for (const { ranges, names } of peers) allowance.ranges -= ranges.length + names.length;
  return allowance.ranges >= 0;
}

/** Nothing at all: the start of a sum, and an empty group. */
export const NOBODY: Peers = { written: [], ranges: [], names: [] };

const BARE_NAME = /^[a-z0-9][a-z0-9-]*$/;

/**
 * Reads one entry. Refused: host bits, mapped addresses, names without a dot that are neither zone nor group, and
 * wildcards other than a leading `*.`.
 */
export function readPeer(text: string, scope: PeerScope): Peers | Refused {
  if (text === 'any') return { written: ['any'], ranges: EVERYTHING, names: [] };
  if (looksNumeric(text)) return readRange(text);
  if (!text.includes('.')) return readReference(text, scope);
  const isBelow = text.startsWith('*.');
  const name = canonicalHost(isBelow ? text.slice(2) : text);
  if (isRefused(name)) return name.code === 'host.wildcard' ? WILDCARD : name;
  if (isBelow) return readBelow(name, scope);
  return name.includes('.') ? peersOfName(name, scope.names) : dotless(name);
}

/** All of several entries. */
export function sumOfPeers(peers: readonly Peers[]): Peers {
  return {
    written: peers.flatMap(({ written }) => written),
    ranges: mergeRanges(peers.flatMap(({ ranges }) => ranges)),
    names: distinctNames(peers.flatMap(({ names }) => names)),
  };
}

/** A canonical host name as a destination: its addresses where they are known, else the name itself. */
function peersOfName(name: string, known: PeerScope['names']): Peers {
  const addresses = known.get(name);
  if (addresses === undefined) return { written: [name], ranges: [], names: [{ name, match: 'exact' }] };
  return { written: [name], ranges: mergeRanges(addresses.map(rangeOf)), names: [] };
}

function looksNumeric(text: string): boolean {
  return text.includes('/') || text.includes(':') || /^[0-9.]+$/.test(text);
}

function readRange(text: string): Peers | Refused {
  const range = parseCidr(text);
  if (isRefused(range)) return range;
  return { written: [formatRange(range)], ranges: [range], names: [] };
}

function readReference(text: string, scope: PeerScope): Peers | Refused {
  const zone = scope.zones.get(text);
  if (zone !== undefined) return { written: [text], ranges: zone.region, names: [] };
  const group = scope.groups.get(text);
  if (group !== undefined) return { ...group, written: [text] };
  const known = [...scope.zones.keys(), ...scope.groups.keys()].slice(0, 10).join(', ');
  const error = BARE_NAME.test(text)
    ? `expected a zone or a group of this policy${known === '' ? ', which has none' : ` (${known})`}; a host name has a dot`
    : 'expected any, an address, a CIDR range, a zone, a group, or a host name with a dot';
  return { code: 'firewall.unknown-peer', error };
}

/** Everything below a name: what is known of it as addresses, and the rest as a pattern. */
function readBelow(name: string, { names }: PeerScope): Peers {
  const kept = BELOW.get(names) ?? new Map<string, readonly IpRange[]>();
  BELOW.set(names, kept);
  const ranges =
    kept.get(name) ?? mergeRanges(hostsBelow(name, names).flatMap((host) => (names.get(host) ?? []).map(rangeOf)));
  kept.set(name, ranges);
  return { written: [`*.${name}`], ranges, names: [{ name, match: 'below' }] };
}

/** What is known below a name; many rules may say the same. */
const BELOW = new WeakMap<PeerScope['names'], Map<string, readonly IpRange[]>>();
/** The hosts below each name that is a parent of some. */
const CHILDREN = new WeakMap<PeerScope['names'], ReadonlyMap<string, readonly string[]>>();

function hostsBelow(name: string, names: PeerScope['names']): readonly string[] {
  const known = CHILDREN.get(names);
  if (known !== undefined) return known.get(name) ?? [];
  const children = new Map<string, string[]>();
  for (const host of names.keys()) {
    for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) {
      const parent = host.slice(dot + 1);
      const list = children.get(parent);
      if (list === undefined) children.set(parent, [host]);
      else list.push(host);
    }
  }
  CHILDREN.set(names, children);
  return children.get(name) ?? [];
}

function dotless(name: string): Refused {
  return {
    code: 'firewall.unknown-peer',
    error: 'expected a host name with a dot inside: a name without one is a zone or a group',
    fix: name,
  };
}

const WILDCARD: Refused = {
  code: 'firewall.wildcard',
  error: 'expected a host name, or *. and a host name: a firewall can only name a host or all hosts below a name',
};

function distinctNames(entries: readonly NameEntry[]): NameEntry[] {
  return [...new Map(entries.map((entry) => [`${entry.match} ${entry.name}`, entry])).values()];
}
