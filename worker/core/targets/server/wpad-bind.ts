/** `wpad-bind`: the name wpad in a zone of BIND, by which clients find the PAC without DHCP. Pure. */
import { formatAddress, parseAddress } from '../../net/address.ts';
import { zoneComment, zoneName } from '../../writers/isc.ts';
import { appliedRemark, removedRemark } from '../remarked.ts';
import type { Report } from '../report.ts';
import { TAKES_PAC } from '../supports.ts';
import type { PacSetting, Scene, Target } from '../target.ts';
import { WPAD_SOURCE, wpadNames } from './wpad-url.ts';

/** Records for the zones of delivery.wpad; clients ask the host behind them for http://wpad.zone/wpad.dat. */
export const wpadBind: Target = {
  id: 'wpad-bind',
  title: 'WPAD by DNS (BIND zone file)',
  family: 'server',
  platforms: ['BIND 9', 'every server that reads zone files'],
  supports: { ...TAKES_PAC, scopes: ['machine'] },
  mediaType: 'text/dns; charset=utf-8',
  filename: 'portolan-wpad.zone',
  place: '/etc/bind/portolan-wpad.zone, and $INCLUDE "/etc/bind/portolan-wpad.zone" in the file of the zone',
  removal: 'A whole file of a remark in the place of the first; deleted, its $INCLUDE has to go too. Raise the serial.',
  sources: [{ name: 'RFC 1035, section 5', url: 'https://www.rfc-editor.org/rfc/rfc1035#section-5' }, WPAD_SOURCE],
  checked: { by: 'named-checkzone', on: '2026-11-24' },
  notes: [
    'Clients ask over plain http on port 80, with the name that they looked up: the service has to answer there.',
    'Only for a zone that is yours: whoever owns the name has everybody’s traffic.',
    'Windows’ DNS server refuses the name until it is taken from its global query block list.',
    'Raise the serial of the zone.',
  ],
  dialect: null,
  render: (setting, scene, report) =>
    setting.mode === 'pac' ? text(appliedRemark(scene.id), records(setting, scene, report)) : null,
  remove: ({ id }) => text(removedRemark(id), []),
};

function records({ url }: PacSetting, scene: Scene, report: Report): string[] {
  const names = wpadNames(scene);
  if (names.length === 0) report('target.wpad-name', '/delivery/wpad');
  const owners = names.length === 0 ? ['wpad'] : names.map(zoneName);
  return owners.map((owner) => `${owner} IN ${answer(new URL(url).hostname)}`);
}

function answer(host: string): string {
  const address = parseAddress(host.replace(/^\[(.*)\]$/, '$1'));
  if (address === null) return `CNAME ${zoneName(host)}`;
  return `${address.family === 4 ? 'A' : 'AAAA'} ${formatAddress(address)}`;
}

function text(remark: string, lines: readonly string[]): string {
  return `${[zoneComment(remark), ...lines].join('\n')}\n`;
}
