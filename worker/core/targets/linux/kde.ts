/** `kde`: the proxy of KDE's desktop and its programs. Pure. */
import { kdeValue } from '../../writers/ini.ts';
import { commaList } from '../bypass/environment.ts';
import { KDE } from '../bypass/kde.ts';
import { appliedRemark, remarked, removedRemark } from '../remarked.ts';
import type { Report } from '../report.ts';
import { isSocks } from '../socks.ts';
import { TAKES_BOTH } from '../supports.ts';
import { type FixedSetting, type Hop, type Setting, type Target, WAY_SCHEMES } from '../target.ts';

const TITLE = 'KDE (kioslaverc)';

/** KIO's file, for a user or for the machine; Chromium on KDE reads the same. */
export const kde: Target = {
  id: 'kde',
  title: TITLE,
  family: 'linux',
  platforms: ['KDE Plasma 5 and 6'],
  supports: {
    ...TAKES_BOTH,
    // kpac (proxyscout.cpp) knows PROXY, SOCKS, SOCKS5 and DIRECT; Chromium runs the PAC itself.
    pacReads: ['http', 'socks5'],
    schemes: ['http', 'socks5'],
    perScheme: true,
    scopes: ['user', 'machine'],
  },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'kioslaverc',
  place: 'The group of ~/.config/kioslaverc, or of /etc/xdg/kioslaverc for every user. Merge it where there is one.',
  removal:
    'The group with ProxyType=0: merge it over the first; as a whole file only where kioslaverc holds nothing else.',
  sources: [
    {
      name: 'KIO, src/core/kprotocolmanager.cpp',
      url: 'https://invent.kde.org/frameworks/kio/-/blob/master/src/core/kprotocolmanager.cpp',
    },
    {
      name: 'Chromium, net/proxy_resolution/proxy_config_service_linux.cc (SettingGetterImplKDE)',
      url: 'https://source.chromium.org/chromium/chromium/src/+/main:net/proxy_resolution/proxy_config_service_linux.cc',
    },
  ],
  checked: { by: 'Chromium as it runs on KDE goes through a proxy and past it; no Plasma', on: '2026-11-24' },
  notes: [
    'KDE itself uses http and SOCKS5 proxies of a PAC; Chromium reads the same keys and uses all of them.',
    'Programs notice it when they start again.',
  ],
  dialect: KDE,
  refuses: ({ literal }) =>
    literal?.family === 6 ? 'KDE parts host and port at a blank, and what it makes of IPv6 is not known' : null,
  render: (setting, { id }, report) => remarked(appliedRemark(id), [GROUP, ...lines(setting, report)]),
  remove: ({ id }) => remarked(removedRemark(id), [GROUP, 'ProxyType=0']),
};

const GROUP = '[Proxy Settings]';

/** proxy_config_service_linux.cc, SettingGetterImplKDE::UpdateCachedSettings: a buffer of 512 bytes, end of line included. */
const CHROMIUM_LINE = 510;

function lines(setting: Setting, report: Report): string[] {
  if (setting.mode === 'pac') return ['ProxyType=2', `Proxy Config Script=${kdeValue(setting.url)}`];
  const { bypass } = setting;
  const list = bypass.length === 0 ? [] : [`NoProxyFor=${kdeValue(commaList(bypass))}`];
  if (list.some(({ length }) => length > CHROMIUM_LINE)) {
    const message = `${TITLE}: Chromium skips a line of more than ${CHROMIUM_LINE} characters and sends all of it through the proxy`;
    report('target.bypass-partly', '/rules', { message });
  }
  return ['ProxyType=1', ...proxies(setting), ...list, 'ReversedException=false'];
}

/** Host and port are parted by a blank. */
function proxies({ main, ways }: FixedSetting): string[] {
  const named = WAY_SCHEMES.flatMap((scheme) =>
    ways[scheme].proxies
      .slice(0, 1)
      .filter((proxy) => !isSocks(proxy))
      .map((proxy) => `${scheme}Proxy=${kdeValue(address('http', proxy))}`),
  );
  const socks = [main, ...WAY_SCHEMES.map((scheme) => ways[scheme])].flatMap((way) => way.proxies).find(isSocks);
  return socks === undefined ? named : [...named, `socksProxy=${kdeValue(address('socks', socks))}`];
}

const address = (scheme: string, { host, port }: Hop): string => `${scheme}://${host} ${port}`;
