/** May a probe connect there at all? Pure; decides before any connection, and after every name resolution. */
import { formatAddress, type IpAddress, type IpRange, inRange, parseAddress } from '../net/address.ts';
import { readHost } from '../net/host.ts';
import { isRefused } from '../net/refused.ts';
import { type DeniedRange, deniedRange } from './denied-ranges.ts';

/** Why an endpoint is left alone. */
export type Denial =
  | { readonly reason: 'spelling'; readonly detail: string }
  | { readonly reason: 'port'; readonly detail: string }
  | { readonly reason: 'own-host'; readonly detail: string }
  | { readonly reason: 'budget'; readonly detail: string }
  | { readonly reason: 'range'; readonly detail: string; readonly range: DeniedRange };

/** One of this service's own origins. */
export interface OwnOrigin {
  readonly host: string;
  readonly port: number;
}

/** What the operator says. */
export interface GuardRules {
  /** Ranges that may be probed although they are not public (`PROBE_NETWORKS`). */
  readonly networks: readonly IpRange[];
  readonly own: readonly OwnOrigin[];
}

/** Where the address of an endpoint is to come from. */
export type Destination = { readonly address: IpAddress } | { readonly name: string } | { readonly denied: Denial };

/**
 * Ports that are never a proxy's and where an unexpected connection is abuse: mail and DNS. Cloudflare's `connect()`
 * refuses 25 itself.
 */
const NEVER_PROBED: readonly number[] = [25, 53, 465, 587];

/** Reads the host strictly. Spellings that programs read differently (octal, decimal, mapped, short) are refused. */
export function judgeHost(host: string, port: number, rules: GuardRules): Destination {
  if (NEVER_PROBED.includes(port)) return { denied: { reason: 'port', detail: `no proxy listens on port ${port}` } };
  const read = readHost(host);
  if (isRefused(read)) return { denied: { reason: 'spelling', detail: read.error } };
  if (read.literal !== null) {
    const denied = judgeAddress(read.literal, port, rules);
    return denied === null ? { address: read.literal } : { denied };
  }
  return isOwnName(read.text, port, rules.own) ? { denied: ownHost(read.text) } : { name: read.text };
}

/** Judges the addresses of a name: one that may not be reached refuses them all. */
export function judgeAddresses(addresses: readonly IpAddress[], port: number, rules: GuardRules): Denial | null {
  for (const address of addresses) {
    const denied = judgeAddress(address, port, rules);
    if (denied !== null) return denied;
  }
  return null;
}

/** Judges one address: not ours, and either public or in a range that the operator allows. */
export function judgeAddress(address: IpAddress, port: number, rules: GuardRules): Denial | null {
  const text = formatAddress(address);
  if (rules.own.some((own) => own.port === port && isSameMachine(address, own.host))) return ownHost(text);
  if (rules.networks.some((network) => inRange(address, network))) return null;
  const range = deniedRange(address);
  if (range === null) return null;
  return { reason: 'range', detail: `${text} lies in ${range.cidr} (${range.use}; ${range.source})`, range };
}

/** Our own name is refused on every port, unless it names this machine, where other servers may stand beside us. */
function isOwnName(name: string, port: number, own: readonly OwnOrigin[]): boolean {
  return own.some((origin) => {
    const host = origin.host.toLowerCase();
    return host === name && (!isLocalName(name) || origin.port === port);
  });
}

const isLocalName = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost');

/** All loopback addresses, the unspecified ones and `localhost` are one machine: ours. */
function isSameMachine(address: IpAddress, host: string): boolean {
  const own = parseAddress(host);
  if (own !== null && own.family === address.family && own.value === address.value) return true;
  const isLocal = isLocalName(host.toLowerCase()) || (own !== null && isThisMachine(own));
  return isLocal && isThisMachine(address);
}

function isThisMachine(address: IpAddress): boolean {
  const use = deniedRange(address)?.use;
  return use === 'loopback' || use === 'unspecified';
}

const ownHost = (host: string): Denial => ({ reason: 'own-host', detail: `${host} is this service itself` });
