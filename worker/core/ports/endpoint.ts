/** What is an endpoint, read from what somebody wrote? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Endpoint } from '../../../schemas/ports.ts';
import { ProxyScheme } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { finding } from '../findings/finding.ts';
import { show } from '../findings/quote.ts';
import { type IpAddress, parseAddress } from '../net/address.ts';
import { type Host, readHost } from '../net/host.ts';
import { isRefused } from '../net/refused.ts';
import { DEFAULT_PORTS } from './habit.ts';

/** An endpoint that can be looked at: every part is read. */
export interface ReadEndpoint {
  readonly scheme: ProxyScheme;
  readonly host: Host;
  /** The written port, or the one that clients fill in. */
  readonly port: number;
  readonly auth: Endpoint['auth'];
  /** The host itself when it is a literal, else the declared addresses; empty when nothing is known. */
  readonly addresses: readonly IpAddress[];
  /** JSON Pointer to it. */
  readonly path: string;
}

/** The endpoint (null when a part cannot be read) and what was found while reading. */
export interface Reading {
  readonly endpoint: ReadEndpoint | null;
  readonly findings: readonly Finding[];
}

/** The number of a port in text: decimal digits, no sign, no blanks, no leading zero. Null when it is none. */
export function parsePort(text: string): number | null {
  const port = /^[1-9][0-9]{0,4}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}

/** Reads an endpoint found at `path`. */
export function readEndpoint(written: Endpoint, path: string): Reading {
  const findings: Finding[] = [];
  const scheme = ProxyScheme.safeParse(written.scheme);
  if (!scheme.success) findings.push(wrongScheme(written.scheme, path));
  const host = readHost(written.host);
  if (isRefused(host)) findings.push(wrongHost(host, written.host, path));
  const port = readPort(written, scheme.success ? scheme.data : null, path, findings);
  if (!scheme.success || isRefused(host) || port === null) return { endpoint: null, findings };
  const addresses = host.literal === null ? readAddresses(written.addresses ?? []) : [host.literal];
  return { endpoint: { scheme: scheme.data, host, port, auth: written.auth, addresses, path }, findings };
}

/** Addresses that cannot be read are the shape check's to name. */
const readAddresses = (texts: readonly string[]): IpAddress[] =>
  texts.map(parseAddress).filter((address) => address !== null);

function readPort({ port }: Endpoint, scheme: ProxyScheme | null, path: string, findings: Finding[]): number | null {
  const at = pointerTo(path, 'port');
  if (port === undefined || port === null || port === '') {
    const filled = scheme === null ? null : DEFAULT_PORTS[scheme];
    const fix = filled === null ? {} : { fix: `Write the port. A client would fill in ${filled}.` };
    findings.push(finding('port.missing', at, { expected: 'a port from 1 to 65535', found: 'nothing', ...fix }));
    return filled;
  }
  const number = typeof port === 'number' ? port : parsePort(port);
  if (number === null || !Number.isInteger(number) || number < 1 || number > 65535) {
    findings.push(finding('port.invalid', at, { expected: 'a whole number from 1 to 65535', found: show(port) }));
    return null;
  }
  if (typeof port === 'string')
    findings.push(finding('port.text', at, { expected: String(number), found: show(port) }));
  return number;
}

function wrongScheme(scheme: string, path: string): Finding {
  const meant = MEANT[scheme.toLowerCase().replace(/:?\/*$/, '')];
  return finding('proxy.scheme', pointerTo(path, 'scheme'), {
    expected: 'http, https, socks4 or socks5',
    found: show(scheme),
    ...(meant === undefined ? {} : { fix: `Write ${meant}.` }),
  });
}

/** What people write for the schemes: PAC keywords, curl's schemes. */
const MEANT: Readonly<Record<string, string>> = {
  http: 'http',
  https: 'https',
  proxy: 'http',
  ssl: 'https',
  socks4: 'socks4',
  socks4a: 'socks4',
  socks5: 'socks5',
  socks5h: 'socks5',
};

function wrongHost(refused: { readonly error: string; readonly fix?: string }, host: string, path: string): Finding {
  return finding('proxy.host', pointerTo(path, 'host'), {
    message: refused.error,
    expected: 'a host name or an address',
    found: show(host),
    ...(refused.fix === undefined ? {} : { fix: `Write ${refused.fix}.` }),
  });
}
