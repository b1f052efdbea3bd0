/** `pip`: the proxy of Python's package installer. Pure. */
import { pipValue } from '../../writers/ini.ts';
import { hashComment } from '../../writers/lines.ts';
import { proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** One proxy for everything; where it is set, no_proxy of the environment is ignored. */
export const pip: Target = {
  id: 'pip',
  title: 'pip (pip.conf)',
  family: 'tool',
  platforms: ['pip 20+'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https'], bypass: false, scopes: ['user', 'machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'pip.conf',
  place: '~/.config/pip/pip.conf or /etc/pip.conf; %APPDATA%\\pip\\pip.ini on Windows. Merge it where there is one.',
  removal: 'A whole file of a remark where the first was one; merged into another file, delete its lines there.',
  sources: [{ name: 'pip, Configuration and --proxy', url: 'https://pip.pypa.io/en/stable/topics/configuration/' }],
  checked: { by: 'pip config list, and pip download through a proxy', on: '2026-11-24' },
  notes: ['SOCKS needs a package that pip does not bring.'],
  dialect: null,
  render: (setting, { id }) => text(`Portolan profile ${id}`, setting.mode === 'fixed' ? lines(setting) : []),
  remove: ({ id }) => text(`The proxy of Portolan profile ${id} is taken away`, []),
};

function lines({
  main: {
    proxies: [proxy],
  },
}: FixedSetting): string[] {
  return proxy === undefined ? [] : ['[global]', `proxy = ${pipValue(proxyUrl(proxy))}`];
}

function text(remark: string, settings: readonly string[]): string {
  return `${[hashComment(remark), ...settings].join('\n')}\n`;
}
