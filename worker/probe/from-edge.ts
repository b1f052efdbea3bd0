/** Which world does a probe of the service live in? Its settings, its sockets, and its own addresses, which it leaves alone. */
import type { ProbeResult } from '../../schemas/probe.ts';
import { type IpRange, parseAddress } from '../core/net/address.ts';
import { parseCidr } from '../core/net/cidr.ts';
import { isRefused } from '../core/net/refused.ts';
import type { Canary } from '../core/probe/ask-canary.ts';
import { answerOf, CANARY_PATH, mintNonce } from '../core/probe/canary.ts';
import { type GuardRules, judgeAddress, type OwnOrigin } from '../core/probe/guard.ts';
import type { Dial } from './dial.ts';
import { probeAll, type Target } from './probe.ts';
import { resolveOver } from './resolve.ts';

/** What the operator has set. */
export interface ProbeSettings {
  readonly PUBLIC_URL?: string;
  readonly PROBE_NETWORKS?: string;
  readonly DOH_URL?: string;
}

/** From where it is probed. */
export interface Edge {
  readonly settings: ProbeSettings;
  /** The URL of the request that asked. */
  readonly requestUrl: string;
  readonly dial: Dial;
}

/** Probes proxies from the service. `canaryKey` signs the nonces that only the service's own page can answer. */
export function probeFromEdge(
  { settings, requestUrl, dial }: Edge,
  targets: readonly Target[],
  canaryKey: Uint8Array,
): Promise<ProbeResult[]> {
  const guard = guardOf(settings, requestUrl);
  const page = canaryPage(settings.PUBLIC_URL || requestUrl, guard);
  return probeAll(targets, {
    dial,
    resolve: settings.DOH_URL ? resolveOver(settings.DOH_URL) : null,
    guard,
    canary: page === null ? null : () => canaryAt(page, canaryKey),
    now: Date.now,
  });
}

/** What may be reached beside public addresses, and what is this service itself: by its setting and as it was called. */
export function guardOf({ PUBLIC_URL, PROBE_NETWORKS }: ProbeSettings, requestUrl: string): GuardRules {
  return {
    networks: networksOf(PROBE_NETWORKS ?? ''),
    own: [requestUrl, PUBLIC_URL ?? ''].flatMap((url) => originAt(url) ?? []),
  };
}

/** An entry that is no range allows nothing. */
function networksOf(text: string): IpRange[] {
  return text.split(',').flatMap((entry) => {
    const range = parseCidr(entry.trim());
    return isRefused(range) ? [] : [range];
  });
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

function originAt(text: string): OwnOrigin | null {
  const url = URL.parse(text);
  const standard = url === null ? undefined : DEFAULT_PORTS[url.protocol];
  if (url === null || standard === undefined) return null;
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || standard) };
}

/**
 * Where a proxy can fetch our page over plain http: an https origin is asked on port 80. Without `PUBLIC_URL` the host is
 * what the caller wrote into `Host`; an address there must be one that may be probed.
 */
function canaryPage(url: string, guard: GuardRules): OwnOrigin | null {
  const origin = originAt(url);
  if (origin === null) return null;
  const literal = parseAddress(origin.host);
  if (literal !== null && judgeAddress(literal, origin.port, { ...guard, own: [] }) !== null) return null;
  return URL.parse(url)?.protocol === 'https:' ? { host: origin.host, port: 80 } : origin;
}

const NONCE_BYTES = 16;

function canaryAt({ host, port }: OwnOrigin, key: Uint8Array): Canary {
  const nonce = mintNonce(key, crypto.getRandomValues(new Uint8Array(NONCE_BYTES)), Date.now());
  return { host, port, path: `${CANARY_PATH}${nonce}`, answer: answerOf(key, nonce) };
}
