/** Which profiles are rendered for every target? Data; the loops are in the tests. */
import { Profile } from '../../../schemas/profile.ts';
import type { Surroundings } from '../../../worker/core/rules/kind.ts';
import { parseRuleSet } from '../../../worker/core/rules/ruleset.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';
import type { TargetInput } from '../../../worker/core/targets/render.ts';

/** A case of the matrix. */
export interface Fixture extends TargetInput {
  readonly name: string;
}

const PAC_URL = 'https://portolan.example/pac/hq/AbCdEfGhIjKlMnOpQrStUv.pac';

const ZONES: Surroundings = { ...ALONE, zones: ['staff', 'guests'] };

const devices = {
  organization: 'Example Corp.',
  identifier: 'com.example.proxy',
  wifi: [
    { ssid: 'Corp', security: 'wpa2' },
    { ssid: 'Guests', security: 'none' },
  ],
};

const direct = [
  { when: { plain: true }, use: 'direct' },
  { when: { domain: 'corp.example' }, use: 'direct' },
  { when: { cidr: ['10.0.0.0/8', 'fd00::/8'] }, use: 'direct' },
];

const one = (proxy: object) => ({
  title: 'Headquarters',
  proxies: { only: proxy },
  rules: direct,
  default: 'only',
  devices,
});

/** Texts that end strings, lines, elements, comments and commands in one language or another. */
const HOSTILE = `'"\`$(id)$\{x} %PATH% & <b>]]>-->*/ \\ ; | # \u2019\u2028 é\u{1f600}\n\rexit`;

/** Every kind of rule, in an order in which each can be reached. */
const everyRule = [
  { when: { plain: true }, use: 'direct' },
  { when: { domain: 'blocked.corp.example' }, use: 'block' },
  { when: { domain: 'corp.example' }, use: 'direct' },
  { when: { host: ['*.dmz.example', 'www.partner.example', '*cache*.example', 'node?.example'] }, use: 'direct' },
  {
    when: { cidr: ['10.0.0.0/8', '172.16.0.0/12', '192.0.2.7', '100.0.0.0/9', 'fd00::/8', '2001:db8::7'] },
    use: 'direct',
  },
  { when: { cidr: '198.51.100.0/24', resolve: true }, use: 'direct' },
  { when: { domain: 'ports.example', port: [8443, 9443] }, use: 'direct' },
  { when: { domain: 'wide.example', port: '8000-8999' }, use: 'direct' },
  { when: { domain: 'secure.example', scheme: 'https' }, use: 'direct' },
  { when: { domain: 'not.example', not: { host: 'www.not.example' } }, use: 'direct' },
  { when: { domain: 'night.example', time: { from: '22:00', to: '06:00' } }, use: 'direct' },
  { when: { domain: 'branch.example', client: '10.20.0.0/16' }, use: 'direct' },
  { when: { regex: { host: '^cdn[0-9]+\\.video\\.example$' } }, use: 'direct' },
  { when: { url: 'http://mirror.example/*' }, use: 'direct' },
  { when: { any: [{ domain: 'a.example' }, { cidr: '203.0.113.0/24' }] }, use: 'direct' },
  { when: { domain: 'lab.example' }, use: 'lab' },
  { when: { scheme: 'https' }, use: 'second' },
];

