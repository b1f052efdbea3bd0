/** Which port does a URL without one mean? Pure. */

/** WHATWG URL, "special schemes". These are all the defaults there are: any other scheme without a port has none. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, ws: 80, https: 443, wss: 443, ftp: 21 };

/** The default port of a lower-case scheme, or null. */
export function defaultPort(scheme: string): number | null {
  return Object.hasOwn(DEFAULT_PORTS, scheme) ? (DEFAULT_PORTS[scheme] ?? null) : null;
}
