/** What is customarily spoken on a port: which schemes fit, which do not? Pure; derived from the product table. */
import type { ProxyScheme } from '../../../schemas/profile.ts';
import { productsOn } from './products.ts';
import { meaningOf } from './role.ts';

/** Ports on which the world expects TLS, whatever a few vendors do there. */
const TLS_PORTS: readonly number[] = [443, 8443, 9443];

/** What a client fills in when a PAC names no port: Chromium's proxy_string_util.cc, Firefox's nsProtocolProxyService.cpp. */
export const DEFAULT_PORTS: Readonly<Record<ProxyScheme, number>> = {
  http: 80,
  https: 443,
  socks4: 1080,
  socks5: 1080,
};

/** What custom says of a port. */
export interface Habit {
  /** The schemes of the proxies that customarily listen there; empty when none is known. */
  readonly schemes: readonly ProxyScheme[];
  /** Names of those products, for a sentence. */
  readonly products: readonly string[];
  /** The products there that are no proxies at all (PAC servers, control ports). */
  readonly others: readonly string[];
  readonly tls: boolean;
}

/** The habit of a port. */
export function habitOf(port: number): Habit {
  const rows = productsOn(port);
  const proxies = rows.filter((row) => meaningOf(row.role).schemes.length > 0);
  return {
    schemes: [...new Set(proxies.flatMap((row) => meaningOf(row.role).schemes))],
    products: names(proxies),
    others: names(rows.filter((row) => meaningOf(row.role).schemes.length === 0)),
    tls: TLS_PORTS.includes(port),
  };
}

/** Does a scheme go against what is customarily spoken on the port? A port without known products has no habit. */
export function againstHabit(scheme: ProxyScheme, port: number): boolean {
  const habit = habitOf(port);
  if (habit.tls) return scheme !== 'https';
  if (habit.schemes.length === 0) return false;
  return !habit.schemes.includes(scheme) && !(scheme === 'https' && habit.schemes.includes('http'));
}

/** Is a port known to take HTTP and SOCKS at once? */
export const isMixed = (port: number): boolean => productsOn(port).some((row) => row.role === 'mixed');

const names = (rows: readonly { readonly product: string }[]): string[] => [...new Set(rows.map((row) => row.product))];
