/** Is what was seen what the profile says, and if not, what is to be changed? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { ProbeResult, Spoken } from '../../../schemas/probe.ts';
import type { ProxyEntry, ProxyScheme } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { finding } from '../findings/finding.ts';
import { authenticationFindings, contradicts } from './authentication.ts';
import type { Denial } from './guard.ts';
import { type Listener, SPOKEN } from './listener.ts';

/** A proxy of a profile under its name. */
export interface Declared extends Pick<ProxyEntry, 'scheme' | 'host' | 'port' | 'auth'> {
  readonly name: string;
}

/** What answers on another port of the same host. */
export interface Neighbour {
  readonly port: number;
  readonly speaks: Spoken;
}

/** What the probe saw. */
export type Outcome =
  | { readonly state: 'not-probeable'; readonly denial: Denial }
  | { readonly state: 'unresolved'; readonly detail: string }
  | { readonly state: 'closed' | 'filtered'; readonly neighbour: Neighbour | null }
  | {
      readonly state: 'open';
      readonly listener: Listener;
      readonly neighbour: Neighbour | null;
      /** Whether the address is one of the public Internet, where a proxy without authentication is more than a note. */
      readonly isPublic: boolean;
    };

/** The result for one proxy, without its duration. */
export function verdictOn(declared: Declared, outcome: Outcome): Omit<ProbeResult, 'ms'> {
  const listener = outcome.state === 'open' ? outcome.listener : null;
  return {
    proxy: declared.name,
    state: outcome.state,
    speaks: listener?.speaks ?? null,
    authentication: listener?.authentication === undefined ? null : (listener.authentication?.slice() ?? null),
    exposure: listener?.exposure ?? null,
    matches: matches(declared, outcome),
    findings: findingsOf(declared, outcome),
  };
}

/** Null wherever it cannot be told from here. */
function matches(declared: Declared, outcome: Outcome): boolean | null {
  if (outcome.state === 'closed') return false;
  if (outcome.state !== 'open') return null;
  const { speaks, aside, authentication } = outcome.listener;
  if (speaks === 'silent' || speaks === 'unknown' || (aside === 'certificate' && declared.scheme === 'https'))
    return null;
  return SPOKEN[speaks].scheme === declared.scheme && !contradicts(declared.auth, authentication);
}

function findingsOf(declared: Declared, outcome: Outcome): Finding[] {
  const at = (...keys: readonly string[]): string => pointerTo('/proxies', declared.name, ...keys);
  const { host, port } = declared;
  if (outcome.state === 'not-probeable') {
    const { denial } = outcome;
    const key = denial.reason === 'port' ? 'port' : 'host';
    return [
      finding('probe.not-probeable', at(key), { message: `Not connected: ${denial.detail}`, found: `${host} ${port}` }),
    ];
  }
  if (outcome.state === 'unresolved') {
    return [finding('probe.unresolved', at('host'), { message: outcome.detail, expected: 'an address', found: host })];
  }
  if (outcome.state !== 'open') {
    const message = outcome.state === 'closed' ? `Nothing listens on ${port}` : `No answer came from ${port} in time`;
    const parts = { message, expected: `${SPOKEN[SPEAKS[declared.scheme]].words}`, found: outcome.state };
    return [finding(`probe.${outcome.state}`, at('port'), parts), ...neighbourFindings(declared, outcome.neighbour)];
  }
  return [
    ...listenerFindings(declared, outcome.listener, outcome.neighbour),
    ...exposureFindings(declared, outcome.listener, outcome.isPublic),
  ];
}

/** The label that a listener of each scheme gets. */
const SPEAKS: Readonly<Record<ProxyScheme, Spoken>> = {
  http: 'http-proxy',
  https: 'https-proxy',
  socks5: 'socks5',
  socks4: 'socks4',
};

