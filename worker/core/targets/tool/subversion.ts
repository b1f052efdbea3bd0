/** `subversion`: the proxy of Subversion over http and https. Pure. */
import { plainAscii } from '../../writers/lines.ts';
import { GLOBS } from '../bypass/globs.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** The list stands in one value, parted by commas. */
export const subversion: Target = {
  id: 'subversion',
  title: 'Subversion (servers)',
  family: 'tool',
  platforms: ['Subversion 1.6+'],
  supports: { ...TAKES_PROXY, scopes: ['user', 'machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'servers',
  place: '~/.subversion/servers or /etc/subversion/servers. Merge it where there is one.',
  removal: 'A whole file of a remark where the first was one; merged into another file, delete its lines there.',
  sources: [
    {
      name: 'Version Control with Subversion, Runtime Configuration Area, Servers',
      url: 'https://svnbook.red-bean.com/en/1.8/svn.advanced.confarea.html#svn.advanced.confarea.opts.servers',
    },
  ],
  checked: { by: 'svn ls through a proxy and past it', on: '2026-11-24' },
  notes: ['svn:// and svn+ssh:// URLs do not take it.'],
  dialect: GLOBS,
  refuses: ({ literal }) =>
    literal?.family === 6 ? 'whether Subversion takes an IPv6 address is not documented' : null,
  ...fixedLines(lines),
};

function lines({ main: { proxies }, bypass }: FixedSetting): string[] {
  return proxies
    .slice(0, 1)
    .flatMap(({ host, port }) => [
      '[global]',
      `http-proxy-host = ${plainAscii(host, 'servers')}`,
      `http-proxy-port = ${port}`,
      `http-proxy-exceptions = ${plainAscii(bypass.join(', '), 'servers')}`,
    ]);
}
