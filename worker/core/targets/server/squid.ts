/** `squid`: a starting point for the proxy itself, listening where the profile says and admitting whom it sends there. Pure. */
import type { Endpoint } from '../../rules/endpoint.ts';
import { hashComment } from '../../writers/lines.ts';
import type { Report } from '../report.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Scene, Target } from '../target.ts';
import { admitted, proxiesOn } from './admitted.ts';

/** The first usable proxy of the default route, and the others on the same host. */
export const squid: Target = {
  id: 'squid',
  title: 'Squid (squid.conf)',
  family: 'server',
  platforms: ['Squid 4+'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https'], bypass: false, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'squid.conf',
  place: '/etc/squid/squid.conf on the host of the proxy',
  removal:
    'A whole squid.conf in the place of the first: it listens on 127.0.0.1:3128 only and denies everything. Or stop the server.',
  sources: [{ name: 'Squid, configuration directives', url: 'http://www.squid-cache.org/Doc/config/' }],
  checked: { by: 'squid -k parse, and requests from an admitted and a refused address', on: '2026-11-24' },
  notes: [
    'Admits the zones whose clients the profile sends to this proxy, and its own machine.',
    'A certificate for an https proxy, and whatever authentication needs, are added by hand.',
  ],
  dialect: null,
  isServer: true,
  render: (setting, scene, report) => (setting.mode === 'fixed' ? config(setting, scene, report) : null),
  // It refuses to start without a port.
  remove: ({ id }) =>
    lines([
      hashComment(`Portolan profile ${id} sends nobody here any more`),
      'http_port 127.0.0.1:3128',
      'http_access deny all',
    ]),
};

/** Squid's own recommendation (squid.conf.documented): what may be asked for, and where CONNECT may lead. */
const SAFE_PORTS = [
  'acl SSL_ports port 443',
  'acl Safe_ports port 80 21 443 70 210 1025-65535 280 488 591 777',
  'http_access deny !Safe_ports',
  'http_access deny CONNECT !SSL_ports',
  'http_access deny to_localhost',
];

function config({ main }: FixedSetting, scene: Scene, report: Report): string | null {
  const [first] = main.proxies;
  if (first === undefined) return null;
  const here = proxiesOn(first, scene, squid.supports.schemes);
  const zones = admitted(here, scene, report);
  return lines([
    hashComment(`Portolan profile ${scene.id}: ${here.map(({ name }) => name).join(', ')}`),
    ...here.flatMap(port),
    ...zones.flatMap(({ name, ranges }) => ranges.map((range) => `acl ${acl(name)} src ${range}`)),
    ...SAFE_PORTS,
    'http_access allow localhost',
    ...zones.map(({ name }) => `http_access allow ${acl(name)}`),
    'http_access deny all',
  ]);
}

function port({ scheme, port: number }: Endpoint): string[] {
  if (scheme === 'http') return [`http_port ${number}`];
  return [
    hashComment('Certificate and key of the name that clients know, in one file.'),
    `https_port ${number} tls-cert=/etc/squid/portolan.pem`,
  ];
}

const acl = (zone: string): string => `portolan_${zone.replaceAll('-', '_')}`;

const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`;
