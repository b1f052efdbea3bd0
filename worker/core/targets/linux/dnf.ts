/** `dnf`: the proxy of Fedora's and Red Hat's package manager. Pure. */
import { dnfValue } from '../../writers/ini.ts';
import { proxyUrl } from '../peer.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** For every repository that has no proxy of its own. */
export const dnf: Target = {
  id: 'dnf',
  title: 'dnf and yum (dnf.conf)',
  family: 'linux',
  platforms: ['Fedora', 'RHEL 8+', 'and what is built on them'],
  supports: {
    ...TAKES_PROXY,
    schemes: ['http', 'https', 'socks4', 'socks5'],
    bypass: false,
    auth: true,
    scopes: ['machine'],
  },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'dnf.conf',
  place: 'Lines of [main] in /etc/dnf/dnf.conf; dnf 5 also reads /etc/dnf/libdnf5.conf.d/80-portolan-proxy.conf',
  removal: 'A remark in the place of the lines: delete them; the drop-in of dnf 5 may be replaced or deleted.',
  sources: [
    { name: 'dnf.conf(5), proxy and proxy_auth_method', url: 'https://dnf.readthedocs.io/en/latest/conf_ref.html' },
  ],
  checked: { by: 'dnf makecache through a proxy', on: '2026-11-24' },
  notes: [
    'A repository that goes direct says proxy=_none_ in its own file.',
    'no_proxy of the environment is read too.',
  ],
  dialect: null,
  hints: ['basic', 'digest', 'ntlm', 'negotiate'],
  ...fixedLines(lines),
};

function lines({ main: { proxies } }: FixedSetting): string[] {
  const [proxy] = proxies;
  if (proxy === undefined) return [];
  const says = dnf.hints?.find((hint) => hint === proxy.auth);
  return ['[main]', `proxy=${dnfValue(proxyUrl(proxy))}`, ...(says === undefined ? [] : [`proxy_auth_method=${says}`])];
}
