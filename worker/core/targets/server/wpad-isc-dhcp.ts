/** `wpad-isc-dhcp`: DHCP option 252 in ISC DHCP. Pure. */
import { iscText } from '../../writers/isc.ts';
import { pacLines } from '../remarked.ts';
import { TAKES_PAC } from '../supports.ts';
import type { Target } from '../target.ts';
import { WPAD_NOTES, WPAD_SOURCE, wpadUrl } from './wpad-url.ts';

/** The server knows no option 252 until one is declared; the name is ours, so that it meets no other declaration. */
export const wpadIscDhcp: Target = {
  id: 'wpad-isc-dhcp',
  title: 'WPAD by DHCP (ISC dhcpd)',
  family: 'server',
  platforms: ['ISC DHCP 4'],
  supports: { ...TAKES_PAC, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-wpad.conf',
  place: '/etc/dhcp/portolan-wpad.conf, and include "/etc/dhcp/portolan-wpad.conf"; in /etc/dhcp/dhcpd.conf',
  removal:
    'A whole file of a remark in the place of the first; deleted, its include has to go too. Then restart dhcpd.',
  sources: [
    {
      name: 'dhcp-options(5), Defining new options',
      url: 'https://manpages.debian.org/bookworm/isc-dhcp-server/dhcp-options.5.en.html',
    },
    WPAD_SOURCE,
  ],
  checked: { by: 'dhcpd -t', on: '2026-11-24' },
  notes: WPAD_NOTES,
  dialect: null,
  ...pacLines((setting, scene, report) => [
    'option portolan-wpad code 252 = text;',
    `option portolan-wpad ${iscText(wpadUrl(setting, scene, report))};`,
  ]),
};
