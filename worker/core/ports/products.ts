/** Which proxy products are known by their port? Pure; the one list of all of them. */
import type { Product } from './product.ts';
import { APPLIANCES } from './products/appliances.ts';
import { CLOUD_GATEWAYS } from './products/cloud-gateways.ts';
import { DEVELOPER_TOOLS } from './products/developer-tools.ts';
import { FORWARD_PROXIES } from './products/forward-proxies.ts';
import { LOCAL_CLIENTS } from './products/local-clients.ts';

/** Every row. Where several products share a port, the ones that people run themselves come first. */
export const PRODUCTS: readonly Product[] = [
  ...FORWARD_PROXIES,
  ...APPLIANCES,
  ...CLOUD_GATEWAYS,
  ...LOCAL_CLIENTS,
  ...DEVELOPER_TOOLS,
];

const BY_PORT: ReadonlyMap<number, readonly Product[]> = Map.groupBy(
  PRODUCTS.filter((row): row is Product & { port: number } => row.port !== null),
  (row) => row.port,
);

/** The products that customarily listen on a port. */
export const productsOn = (port: number): readonly Product[] => BY_PORT.get(port) ?? [];

/** Every port that the table names, ascending. */
export const PRODUCT_PORTS: readonly number[] = [...BY_PORT.keys()].sort((a, b) => a - b);
