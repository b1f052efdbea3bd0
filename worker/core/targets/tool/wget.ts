/** `wget`: the proxy of GNU Wget. Pure. */
import { plainAscii } from '../../writers/lines.ts';
import { commaList } from '../bypass/environment.ts';
import { WGET } from '../bypass/wget.ts';
import { proxyUrl } from '../peer.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import { type FixedSetting, type Target, WAY_SCHEMES } from '../target.ts';

/** Values stand as they are, to the line's end: quotes would become a part of them. */
export const wget: Target = {
  id: 'wget',
  title: 'wget (.wgetrc)',
  family: 'tool',
  platforms: ['GNU Wget 1.12+'],
  supports: { ...TAKES_PROXY, perScheme: true, scopes: ['user', 'machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: '.wgetrc',
  place: 'Lines of ~/.wgetrc or /etc/wgetrc',
  removal: 'A remark in the place of the lines: delete them where the file holds others.',
  sources: [
    {
      name: 'GNU Wget manual, Wgetrc Commands',
      url: 'https://www.gnu.org/software/wget/manual/html_node/Wgetrc-Commands.html',
    },
  ],
  checked: { by: 'wget through a proxy and past it', on: '2026-11-24' },
  notes: ['It wins over the environment.', 'wget knows no SOCKS and no TLS to a proxy.'],
  dialect: WGET,
  ...fixedLines(lines),
};

function lines({ ways, bypass }: FixedSetting): string[] {
  const proxies = WAY_SCHEMES.flatMap((scheme) => {
    const [proxy] = ways[scheme].proxies;
    return proxy === undefined ? [] : [`${scheme}_proxy = ${plainAscii(proxyUrl(proxy), 'wget')}`];
  });
  return ['use_proxy = on', ...proxies, `no_proxy = ${plainAscii(commaList(bypass), 'wget')}`];
}
