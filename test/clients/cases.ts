/** Which pages are loaded, and which way must each request take? The profile, and the journeys as data. */

/** How a request came to the origin, or that none came. */
export type Way = 'direct' | 'squid' | 'squid over TLS' | 'socks' | 'socks4' | 'nowhere';

/** Where everything listens inside the namespace: on the ports that such programs usually have. */
export const PORTS = { squid: 3128, squidTls: 8443, socks: 1080, socks4: 1081, http: 80, otherHttp: 8080, https: 443 };

/** The service has an address of its own, since clients discover a PAC on port 80 only. */
export const SERVICE = { address: '127.0.0.5', port: 80, url: 'http://pac.corp.test' };

/** The source address at the origin that tells each way; whatever is not sent by a proxy comes from 127.0.0.1. */
const SOURCES = {
  direct: '127.0.0.1',
  squid: '127.0.0.2',
  socks: '127.0.0.3',
  'squid over TLS': '127.0.0.4',
  socks4: '127.0.0.6',
} as const satisfies Record<Exclude<Way, 'nowhere'>, string>;

export const sourceOf = (way: keyof typeof SOURCES): string => SOURCES[way];

/** The way whose source address this is; the address itself where there is none. */
export const wayOf = (source: string): string =>
  Object.entries(SOURCES).find(([, address]) => address === source)?.[0] ?? source;

export const PROFILE_ID = 'real-clients';

/** The profile that all clients get. */
export const PROFILE = {
  title: 'What real clients are sent through',
  proxies: {
    squid: { scheme: 'http', host: 'proxy.corp.test', port: PORTS.squid },
    tls: { scheme: 'https', host: 'proxy.corp.test', port: PORTS.squidTls },
    tunnel: { scheme: 'socks5', host: 'socks.corp.test', port: PORTS.socks },
    old: { scheme: 'socks4', host: 'socks.corp.test', port: PORTS.socks4 },
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
    { when: { domain: 'old.corp.test' }, use: 'old' },
    { when: { domain: 'ports.corp.test', port: PORTS.otherHttp }, use: 'tunnel' },
    { when: { domain: 'schemes.corp.test', scheme: 'https' }, use: 'tunnel' },
    { when: { url: '*://paths.corp.test/iso/*' }, use: 'tunnel' },
    { when: { regex: { host: '^lab[0-9]+\\.corp\\.test$' } }, use: 'tunnel' },
    { when: { cidr: '127.0.0.0/8', resolve: true, domain: 'resolved.corp.test' }, use: 'tunnel' },
    { when: { all: [{ domain: 'groups.corp.test' }, { not: { scheme: 'https' } }] }, use: 'tunnel' },
  ],
  default: 'office',
  // What a client asks for that is told to discover its PAC by DNS.
  delivery: { wpad: ['wpad'] },
};

/** What the world is like, and which text the clients get. */
export interface Situation {
  readonly name: string;
  readonly flavour: 'generic' | 'apple' | 'windows';
  readonly squidIsUp: boolean;
  /** The hosts that are enough to tell that this text is obeyed; all, where absent. */
  readonly hosts?: readonly string[];
}

/** A host for each kind of answer. */
const SAMPLE = ['wiki', 'news', 'news-tls', 'patient', 'ads1', 'overtls', 'old', 'schemes', 'paths'];

export const SITUATIONS = {
  up: { name: 'with every proxy up', flavour: 'generic', squidIsUp: true },
  down: { name: 'with Squid down', flavour: 'generic', squidIsUp: false },
  apple: { name: 'by the apple flavour', flavour: 'apple', squidIsUp: true, hosts: SAMPLE },
  windows: { name: 'by the windows flavour', flavour: 'windows', squidIsUp: true, hosts: SAMPLE },
  discovered: { name: 'with every proxy up', flavour: 'generic', squidIsUp: true, hosts: SAMPLE },
} as const satisfies Record<string, Situation>;

export type SituationName = keyof typeof SITUATIONS;

/** The way in each situation; where one is absent, it is that of `up`. */
export type Ways = { readonly up: Way } & Partial<Readonly<Record<SituationName, Way>>>;

/** What a client does differently from others. */
export type Habit = 'shows its PAC no path' | 'speaks SOCKS4a for SOCKS4';

/** One page, and the way to it. */
export interface Journey {
  readonly url: string;
  /** What is special about it. */
  readonly because: string;
  readonly ways: Ways;
  /** Where a habit makes a difference. */
  readonly exceptions?: Partial<Readonly<Record<Habit, Ways>>>;
}

/** A journey and the one way that counts. */
export interface Leg {
  readonly url: string;
  readonly because: string;
  readonly way: Way;
}

/** Where a client with these habits is sent in this situation, and the way that it must take. */
export function legsOf(name: SituationName, habits: readonly Habit[]): Leg[] {
  const { hosts }: Situation = SITUATIONS[name];
  const isWanted = (url: string) => hosts === undefined || hosts.includes(new URL(url).hostname.split('.')[0] ?? '');
  return JOURNEYS.filter(({ url }) => isWanted(url)).map(({ url, because, ways, exceptions }) => {
    const [exception = ways] = habits.flatMap((habit) => exceptions?.[habit] ?? []);
    return { url, because, way: exception[name] ?? exception.up };
  });
}

const OFFICE: Ways = { up: 'squid', down: 'socks' };
/** Only the SOCKS proxy, which the windows flavour leaves out. */
const TUNNEL: Ways = { up: 'socks', windows: 'nowhere' };
/** Only the SOCKS4 proxy, which both other flavours leave out. */
const OLD: Ways = { up: 'socks4', windows: 'nowhere', apple: 'nowhere' };
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
  {
    url: 'http://old.corp.test/',
    because: 'a SOCKS4 proxy without 4a',
    ways: OLD,
    exceptions: { 'speaks SOCKS4a for SOCKS4': { up: 'nowhere' } },
  },
  { url: 'http://ports.corp.test:8080/', because: 'a rule on the port', ways: TUNNEL },
  { url: 'https://schemes.corp.test/', because: 'a rule on the scheme', ways: TUNNEL },
  {
    url: 'http://paths.corp.test/iso/12',
    because: 'a rule on the path',
    ways: TUNNEL,
    exceptions: { 'shows its PAC no path': OFFICE },
  },
  { url: 'http://lab42.corp.test/', because: 'a regex', ways: TUNNEL },
  { url: 'http://resolved.corp.test/', because: 'a rule on the resolved address', ways: TUNNEL },
  { url: 'http://groups.corp.test/', because: 'a group with `not`', ways: TUNNEL },
];

/** One browser that stays open while Squid goes and comes back: what it does, step by step. */
export const INTERRUPTION: readonly { readonly squidIsUp: boolean; readonly url: string; readonly way: Way }[] = [
  { squidIsUp: true, url: 'http://news.corp.test/', way: 'squid' },
  { squidIsUp: false, url: 'http://news.corp.test/', way: 'socks' },
  { squidIsUp: false, url: 'http://open.corp.test/', way: 'direct' },
  { squidIsUp: false, url: 'http://closed.corp.test/', way: 'nowhere' },
  // The route has no other proxy, so that it is asked again although it was dead a moment ago.
  { squidIsUp: true, url: 'http://closed.corp.test/', way: 'squid' },
];

/** All names that clients and proxies must be able to resolve, by address. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  '127.0.0.1': ['proxy.corp.test', 'socks.corp.test', ...JOURNEYS.map(({ url }) => new URL(url).hostname)],
  [SERVICE.address]: [new URL(SERVICE.url).hostname, 'wpad'],
};
