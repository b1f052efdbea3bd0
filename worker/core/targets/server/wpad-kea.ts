/** `wpad-kea`: DHCP option 252 in Kea. Pure. */
import { json } from '../../writers/json.ts';
import { TAKES_PAC } from '../supports.ts';
import type { Target } from '../target.ts';
import { WPAD_NOTES, WPAD_SOURCE, wpadUrl } from './wpad-url.ts';

/** Parts of the configuration. Kea knows no option 252 until one is defined. */
export const wpadKea: Target = {
  id: 'wpad-kea',
  title: 'WPAD by DHCP (Kea)',
  family: 'server',
  platforms: ['Kea 2+'],
  supports: { ...TAKES_PAC, scopes: ['machine'] },
  mediaType: 'application/json',
  filename: 'portolan-wpad.json',
  place: 'Members of Dhcp4 in /etc/kea/kea-dhcp4.conf; merge them with what is there',
  removal:
    'Empty lists: where others stand in yours, take the two entries named portolan-wpad out of them instead. Then reload Kea.',
  sources: [
    {
      name: 'Kea Administrator Reference Manual, Custom DHCPv4 Options',
      url: 'https://kea.readthedocs.io/en/stable/arm/dhcp4-srv.html#custom-dhcpv4-options',
    },
    WPAD_SOURCE,
  ],
  checked: { by: 'kea-dhcp4 -t', on: '2026-11-24' },
  notes: WPAD_NOTES,
  dialect: null,
  render: (setting, scene, report) =>
    setting.mode === 'pac' ? json({ Dhcp4: option(wpadUrl(setting, scene, report)) }) : null,
  remove: () => json({ Dhcp4: { 'option-def': [], 'option-data': [] } }),
};

/** As bytes in single quotes: in the usual form a comma would end the value. URLs that are embedded hold no such quote. */
function option(url: string) {
  const here = { name: 'portolan-wpad', code: 252, space: 'dhcp4' };
  return {
    'option-def': [{ ...here, type: 'string' }],
    'option-data': [{ ...here, 'csv-format': false, data: `'${url}'` }],
  };
}