const PROFILES = {
  http: one({ scheme: 'http', host: 'proxy.corp.example', port: 3128, auth: 'negotiate' }),
  https: one({ scheme: 'https', host: 'proxy.corp.example', port: 8443 }),
  socks5: one({ scheme: 'socks5', host: 'socks.corp.example', port: 1080 }),
  socks4: one({ scheme: 'socks4', host: 'socks.corp.example', port: 1080 }),
  ipv6: one({ scheme: 'http', host: '2001:db8::3128', port: 3128 }),
  failover: {
    proxies: {
      tls: { scheme: 'https', host: 'tls.example', port: 443 },
      first: { scheme: 'http', host: 'first.example', port: 3128 },
      second: { scheme: 'http', host: 'second.example', port: 3128 },
    },
    routes: { all: ['tls', 'first', 'second', 'direct'] },
    default: 'all',
  },
  rules: {
    title: 'Every kind of rule',
    proxies: {
      first: { scheme: 'http', host: 'first.example', port: 3128 },
      second: { scheme: 'http', host: 'second.example', port: 3128 },
      tunnel: { scheme: 'socks5', host: 'socks.example', port: 1080 },
    },
    routes: { lab: ['tunnel', 'direct'] },
    rules: everyRule,
    default: 'first',
  },
  long: {
    ...one({ scheme: 'http', host: 'proxy.corp.example', port: 3128 }),
    rules: [
      {
        when: { domain: Array.from({ length: 60 }, (_, index) => `department-${index}.internal.corp.example`) },
        use: 'direct',
      },
    ],
  },
  hostile: {
    ...one({ scheme: 'http', host: 'proxy_1.xn--bcher-kva.example', port: 3128 }),
    title: HOSTILE,
    note: HOSTILE,
    devices: { organization: HOSTILE, wifi: [{ ssid: `'"$(x)<&>\\;é`, security: 'wpa3' }] },
  },
  mandatory: {
    ...one({ scheme: 'http', host: 'proxy.corp.example', port: 3128 }),
    delivery: { mandatory: true },
    devices: { ...devices, captivePortal: true },
  },
  zones: {
    ...one({ scheme: 'http', host: 'proxy.corp.example', port: 3128 }),
    rules: [
      { when: { domain: 'staff.corp.example', zone: 'staff' }, use: 'direct' },
      { when: { domain: 'guests.corp.example', zone: 'guests' }, use: 'direct' },
    ],
  },
  direct: {
    proxies: { lab: { scheme: 'http', host: 'lab.example', port: 3128 } },
    rules: [{ when: { domain: 'lab.example' }, use: 'lab' }],
    default: 'direct',
  },
} as const;

/** A profile, parsed, as a target takes it. */
export function inputOf(profile: unknown, more: Partial<TargetInput> = {}): TargetInput {
  const parsed = Profile.parse(profile);
  const ruleset = parseRuleSet(parsed, ZONES, (finding) => {
    if (finding.severity === 'error') throw new Error(`${finding.path} ${finding.message}`);
  });
  if (ruleset === null) throw new Error('expected a profile without errors');
  return { id: 'hq', profile: parsed, ruleset, pacUrl: PAC_URL, ...more };
}

/** The matrix: profile, mode, zone and URL. */
export const FIXTURES: readonly Fixture[] = [
  { name: 'pac', ...inputOf(PROFILES.http) },
  { name: 'pac-mandatory', ...inputOf(PROFILES.mandatory) },
  { name: 'pac-https-proxy', ...inputOf(PROFILES.https) },
  { name: 'pac-socks5', ...inputOf(PROFILES.socks5) },
  { name: 'pac-hostile', ...inputOf(PROFILES.hostile, { pacUrl: `${PAC_URL}?a=$(id)&b=%27%22%25PATH%25;c!*+` }) },
  { name: 'pac-zone-staff', ...inputOf(PROFILES.zones, { zone: 'staff' }) },
  { name: 'pac-zone-guests', ...inputOf(PROFILES.zones, { zone: 'guests' }) },
  { name: 'pac-no-url', ...inputOf(PROFILES.http, { pacUrl: null }) },
  ...(['http', 'https', 'socks5', 'socks4', 'ipv6', 'failover', 'rules', 'long', 'hostile', 'direct'] as const).map(
    (name) => ({ name: `fixed-${name}`, ...inputOf(PROFILES[name], { mode: 'fixed' }) }),
  ),
  { name: 'fixed-zone-staff', ...inputOf(PROFILES.zones, { mode: 'fixed', zone: 'staff' }) },
  { name: 'fixed-zone-guests', ...inputOf(PROFILES.zones, { mode: 'fixed', zone: 'guests' }) },
];