function listenerFindings(declared: Declared, listener: Listener, neighbour: Neighbour | null): Finding[] {
  const at = pointerTo('/proxies', declared.name);
  const wordless = wordlessFinding(declared, listener, at);
  if (wordless !== null) return [wordless, ...neighbourFindings(declared, neighbour)];
  const { scheme, words } = SPOKEN[listener.speaks];
  if (scheme === null) {
    const message = `${declared.port} speaks ${words}; the profile says ${declared.scheme}`;
    const parts = { message, expected: SPOKEN[SPEAKS[declared.scheme]].words, found: words };
    return [finding('probe.not-a-proxy', pointerTo(at, 'port'), parts), ...neighbourFindings(declared, neighbour)];
  }
  if (scheme === declared.scheme) return authenticationFindings(declared.auth, listener, pointerTo(at, 'auth'));
  return [otherScheme(declared, listener.speaks, scheme, neighbour), ...neighbourFindings(declared, neighbour)];
}

const WORDLESS = { silent: 'probe.silent', unknown: 'probe.unknown' } as const;

/** Nothing that names a protocol was seen, or TLS that could not be looked into. */
function wordlessFinding({ port, scheme }: Declared, { speaks, aside }: Listener, at: string): Finding | null {
  const parts = { expected: SPOKEN[SPEAKS[scheme]].words, found: SPOKEN[speaks].words };
  if (aside === 'certificate' && scheme === 'https') return finding('probe.certificate', pointerTo(at, 'host'), parts);
  if (aside === 'hangs-up') return finding('probe.hangs-up', pointerTo(at, 'port'), parts);
  if (speaks !== 'silent' && speaks !== 'unknown') return null;
  return finding(WORDLESS[speaks], pointerTo(at, 'port'), { ...parts, found: `${port}: ${parts.found}` });
}

/** How the listener of each scheme is called. */
const LISTENERS: Readonly<Record<ProxyScheme, string>> = {
  http: 'HTTP',
  https: 'TLS',
  socks5: 'SOCKS5',
  socks4: 'SOCKS4',
};

function otherScheme(declared: Declared, speaks: Spoken, scheme: ProxyScheme, neighbour: Neighbour | null): Finding {
  const elsewhere = neighbour !== null && SPOKEN[neighbour.speaks].scheme === declared.scheme;
  const port = `the port of the ${LISTENERS[declared.scheme]} listener${elsewhere ? ` (${neighbour.port} answers)` : ''}`;
  return finding('probe.scheme', pointerTo('/proxies', declared.name, 'scheme'), {
    message: `${declared.port} speaks ${SPOKEN[speaks].words}; the profile says ${declared.scheme}`,
    expected: declared.scheme,
    found: scheme,
    fix: `Use scheme: ${scheme}, or ${port}.`,
  });
}

function neighbourFindings({ name, port, scheme }: Declared, neighbour: Neighbour | null): Finding[] {
  if (neighbour === null) return [];
  const spoken = SPOKEN[neighbour.speaks];
  const both = spoken.scheme === scheme || spoken.scheme === null ? '' : ` and scheme: ${spoken.scheme}`;
  return [
    finding('probe.neighbour', pointerTo('/proxies', name, 'port'), {
      message: `${neighbour.port} of the same host answers as ${spoken.words}`,
      expected: String(neighbour.port),
      found: String(port),
      fix: `If that is the proxy that is meant, use port: ${neighbour.port}${both}.`,
    }),
  ];
}

function exposureFindings({ name, port }: Declared, { exposure }: Listener, isPublic: boolean): Finding[] {
  const at = pointerTo('/proxies', name);
  if (exposure === 'open') return [finding('probe.open', at, { found: `${port} relays to everybody` })];
  if (exposure === 'acl-denied') return [finding('probe.acl-denied', at)];
  if (exposure !== 'no-auth') return [];
  return [finding('probe.no-auth', at, isPublic ? {} : { severity: 'info' })];
}
