/** Where can a flow go? To addresses, to a name whose addresses are known, or to one whose are not. Pure. */
import type { ProxyEntry } from '../../../../schemas/profile.ts';
import { type IpRange, readAddress } from '../../net/address.ts';
import { formatRange, rangeOf } from '../../net/cidr.ts';
import { canonicalHost, readHost } from '../../net/host.ts';
import { isRefused } from '../../net/refused.ts';
import type { NameEntry } from '../../pac/program.ts';
import type { UnknownHost } from '../algebra/space.ts';
import { asHost } from '../analysis/host-index.ts';
import { distinctDestinations, type FirewallPolicy, type Peers, type PolicyZone } from '../policy.ts';
import { EVERYTHING, mergeRanges } from '../ranges.ts';

/** One destination. `host` null: addresses. `at` null: a name whose addresses nobody has told. */
export type Target =
  | { readonly host: null; readonly at: Peers }
  | { readonly host: UnknownHost; readonly at: Peers | null };

/** The destinations that an entry of `to` stands for: its addresses together, and each name by itself. */
export function targetsOfPeers(peers: Peers): Target[] {
  const names = peers.names.map((entry): Target => ({ host: asHost(entry), at: null }));
  return peers.ranges.length === 0 ? names : [{ host: null, at: peers }, ...names];
}

/**
 * Where a proxy is: its address; else the addresses that the profile gives it, else those of the policy, else unknown.
 * A host that is no host (no such profile is stored) is nowhere.
 */
export function targetsOfProxy(policy: FirewallPolicy, proxy: Pick<ProxyEntry, 'host' | 'addresses'>): Target[] {
  const host = readHost(proxy.host);
  if (isRefused(host)) return [];
  if (host.literal !== null) return [{ host: null, at: peersAt([rangeOf(host.literal)]) }];
  const told = (proxy.addresses ?? []).flatMap((text) => rangesOfAddress(text));
  if (told.length === 0) return targetsOfName(policy, { name: host.text, match: 'exact' });
  const at = peersAt(told);
  return [policy.names.has(host.text) ? { host: null, at } : { host: { name: host.text, match: 'exact' }, at }];
}

/**
 * Where a name of a profile's rule is: a host of known addresses, or an unknown one. Below a name there is every host
 * that the policy speaks of there, and always some other one.
 */
export function targetsOfName(policy: FirewallPolicy, { name, match }: NameEntry): Target[] {
  if (match === 'suffix') {
    return [...targetsOfName(policy, { name, match: 'exact' }), ...targetsOfName(policy, { name, match: 'below' })];
  }
  if (match === 'exact') return [targetOfHost(policy, name)];
  const known = [...policy.names.keys()]
    .filter((host) => host.endsWith(`.${name}`))
    .map((host) => targetOfHost(policy, host));
  const spokenOf = hostsSpokenOf(policy).filter((host) => host.name.endsWith(`.${name}`));
  return [
    ...known,
    ...spokenOf.map((host): Target => ({ host, at: null })),
    { host: { name, match: 'below' }, at: null },
  ];
}

/** Anywhere at all: every address, and every unknown name that the policy treats in its own way. */
export function targetsAnywhere(policy: FirewallPolicy): Target[] {
  return [{ host: null, at: ANYWHERE }, ...hostsSpokenOf(policy).map((host): Target => ({ host, at: null }))];
}

/** Addresses as one side of a question. */
export function peersAt(ranges: readonly IpRange[]): Peers {
  const merged = mergeRanges(ranges);
  return { written: merged.map(formatRange), ranges: merged, names: [] };
}

const CLIENTS = new WeakMap<PolicyZone, Peers>();

/** The clients of a zone, as one side of many questions: always the same object, so that axes are cut by it once. */
export function clientsOf(zone: PolicyZone): Peers {
  const known = CLIENTS.get(zone);
  if (known !== undefined) return known;
  const clients = { ...peersAt(zone.region), written: [zone.name] };
  CLIENTS.set(zone, clients);
  return clients;
}

const ANYWHERE: Peers = { written: ['any'], ranges: EVERYTHING, names: [] };

function targetOfHost(policy: FirewallPolicy, host: string): Target {
  const name = canonicalHost(host);
  const addresses = policy.names.get(isRefused(name) ? host : name);
  if (addresses === undefined) return { host: { name: host, match: 'exact' }, at: null };
  return { host: null, at: peersAt(addresses.map(rangeOf)) };
}

function rangesOfAddress(text: string): IpRange[] {
  const address = readAddress(text);
  return isRefused(address) ? [] : [rangeOf(address)];
}

const SPOKEN_OF = new WeakMap<FirewallPolicy, readonly UnknownHost[]>();

/** Kept for each policy: a profile asks for it once for every rule that goes direct. */
function hostsSpokenOf(policy: FirewallPolicy): readonly UnknownHost[] {
  const known = SPOKEN_OF.get(policy);
  if (known !== undefined) return known;
  const hosts = new Map<string, UnknownHost>();
  for (const { names } of distinctDestinations(policy.rules)) {
    for (const entry of names) hosts.set(`${entry.match} ${entry.name}`, asHost(entry));
  }
  const spoken = [...hosts.values()];
  SPOKEN_OF.set(policy, spoken);
  return spoken;
}
