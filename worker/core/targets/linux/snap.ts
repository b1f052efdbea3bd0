/** `snap`: the proxy of snapd, by a script that can take it back. Pure. */
import { commaList, ENVIRONMENT } from '../bypass/environment.ts';
import { proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import { type FixedSetting, type Target, WAY_SCHEMES } from '../target.ts';
import { toggleScript } from '../toggle-script.ts';
import { SNAP_PROGRAM } from './snap-program.ts';

/** Options of the system. snapd itself and what it starts are programs of Go. */
export const snap: Target = {
  id: 'snap',
  title: 'snapd (snap set system)',
  family: 'linux',
  platforms: ['Ubuntu', 'Linux with snapd 2.28+'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https'], perScheme: true, scopes: ['machine'] },
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'proxy-snap.sh',
  place: 'sudo sh proxy-snap.sh',
  removal: 'A script, run like the first: every option gets back what it had.',
  sources: [
    { name: 'Snap documentation, System options, proxy', url: 'https://snapcraft.io/docs/system-options' },
    {
      name: 'snapcore/snapd, overlord/configstate/configcore/proxy.go',
      url: 'https://github.com/snapcore/snapd/blob/master/overlord/configstate/configcore/proxy.go',
    },
  ],
  checked: { by: 'shellcheck, and dash with a snap that keeps what it is told; no snapd', on: '2026-11-24' },
  notes: [
    'It is what snapd downloads through, and stands in the environment of what it starts; old ones also write it to /etc/environment.',
    'Applying again changes nothing; removing brings back what was there before the first time.',
  ],
  dialect: ENVIRONMENT,
  longest: { characters: 120_000, why: 'Linux takes 131,072 bytes in one argument (MAX_ARG_STRLEN)' },
  render: (setting, { id }) =>
    setting.mode === 'fixed' ? script(`Portolan profile ${id}`, 'apply', lines(setting)) : null,
  remove: ({ id }) => script(`Takes the proxy of Portolan profile ${id} away`, 'remove', KEYS),
};

const KEYS = [...WAY_SCHEMES, 'no-proxy'];

/** `key value`; a key alone must not be set. The list first, so that no proxy is ever on without what goes past it. */
function lines({ ways, bypass }: FixedSetting): string[] {
  const proxies = WAY_SCHEMES.map((scheme) => {
    const [proxy] = ways[scheme].proxies;
    return proxy === undefined ? scheme : `${scheme} ${proxyUrl(proxy)}`;
  });
  return [bypass.length === 0 ? 'no-proxy' : `no-proxy ${commaList(bypass)}`, ...proxies];
}

function script(remark: string, action: 'apply' | 'remove', wanted: readonly string[]): string {
  return toggleScript({ remark, action, variable: 'WANTED', value: wanted.join('\n'), program: SNAP_PROGRAM });
}
