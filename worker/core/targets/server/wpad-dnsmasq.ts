/** `wpad-dnsmasq`: DHCP option 252, by which a network tells its clients the URL of the PAC. Pure. */
import { dnsmasqText } from '../../writers/dnsmasq.ts';
import { hashComment } from '../../writers/lines.ts';
import type { Report } from '../report.ts';
import { TAKES_PAC } from '../supports.ts';
import type { PacSetting, Scene, Target } from '../target.ts';
import { WPAD_NOTES, WPAD_SOURCE, wpadUrl } from './wpad-url.ts';

/** Also refuses the name wpad to machines that ask for it: it would be a way to send everybody's traffic to them. */
export const wpadDnsmasq: Target = {
  id: 'wpad-dnsmasq',
  title: 'WPAD by DHCP (dnsmasq)',
  family: 'server',
  platforms: ['dnsmasq 2.80+'],
  supports: { ...TAKES_PAC, scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-wpad.conf',
  place: '/etc/dnsmasq.d/portolan-wpad.conf',
  removal: 'A whole file of a remark in the place of the first, or delete it; then restart dnsmasq.',
  sources: [
    { name: 'dnsmasq(8), --dhcp-option', url: 'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html' },
    WPAD_SOURCE,
  ],
  checked: { by: 'dnsmasq --test', on: '2026-11-24' },
  notes: WPAD_NOTES,
  dialect: null,
  render: (setting, scene, report) =>
    setting.mode === 'pac' ? text(`Portolan profile ${scene.id}`, option(setting, scene, report)) : null,
  remove: ({ id }) => text(`The PAC of Portolan profile ${id} is taken away`, []),
};

function option(setting: PacSetting, scene: Scene, report: Report): string[] {
  return [
    `dhcp-option=252,${dnsmasqText(wpadUrl(setting, scene, report))}`,
    'dhcp-name-match=set:portolan-wpad,wpad',
    'dhcp-ignore-names=tag:portolan-wpad',
  ];
}

function text(remark: string, lines: readonly string[]): string {
  return `${[hashComment(remark), ...lines].join('\n')}\n`;
}
