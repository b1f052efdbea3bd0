/** What is known of a proxy product's customary port, and how well? Pure. */
import type { Role } from './role.ts';

/** How a row is known. A row that is only `unverified` names a likely product in a hint; nothing is refused for it. */
export const EVIDENCE = {
  'source-default': 'the default in the product’s source at the commit named',
  'sample-config': 'a configuration file that the product ships',
  'vendor-doc': 'the vendor’s own documentation',
  'third-party-doc': 'somebody else’s text',
  registry: 'IANA’s service name and port number registry',
  unverified: 'general knowledge; the page named was not checked',
} as const;

/** How a port of a product is known. */
export type Evidence = keyof typeof EVIDENCE;

/** What sort of thing a product is. */
export type ProductKind =
  | 'forward-proxy'
  | 'egress-proxy'
  | 'auth-relay'
  | 'generic'
  | 'appliance'
  | 'cloud-swg'
  | 'local-client'
  | 'local-agent'
  | 'remote-endpoint'
  | 'anonymity'
  | 'debugging-proxy'
  | 'mesh-sidecar';

/** One product on one port in one role. */
export interface Product {
  readonly product: string;
  readonly kind: ProductKind;
  /** Null where the product has no default and the administrator chooses. */
  readonly port: number | null;
  readonly role: Role;
  readonly evidence: Evidence;
  /** Where the fact stands: a page, or a file at a commit. */
  readonly source: string;
  /** The product's own setting for the port. */
  readonly setting?: string;
  readonly note?: string;
}
