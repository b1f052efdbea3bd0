/** `mercurial`: the proxy of Mercurial. Pure. */
import { plainAscii } from '../../writers/lines.ts';
import { MERCURIAL } from '../bypass/mercurial.ts';
import { peerOf } from '../peer.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** A file of its own; values stand as they are. */
export const mercurial: Target = {
  id: 'mercurial',
  title: 'Mercurial (hgrc)',
  family: 'tool',
  platforms: ['Mercurial 4+'],
  supports: { ...TAKES_PROXY, scopes: ['user', 'machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-proxy.rc',
  place: '/etc/mercurial/hgrc.d/portolan-proxy.rc, or lines of ~/.hgrc',
  removal: 'A whole file of a remark where the first was one; merged into another file, delete its lines there.',
  sources: [{ name: 'hgrc(5), http_proxy', url: 'https://www.mercurial-scm.org/doc/hgrc.5.html#http-proxy' }],
  checked: { by: 'hg identify through a proxy and past it', on: '2026-11-24' },
  notes: ['ssh:// URLs do not take it.'],
  dialect: MERCURIAL,
  ...fixedLines(lines),
};

function lines({ main: { proxies }, bypass }: FixedSetting): string[] {
  return proxies
    .slice(0, 1)
    .flatMap((proxy) => [
      '[http_proxy]',
      `host = ${plainAscii(peerOf(proxy), 'hgrc')}`,
      ...(bypass.length === 0 ? [] : [`no = ${plainAscii(bypass.join(', '), 'hgrc')}`]),
    ]);
}
