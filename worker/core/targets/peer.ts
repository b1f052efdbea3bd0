/** How are proxies written as URLs and as host and port? Pure. */
import type { ProxyScheme } from '../../../schemas/profile.ts';
import type { Endpoint } from '../rules/endpoint.ts';

/** `host:port`, IPv6 in brackets (RFC 3986 section 3.2.2). */
export function peerOf({ host, literal, port }: Pick<Endpoint, 'host' | 'literal' | 'port'>): string {
  return literal?.family === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Words of a format for the schemes of proxies. */
export type SchemeWords = Readonly<Record<ProxyScheme, string>>;

/** curl(1), --proxy: with `socks5h` and `socks4a` the proxy looks names up, as it does for browsers. */
export const CURL_WORDS: SchemeWords = { http: 'http', https: 'https', socks4: 'socks4a', socks5: 'socks5h' };

/** Go's words (golang.org/x/net/http/httpproxy): with `socks5` it always sends names. */
export const GO_WORDS: SchemeWords = { http: 'http', https: 'https', socks4: 'socks4', socks5: 'socks5' };

/** `scheme://host:port`, without a slash at the end. */
export function proxyUrl(proxy: Endpoint, words: SchemeWords = CURL_WORDS): string {
  return `${words[proxy.scheme]}://${peerOf(proxy)}`;
}
