/** From which ports are lists fetched? Pure. */
import { blockingOf } from '../../ports/blocked.ts';

/** The first port that no system service needs to have (RFC 6335, 6). */
const FIRST_USER_PORT = 1_024;
/** Ports of the web below it. */
const WEB: readonly number[] = [80, 443];

/** The port that a URL with http or https is fetched from. */
export function portOf({ port, protocol }: Pick<URL, 'port' | 'protocol'>): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

/**
 * Why no list is fetched from a port, or null. What browsers do not fetch from (Fetch Standard, "Port blocking") and
 * system ports other than those of the web have no lists, and whether something listens there is nobody's business.
 */
export function refusalOfPort(port: number): string | null {
  const blocked = blockingOf(port);
  if (blocked !== null) {
    return `browsers fetch nothing from port ${port}${blocked.service === null ? '' : ` (${blocked.service})`}`;
  }
  if (port >= FIRST_USER_PORT || WEB.includes(port)) return null;
  return `lists are fetched from the ports 80, 443 and those from ${FIRST_USER_PORT} on`;
}
