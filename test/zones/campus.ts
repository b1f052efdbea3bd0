/** Which networks, servers and documents is the journey through two zones about? */

/** The networks of clients, each behind the gateway. */
export const ZONES = {
  staff: { gateway: '10.20.0.1', client: '10.20.0.2', prefix: 16 },
  guests: { gateway: '10.99.0.1', client: '10.99.0.2', prefix: 16 },
} as const;
export type ZoneName = keyof typeof ZONES;

/** The servers, all on one machine behind the gateway. */
export const SERVERS = {
  gateway: '10.4.0.1',
  prefix: 24,
  service: { address: '10.4.0.5', port: 80 },
  squid: { address: '10.4.0.8', port: 3128 },
  socks: { address: '10.4.0.9', port: 1080 },
  /** Web servers, of the Internet and inside. */
  web: '192.0.2.80',
  wiki: '192.0.2.81',
} as const;

/** What /etc/hosts says everywhere. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  [SERVERS.service.address]: ['pac.corp.test'],
  [SERVERS.squid.address]: ['squid.corp.test'],
  [SERVERS.socks.address]: ['socks.corp.test'],
  [SERVERS.web]: ['news.corp.test', 'portal.corp.test', 'bank.corp.test'],
  [SERVERS.wiki]: ['wiki.corp.test'],
};

/** How a page was fetched: by the source address that the web server saw. */
export const WAYS: Readonly<Record<string, string>> = {
  [SERVERS.squid.address]: 'squid',
  [SERVERS.socks.address]: 'socks',
  [ZONES.staff.client]: 'direct',
  [ZONES.guests.client]: 'direct',
};

export const SERVICE_URL = 'http://pac.corp.test';

/** The policy of the gateway. Squid is for staff, the SOCKS server for guests, the wiki for staff without a proxy. */
export const POLICY = {
  title: 'Gateway of the campus',
  zones: { staff: { networks: ['10.20.0.0/16'] }, guests: { networks: ['10.99.0.0/16'] } },
  names: {
    'squid.corp.test': [SERVERS.squid.address],
    'socks.corp.test': [SERVERS.socks.address],
    'wiki.corp.test': [SERVERS.wiki],
  },
  rules: [
    { id: 'pac', action: 'allow', from: 'any', to: SERVERS.service.address, ports: SERVERS.service.port },
    { id: 'staff-squid', action: 'allow', from: 'staff', to: 'squid.corp.test', ports: SERVERS.squid.port },
    { id: 'guests-socks', action: 'allow', from: 'guests', to: 'socks.corp.test', ports: SERVERS.socks.port },
    { id: 'staff-wiki', action: 'allow', from: 'staff', to: 'wiki.corp.test', ports: [80, 443] },
  ],
  default: 'deny',
} as const;

/** The same, with Squid open to guests. */
export const OPENED = {
  ...POLICY,
  rules: POLICY.rules.map((rule) => (rule.id === 'staff-squid' ? { ...rule, from: ['staff', 'guests'] } : rule)),
};

/** One profile for both. */
export const PROFILE = {
  title: 'Everybody on the campus',
  proxies: {
    squid: { scheme: 'http', host: 'squid.corp.test', port: SERVERS.squid.port },
    socks: { scheme: 'socks5', host: 'socks.corp.test', port: SERVERS.socks.port },
  },
  routes: { office: ['squid', 'socks'], open: ['squid', 'direct'] },
  rules: [
    { when: { domain: 'wiki.corp.test' }, use: 'direct' },
    { when: { zone: 'guests', domain: 'portal.corp.test' }, use: 'socks' },
    { when: { domain: 'portal.corp.test' }, use: 'squid' },
    { when: { domain: 'bank.corp.test' }, use: 'open' },
  ],
  default: 'office',
  firewall: 'campus',
  tests: [
    { url: 'http://news.corp.test/', zone: 'staff', expect: 'office' },
    { url: 'http://portal.corp.test/', client: ZONES.guests.client, expect: 'socks' },
  ],
};

/** Each page, and the way by which each zone gets it. */
export const JOURNEYS: readonly { readonly url: string; readonly by: Readonly<Record<ZoneName, string>> }[] = [
  { url: 'http://news.corp.test/', by: { staff: 'squid', guests: 'socks' } },
  { url: 'http://portal.corp.test/', by: { staff: 'squid', guests: 'socks' } },
  { url: 'http://wiki.corp.test/', by: { staff: 'direct', guests: 'nowhere' } },
  { url: 'http://bank.corp.test/', by: { staff: 'squid', guests: 'nowhere' } },
];
