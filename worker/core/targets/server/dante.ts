/** `dante`: a starting point for a SOCKS proxy, listening where the profile says and admitting whom it sends there. Pure. */
import type { ProxyScheme } from '../../../../schemas/profile.ts';
import type { Endpoint } from '../../rules/endpoint.ts';
import { plainAscii } from '../../writers/lines.ts';
import { appliedRemark, remarked, removedRemark } from '../remarked.ts';
import type { Report } from '../report.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Scene, Target } from '../target.ts';
import { admitted, proxiesOn } from './admitted.ts';

/** danted.conf: which versions of the protocol a proxy of the profile speaks. */
const PROTOCOLS: Readonly<Partial<Record<ProxyScheme, string>>> = { socks4: 'socks_v4', socks5: 'socks_v5' };

/** The first usable proxy of the default route, and the others on the same host. */
export const dante: Target = {
  id: 'dante',
  title: 'Dante (danted.conf)',
  family: 'server',
  platforms: ['Dante 1.4+'],
  supports: { ...TAKES_PROXY, schemes: ['socks4', 'socks5'], bypass: false, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'danted.conf',
  place: '/etc/danted.conf on the host of the proxy (/etc/sockd.conf where it is called sockd)',
  removal:
    'A whole danted.conf in the place of the first: it listens on 127.0.0.1:1080 only and admits nobody. Or stop the server.',
  sources: [{ name: 'Dante, danted.conf(5)', url: 'https://www.inet.no/dante/doc/1.4.x/config/index.html' }],
  checked: { by: 'danted -V, and requests from an admitted and a refused address', on: '2026-11-24' },
  notes: [
    'Admits the zones whose clients the profile sends to this proxy, and its own machine; nobody reaches its loopback.',
    'Where the profile gives the proxy no addresses, Dante looks its name up when it starts.',
    'It does not know SOCKS4a: clients of SOCKS4 look names up themselves.',
    'Accounts are added by hand.',
  ],
  dialect: null,
  isServer: true,
  render: (setting, scene, report) => (setting.mode === 'fixed' ? config(setting, scene, report) : null),
  remove: ({ id }) => remarked(removedRemark(id), NOBODY),
};

const LOCAL = ['127.0.0.0/8', '::1/128'];

function config({ main }: FixedSetting, scene: Scene, report: Report): string | null {
  const [first] = main.proxies;
  if (first === undefined) return null;
  const here = proxiesOn(first, scene, dante.supports.schemes);
  const ranges = [...LOCAL, ...admitted(here, scene, report).flatMap((zone) => zone.ranges)];
  const protocols = [...new Set(here.flatMap(({ scheme }) => PROTOCOLS[scheme] ?? []))].sort();
  const addresses = addressesOf(first, scene);
  return remarked(`${appliedRemark(scene.id)}: ${here.map(({ name }) => name).join(', ')}`, [
    'logoutput: syslog',
    ...here.flatMap(({ port }) => addresses.map((address) => `internal: ${address} port = ${port}`)),
    `external: ${addresses[0]}`,
    'clientmethod: none',
    'socksmethod: none',
    'user.unprivileged: nobody',
    ...ranges.flatMap((range) => block('client pass', [`from: ${range} to: 0/0`])),
    ...LOCAL.flatMap((range) => block('socks block', [`from: 0/0 to: ${range}`])),
    ...ranges.flatMap((range) =>
      block('socks pass', [`from: ${range} to: 0/0`, 'protocol: tcp', `proxyprotocol: ${protocols.join(' ')}`]),
    ),
  ]);
}

const block = (head: string, lines: readonly string[]): string[] => [
  `${head} {`,
  ...lines.map((line) => `  ${line}`),
  '}',
];

/** Dante refuses to start without a place to listen, so this one is out of everybody's reach. */
const NOBODY = [
  'logoutput: syslog',
  'internal: 127.0.0.1 port = 1080',
  'external: 127.0.0.1',
  'clientmethod: none',
  'socksmethod: none',
  'user.unprivileged: nobody',
  ...block('client block', ['from: 0/0 to: 0/0']),
];

/** Where it listens: the addresses that the profile gives the proxy, or its name. */
function addressesOf({ name, host }: Endpoint, { profile }: Scene): readonly string[] {
  const addresses = profile.proxies?.[name]?.addresses ?? [];
  return (addresses.length === 0 ? [host] : addresses).map((address) => plainAscii(address, 'Dante'));
}
