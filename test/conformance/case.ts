/** What is a case of conformance? A profile, and what its clients must get. */
import type { FormatName } from '../../schemas/list.ts';
import type { Profile, Query } from '../../schemas/profile.ts';

/** One question, and the route that must come out of it. */
export type Expected = readonly [route: string, query: string | Query];

/** A profile and questions about it; a bare string is a URL. */
export interface Case {
  readonly name: string;
  /** The rule lists that its rules name: id to format and content. */
  readonly lists?: Readonly<Record<string, readonly [format: FormatName, text: string]>>;
  readonly profile: Pick<Profile, 'rules'> & Partial<Profile>;
  readonly expected: readonly Expected[];
}

/** The proxies and routes that all cases share; each route says in its name what it is. */
export const BASE: Profile = {
  proxies: {
    http: { scheme: 'http', host: 'proxy.corp.example', port: 3128 },
    https: { scheme: 'https', host: 'proxy2.corp.example', port: 8443 },
    socks4: { scheme: 'socks4', host: '192.0.2.10', port: 1080 },
    socks5: { scheme: 'socks5', host: '2001:db8::10', port: 1080 },
  },
  routes: {
    closed: ['http', 'https'],
    open: ['socks5', 'direct'],
    mixed: ['socks4', 'https', 'http', 'socks5', 'direct'],
    encrypted: ['https'],
  },
  default: 'closed',
};
