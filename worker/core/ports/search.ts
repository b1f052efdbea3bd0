/** Which ports fit these words? Pure. */
import type { PortSummary } from '../../../schemas/ports.ts';
import { BLOCKED_PORTS, blockingOf } from './blocked.ts';
import { parsePort } from './endpoint.ts';
import { PRODUCT_PORTS, productsOn } from './products.ts';
import { rangeOf } from './range.ts';
import { SERVICES, servicesOn } from './service.ts';

/** Every port that a table names, ascending. */
const KNOWN_PORTS: readonly number[] = [
  ...new Set([...PRODUCT_PORTS, ...SERVICES.map(({ port }) => port), ...BLOCKED_PORTS.filter((port) => port > 0)]),
].sort((a, b) => a - b);

/**
 * The known ports with every word of the query at the beginning of a word of their number, services, products, roles or
 * settings; all of them for an empty query. A query that is a port finds that port first, known or not. Case does not matter.
 */
export function searchPorts(query: string): readonly PortSummary[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const exact = parsePort(query.trim());
  const found = KNOWN_PORTS.filter(
    (port) => port !== exact && words.every((word) => tokensOf(port).some((token) => token.startsWith(word))),
  );
  return [...(exact === null ? [] : [exact]), ...found].map(summaryOf);
}

/** The short form of a port's description. */
const summaryOf = (port: number): PortSummary => ({
  port,
  range: rangeOf(port),
  services: servicesOn(port).map(({ name }) => name),
  products: [...new Set(productsOn(port).map(({ product }) => product))],
  blockedByBrowsers: blockingOf(port) !== null,
});

function tokensOf(port: number): string[] {
  const services = servicesOn(port).flatMap(({ name, description }) => [name, description]);
  const products = productsOn(port).flatMap(({ product, kind, role, setting, note }) => [
    product,
    kind,
    role,
    setting,
    note,
  ]);
  return [port, rangeOf(port), ...services, ...products, blockingOf(port) === null ? '' : 'blocked']
    .join(' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}
