/** What does a PAC answer for a route? Pure. */
import type { Flavour, ProxyScheme } from '../../../schemas/profile.ts';
import type { Endpoint } from './endpoint.ts';

/** Proxies in the order of failing over, and what comes when they all failed. */
export interface ResolvedRoute {
  readonly name: string;
  readonly proxies: readonly Endpoint[];
  /** `direct` stands last: the route fails open. */
  readonly direct: boolean;
}

/** A proxy that is never there: nothing listens on the discard port of the client itself. */
const BLOCKED = 'PROXY 127.0.0.1:9';

/**
 * The keywords for each scheme of proxy, per flavour of client; none where the client would misread them.
 * Generic: Chromium's and Firefox's words (net/base/proxy_string_util.cc, nsProtocolProxyService.cpp), where `SOCKS`
 * alone would mean version 4. Apple's resolver takes `HTTPS` for a plain HTTP proxy and knows version 5 as `SOCKS`
 * (Chromium, net/proxy_resolution/proxy_resolver_apple.cc). WinHTTP drops everything but `PROXY` and `DIRECT`
 * (Microsoft, "WinHTTP AutoProxy Issues").
 */
const KEYWORDS: Readonly<Record<Flavour, Readonly<Record<ProxyScheme, readonly string[]>>>> = {
  generic: { http: ['PROXY'], https: ['HTTPS'], socks4: ['SOCKS4'], socks5: ['SOCKS5'] },
  apple: { http: ['PROXY'], https: [], socks4: [], socks5: ['SOCKS5', 'SOCKS'] },
  windows: { http: ['PROXY'], https: [], socks4: [], socks5: [] },
};

/**
 * The PAC result string of a route: upper-case keywords, one blank, `; ` between entries (the spelling that every
 * engine reads). A route in which nothing is left for this flavour is `block`: it must not fail open.
 */
export function resultString({ proxies, direct }: ResolvedRoute, flavour: Flavour): string {
  const entries = proxies.flatMap((proxy) => KEYWORDS[flavour][proxy.scheme].map((word) => `${word} ${peer(proxy)}`));
  const all = direct ? [...entries, 'DIRECT'] : entries;
  return all.length === 0 ? BLOCKED : all.join('; ');
}

function peer({ host, literal, port }: Endpoint): string {
  return literal?.family === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}
