/** Which pages are loaded, and which way must each request take? The profile, and the journeys as data. */

/** How a request came to the origin, or that none came. */
export type Way = 'direct' | 'squid' | 'squid over TLS' | 'socks' | 'nowhere';

/** Where everything listens, inside the namespace: the ports that such programs usually have. */
export const PORTS = { worker: 8787, squid: 3128, squidTls: 8443, socks: 1080, http: 80, otherHttp: 8080, https: 443 };

/** The source address at the origin that tells each way; whatever is not sent by a proxy comes from 127.0.0.1. */
export const SOURCES: Readonly<Record<string, Way>> = {
  '127.0.0.1': 'direct',
  '127.0.0.2': 'squid',
  '127.0.0.3': 'socks',
  '127.0.0.4': 'squid over TLS',
};

export const PROFILE_ID = 'real-clients';

/** The profile that all clients get. */
export const PROFILE = {
  title: 'What real clients are sent through',
  proxies: {
    squid: { scheme: 'http', host: 'proxy.corp.test', port: PORTS.squid },
    tls: { scheme: 'https', host: 'proxy.corp.test', port: PORTS.squidTls },
    tunnel: { scheme: 'socks5', host: 'socks.corp.test', port: PORTS.socks },
    // Nobody ever listens there.
    gone: { scheme: 'http', host: 'proxy.corp.test', port: 3129 },
  },
  routes: {
    office: ['squid', 'tunnel'],
    closed: ['squid'],
    open: ['squid', 'direct'],
    patient: ['gone', 'tunnel'],
    lost: ['gone'],
    lax: ['gone', 'direct'],
  },
  rules: [
    { when: { plain: true }, use: 'direct' },
    { when: { domain: ['wiki.corp.test', 'wiki-tls.corp.test'] }, use: 'direct' },
    { when: { host: 'closed*.corp.test' }, use: 'closed' },
    { when: { host: ['open.corp.test', 'open-tls.corp.test'] }, use: 'open' },
    { when: { domain: 'patient.corp.test' }, use: 'patient' },
    { when: { domain: 'lost.corp.test' }, use: 'lost' },
    { when: { domain: 'lax.corp.test' }, use: 'lax' },
    { when: { host: 'ads?.corp.test' }, use: 'block' },
    { when: { domain: 'overtls.corp.test' }, use: 'tls' },
    { when: { domain: 'ports.corp.test', port: PORTS.otherHttp }, use: 'tunnel' },
    { when: { domain: 'schemes.corp.test', scheme: 'https' }, use: 'tunnel' },
    { when: { url: '*://paths.corp.test/iso/*' }, use: 'tunnel' },
    { when: { regex: { host: '^lab[0-9]+\\.corp\\.test$' } }, use: 'tunnel' },
    { when: { cidr: '127.0.0.0/8', resolve: true, domain: 'resolved.corp.test' }, use: 'tunnel' },
    { when: { all: [{ domain: 'groups.corp.test' }, { not: { scheme: 'https' } }] }, use: 'tunnel' },
  ],
  default: 'office',
};

/** What the world is like, and which text the clients get. */
export interface Situation {
  readonly name: string;
  readonly flavour: 'generic' | 'apple' | 'windows';
  readonly squidIsUp: boolean;
}

export const SITUATIONS = {
  up: { name: 'with every proxy up', flavour: 'generic', squidIsUp: true },
  down: { name: 'with Squid down', flavour: 'generic', squidIsUp: false },
  apple: { name: 'by the apple flavour', flavour: 'apple', squidIsUp: true },
  windows: { name: 'by the windows flavour', flavour: 'windows', squidIsUp: true },
} as const satisfies Record<string, Situation>;

export type SituationName = keyof typeof SITUATIONS;

/** The way in each situation; where one is absent, it is that of `up`. */
export type Ways = { readonly up: Way } & Partial<Readonly<Record<SituationName, Way>>>;

/** One page, and the way to it. */
export interface Journey {
  readonly url: string;
  /** What is special about it. */
  readonly because: string;
  readonly ways: Ways;
  /** In a client that hides the path from the PAC, where that makes a difference. */
  readonly pathHidden?: Ways;
}

/** What a client must do, by whether its PAC sees the paths of http URLs. */
export function wantedWay(
  { ways, pathHidden }: Journey,
  situation: SituationName,
  client: { hidesPath: boolean },
): Way {
  const its = client.hidesPath && pathHidden !== undefined ? pathHidden : ways;
  return its[situation] ?? its.up;
}

const OFFICE: Ways = { up: 'squid', down: 'socks' };
/** Only the SOCKS proxy, which the windows flavour leaves out. */
const TUNNEL: Ways = { up: 'socks', windows: 'nowhere' };
/** Only the proxy that wants TLS, which both other flavours leave out. */
const TLS: Ways = { up: 'squid over TLS', down: 'nowhere', windows: 'nowhere', apple: 'nowhere' };

/** No two share a host, so that a line in a proxy's log belongs to one of them. */
export const JOURNEYS: readonly Journey[] = [
  { url: 'http://intranet/', because: 'a plain name', ways: { up: 'direct' } },
  { url: 'http://wiki.corp.test/', because: 'a listed domain', ways: { up: 'direct' } },
  { url: 'https://wiki-tls.corp.test/', because: 'a listed domain, https', ways: { up: 'direct' } },
  { url: 'http://news.corp.test/', because: 'the default, which fails over', ways: OFFICE },
  { url: 'https://news-tls.corp.test/', because: 'the default, by CONNECT', ways: OFFICE },
  { url: 'http://closed.corp.test/', because: 'a route that fails closed', ways: { up: 'squid', down: 'nowhere' } },
  { url: 'https://closed-tls.corp.test/', because: 'the same, https', ways: { up: 'squid', down: 'nowhere' } },
  { url: 'http://open.corp.test/', because: 'a route that fails open', ways: { up: 'squid', down: 'direct' } },
  { url: 'https://open-tls.corp.test/', because: 'the same, https', ways: { up: 'squid', down: 'direct' } },
  { url: 'http://patient.corp.test/', because: 'first a proxy that is dead', ways: TUNNEL },
  { url: 'http://lost.corp.test/', because: 'only a proxy that is dead', ways: { up: 'nowhere' } },
  { url: 'http://lax.corp.test/', because: 'a dead proxy, then direct', ways: { up: 'direct' } },
  { url: 'http://ads1.corp.test/', because: 'block', ways: { up: 'nowhere' } },
  { url: 'https://ads2.corp.test/', because: 'block, https', ways: { up: 'nowhere' } },
  { url: 'http://overtls.corp.test/', because: 'a proxy that wants TLS', ways: TLS },
  { url: 'http://ports.corp.test:8080/', because: 'a rule on the port', ways: TUNNEL },
  { url: 'https://schemes.corp.test/', because: 'a rule on the scheme', ways: TUNNEL },
  { url: 'http://paths.corp.test/iso/12', because: 'a rule on the path', ways: TUNNEL, pathHidden: OFFICE },
  { url: 'http://lab42.corp.test/', because: 'a regex', ways: TUNNEL },
  { url: 'http://resolved.corp.test/', because: 'a rule on the resolved address', ways: TUNNEL },
  { url: 'http://groups.corp.test/', because: 'a group with `not`', ways: TUNNEL },
];

/** All names that must lead to the origin or to a proxy. */
export const NAMES: readonly string[] = [
  'proxy.corp.test',
  'socks.corp.test',
  ...JOURNEYS.map(({ url }) => new URL(url).hostname),
];
