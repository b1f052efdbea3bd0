/** `apt`: the proxy of Debian's package manager. Pure. */
import { aptSetting } from '../../writers/apt.ts';
import { hashComment } from '../../writers/lines.ts';
import { APT } from '../bypass/apt.ts';
import { CURL_WORDS, proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target, Way } from '../target.ts';

/** A file of its own in apt.conf.d. */
export const apt: Target = {
  id: 'apt',
  title: 'apt (apt.conf.d)',
  family: 'linux',
  platforms: ['Debian', 'Ubuntu'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https', 'socks5'], perScheme: true, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: '95portolan-proxy',
  place: '/etc/apt/apt.conf.d/95portolan-proxy',
  removal: 'A whole file of a remark in the place of the first; or delete it.',
  sources: [
    {
      name: 'apt.conf(5), apt-transport-http(1)',
      url: 'https://manpages.debian.org/bookworm/apt/apt-transport-http.1.en.html',
    },
    {
      name: 'apt, methods/http.cc (which schemes)',
      url: 'https://salsa.debian.org/apt-team/apt/-/blob/main/methods/http.cc',
    },
  ],
  checked: { by: 'apt-config dump, and apt-get update through a proxy', on: '2026-11-24' },
  notes: ['no_proxy of the environment is read too, and wins.'],
  dialect: APT,
  render: (setting, { id }) => text(`Portolan profile ${id}`, setting.mode === 'fixed' ? settings(setting) : []),
  remove: ({ id }) => text(`The proxy of Portolan profile ${id} is taken away`, []),
};

const SCHEMES = ['http', 'https'] as const;

function settings({ ways, bypass }: FixedSetting): string[] {
  return SCHEMES.flatMap((scheme) => [
    aptSetting(`Acquire::${scheme}::Proxy`, proxyOf(ways[scheme])),
    ...bypass.map((host) => aptSetting(`Acquire::${scheme}::Proxy::${host}`, 'DIRECT')),
  ]);
}

function proxyOf({ proxies: [first] }: Way): string {
  return first === undefined ? 'DIRECT' : `${proxyUrl(first, CURL_WORDS)}/`;
}

function text(remark: string, lines: readonly string[]): string {
  return `${[hashComment(remark), ...lines].join('\n')}\n`;
}
