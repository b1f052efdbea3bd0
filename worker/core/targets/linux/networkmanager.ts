/** `networkmanager`: the PAC of NetworkManager's connections, by a script that can take it back. Pure. */
import { TAKES_PAC } from '../supports.ts';
import type { Target } from '../target.ts';
import { toggleScript } from '../toggle-script.ts';
import { NETWORKMANAGER_PROGRAM } from './networkmanager-program.ts';

/** NetworkManager only hands the URL on to pacrunner. It knows no fixed proxy and no list of what goes direct. */
export const networkmanager: Target = {
  id: 'networkmanager',
  title: 'NetworkManager (nmcli)',
  family: 'linux',
  platforms: ['Linux with NetworkManager 1.6+'],
  // pacrunner answers by libproxy, which drops https proxies (px-manager.c).
  supports: { ...TAKES_PAC, pacReads: ['http', 'socks4', 'socks5'], scopes: ['connection'] },
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'proxy-networkmanager.sh',
  place: 'sudo sh proxy-networkmanager.sh, or with the names of connections behind it',
  removal: 'A script, run like the first: every connection gets back what it had.',
  sources: [
    {
      name: 'nm-settings-nmcli(5), proxy setting',
      url: 'https://networkmanager.dev/docs/api/latest/nm-settings-nmcli.html#nm-settings-nmcli.property.proxy',
    },
  ],
  checked: { by: 'shellcheck, and dash with the connection settings of nmcli --offline', on: '2026-11-24' },
  notes: ['Programs notice it only where the daemon pacrunner runs and they ask it.'],
  dialect: null,
  render: (setting, { id }) => (setting.mode === 'pac' ? script(`Portolan profile ${id}`, 'apply', setting.url) : null),
  remove: ({ id }) => script(`Takes the proxy of Portolan profile ${id} away`, 'remove', ''),
};

function script(remark: string, action: 'apply' | 'remove', url: string): string {
  return toggleScript({ remark, action, variable: 'PAC_URL', value: url, program: NETWORKMANAGER_PROGRAM });
}
