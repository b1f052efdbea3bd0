/** What does a listener do for a client, and may a PAC name it? Pure; the one table of roles. */
import type { ProxyScheme } from '../../../schemas/profile.ts';

/** What a role means to somebody who writes a profile. */
export interface RoleMeaning {
  /** The schemes under which a profile may name such a port; none: it is no proxy for a PAC. */
  readonly schemes: readonly ProxyScheme[];
  /** Completes the sentence "PRODUCT on this port …". */
  readonly says: string;
}

/** The roles of the product table. */
const ROLES = {
  http: { schemes: ['http'], says: 'is an HTTP proxy' },
  'http-connect': { schemes: ['http'], says: 'is an HTTP proxy that only takes CONNECT' },
  'http-kerberos': {
    schemes: ['http'],
    says: 'is an HTTP proxy that asks for Kerberos, so it needs a name, not an address',
  },
  'http-no-auth': { schemes: ['http'], says: 'is an HTTP proxy that asks for no authentication' },
  'https-proxy': { schemes: ['https'], says: 'is an HTTP proxy inside TLS' },
  socks: { schemes: ['socks4', 'socks5'], says: 'is a SOCKS proxy' },
  socks5: { schemes: ['socks5'], says: 'is a SOCKS5 proxy' },
  mixed: { schemes: ['http', 'socks4', 'socks5'], says: 'takes HTTP and SOCKS on one port' },
  'pac-http': { schemes: [], says: 'serves a PAC file and is no proxy' },
  'pac-https': { schemes: [], says: 'serves a PAC file over TLS and is no proxy' },
  admin: { schemes: [], says: 'is a page for administrators and no proxy' },
  control: { schemes: [], says: 'is a control port and no proxy; it must not be handed to clients' },
  transparent: { schemes: [], says: 'takes redirected connections and no proxy requests' },
  shadowsocks: { schemes: [], says: 'speaks Shadowsocks, which no PAC can name' },
  'icp-udp': { schemes: [], says: 'is the Internet Cache Protocol between caches, over UDP' },
  ftp: { schemes: [], says: 'is an FTP proxy, which no PAC can name' },
} as const satisfies Record<string, RoleMeaning>;

/** What a port is for. */
export type Role = keyof typeof ROLES;

/** The meaning of a role. */
export const meaningOf = (role: Role): RoleMeaning => ROLES[role];
