/** `npm`: npm's configuration, which pnpm and Yarn 1 read too. Pure. */
import { npmValue } from '../../writers/ini.ts';
import { hashComment } from '../../writers/lines.ts';
import { commaList } from '../bypass/environment.ts';
import { SUFFIXES } from '../bypass/suffixes.ts';
import { proxyUrl } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** Lines for .npmrc. Each proxy needs its scheme; without one every request fails. */
export const npm: Target = {
  id: 'npm',
  title: 'npm (.npmrc)',
  family: 'tool',
  platforms: ['npm 7+', 'pnpm', 'Yarn 1'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https'], scopes: ['user', 'machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: '.npmrc',
  place: 'Lines of ~/.npmrc; or /etc/npmrc, the global file.',
  removal: 'A remark in the place of the lines: delete them where the file holds others.',
  sources: [{ name: 'npm, config: https-proxy, proxy, noproxy', url: 'https://docs.npmjs.com/cli/using-npm/config' }],
  checked: { by: 'npm config get reads it back; npm view goes through a proxy', on: '2026-11-24' },
  notes: ['Yarn 2 and later read none of it.', 'npm config set drops all remarks of the file that it writes.'],
  dialect: SUFFIXES,
  // Seen with npm 11: with a longer one `npm run` starts nothing and says nothing.
  longest: { characters: 120_000, why: 'npm hands it to scripts in a variable, and Linux takes 131,072 bytes in one' },
  render: (setting, { id }) => text(id, setting.mode === 'fixed' ? lines(setting) : []),
  remove: ({ id }) => text(`${id}: taken away`, []),
};

/** Requests for either kind of registry take https-proxy where it stands, so both keys say the same. */
function lines({ main, bypass }: FixedSetting): string[] {
  const [proxy] = main.proxies;
  if (proxy === undefined) return [];
  const value = npmValue(proxyUrl(proxy));
  const noproxy = bypass.length === 0 ? [] : [`noproxy=${npmValue(commaList(bypass))}`];
  return [`proxy=${value}`, `https-proxy=${value}`, ...noproxy];
}

function text(remark: string, settings: readonly string[]): string {
  return `${[hashComment(`Portolan profile ${remark}`), ...settings].join('\n')}\n`;
}
