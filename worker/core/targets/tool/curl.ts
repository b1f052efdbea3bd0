/** `curl`: the proxy of curl. Pure. */
import type { ProxyEntry } from '../../../../schemas/profile.ts';
import { curlValue } from '../../writers/ini.ts';
import { hashComment } from '../../writers/lines.ts';
import { CURL } from '../bypass/curl.ts';
import { commaList } from '../bypass/environment.ts';
import { proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Hop, Target } from '../target.ts';

/** curl's options for what a proxy asks for; an empty name and password let Kerberos or the system's login answer. */
const HINTS: Readonly<Partial<Record<NonNullable<ProxyEntry['auth']>, readonly string[]>>> = {
  basic: ['proxy-basic'],
  digest: ['proxy-digest'],
  ntlm: ['proxy-ntlm', `proxy-user = ${curlValue(':')}`],
  negotiate: ['proxy-negotiate', `proxy-user = ${curlValue(':')}`],
};

/** One proxy for everything. Without a port curl would take 1080, so it always stands there. */
export const curl: Target = {
  id: 'curl',
  title: 'curl (.curlrc)',
  family: 'tool',
  platforms: ['curl 7.55+'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https', 'socks4', 'socks5'], auth: true, scopes: ['user'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: '.curlrc',
  place: 'Lines of ~/.curlrc; %USERPROFILE%\\_curlrc on Windows',
  removal: 'A remark in the place of the lines: delete them where the file holds others.',
  sources: [{ name: 'curl(1), --config, --proxy, --noproxy', url: 'https://curl.se/docs/manpage.html#-K' }],
  checked: { by: 'curl -K through a proxy', on: '2026-11-24' },
  notes: ['Programs that use libcurl do not read it; they read the environment.'],
  dialect: CURL,
  // Measured with 7.88.1: a line of 102,400 characters ends it with status 26, and all lines behind it are lost.
  longest: { characters: 100_000, why: 'curl reads no line of 102,400 characters' },
  hints: ['basic', 'digest', 'ntlm', 'negotiate'],
  render: (setting, { id }) => text(`Portolan profile ${id}`, setting.mode === 'fixed' ? lines(setting) : []),
  remove: ({ id }) => text(`The proxy of Portolan profile ${id} is taken away`, []),
};

function lines({ main, bypass }: FixedSetting): string[] {
  const [proxy] = main.proxies;
  if (proxy === undefined) return [];
  return [`proxy = ${curlValue(proxyUrl(proxy))}`, `noproxy = ${curlValue(commaList(bypass))}`, ...hints(proxy)];
}

const hints = ({ auth }: Hop): readonly string[] => (auth === undefined ? [] : (HINTS[auth] ?? []));

function text(remark: string, settings: readonly string[]): string {
  return `${[hashComment(remark), ...settings].join('\n')}\n`;
}
