/** `zypper`: the proxy of SUSE's systems, which zypper, YaST and login shells read. Pure. */
import { sysconfigLine } from '../../writers/environment.ts';
import { ENVIRONMENT } from '../bypass/environment.ts';
import { proxyUrl } from '../peer.ts';
import { appliedRemark, remarked, removedRemark } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import { type FixedSetting, type Target, WAY_SCHEMES } from '../target.ts';

/** The whole of /etc/sysconfig/proxy: each name once, empty where there is no proxy. */
export const zypper: Target = {
  id: 'zypper',
  title: 'zypper and SUSE (sysconfig)',
  family: 'linux',
  platforms: ['openSUSE', 'SUSE Linux Enterprise'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https'], perScheme: true, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'proxy',
  place: 'Lines of /etc/sysconfig/proxy, in the place of those of the same names.',
  removal: 'The same names without a value: merge them over the first. What was there before does not come back.',
  sources: [
    {
      name: 'SUSE, Configuring a proxy (/etc/sysconfig/proxy)',
      url: 'https://www.suse.com/support/kb/doc/?id=000017441',
    },
    {
      name: 'openSUSE/libzypp, zypp/media/proxyinfo/ProxyInfoSysconfig.cc',
      url: 'https://github.com/openSUSE/libzypp/blob/master/zypp-media/proxyinfo',
    },
  ],
  checked: { by: 'dash reads it back; no SUSE', on: '2026-11-24' },
  notes: ['Login shells get the same as variables of the environment.'],
  dialect: ENVIRONMENT,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one variable (MAX_ARG_STRLEN)' },
  render: (setting, { id }) => remarked(appliedRemark(id), setting.mode === 'fixed' ? lines(setting) : []),
  remove: ({ id }) => remarked(removedRemark(id), [sysconfigLine('PROXY_ENABLED', 'no'), ...OFF]),
};

const name = (scheme: string): string => `${scheme.toUpperCase()}_PROXY`;
const OFF = [...WAY_SCHEMES.map((scheme) => sysconfigLine(name(scheme), '')), sysconfigLine('NO_PROXY', '')];

function lines({ ways, bypass }: FixedSetting): string[] {
  return [
    sysconfigLine('PROXY_ENABLED', 'yes'),
    ...WAY_SCHEMES.map((scheme) => {
      const [proxy] = ways[scheme].proxies;
      return sysconfigLine(name(scheme), proxy === undefined ? '' : proxyUrl(proxy));
    }),
    sysconfigLine('NO_PROXY', bypass.join(', ')),
  ];
}
