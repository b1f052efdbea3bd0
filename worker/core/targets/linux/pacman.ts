/** `pacman`: the proxy of Arch Linux' package manager. Pure. */
import { pacmanWord } from '../../writers/ini.ts';
import { CURL } from '../bypass/curl.ts';
import { commaList } from '../bypass/environment.ts';
import { proxyUrl } from '../peer.ts';
import { fixedLines } from '../remarked.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { FixedSetting, Target } from '../target.ts';

/** pacman has no key for a proxy; the program that it downloads with has. */
export const pacman: Target = {
  id: 'pacman',
  title: 'pacman (XferCommand)',
  family: 'linux',
  platforms: ['Arch Linux with pacman 5.2+', 'and what is built on it'],
  supports: { ...TAKES_PROXY, schemes: ['http', 'https', 'socks4', 'socks5'], scopes: ['machine'] },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'portolan-proxy.conf',
  place:
    '/etc/pacman.d/portolan-proxy.conf, and Include = /etc/pacman.d/portolan-proxy.conf under [options] in /etc/pacman.conf',
  removal: 'A whole file of a remark in the place of the first; deleted, its Include has to go too.',
  sources: [
    { name: 'pacman.conf(5), XferCommand and Include', url: 'https://man.archlinux.org/man/pacman.conf.5' },
    { name: 'curl(1), --proxy, --noproxy', url: 'https://curl.se/docs/manpage.html' },
  ],
  checked: { by: 'pacman -Sy through a proxy and past it', on: '2026-11-24' },
  notes: [
    'Downloads come one after another then: pacman’s own run in parallel, and read the environment.',
    'makepkg has its own: DLAGENTS in makepkg.conf.',
  ],
  dialect: CURL,
  // pacman reads lines of PATH_MAX bytes (src/common/ini.c, parse_ini); the rest of this one is at most 400.
  longest: { characters: 3_600, why: 'pacman reads no line of 4,096 characters' },
  ...fixedLines(lines),
};

function lines({ main: { proxies }, bypass }: FixedSetting): string[] {
  return proxies.slice(0, 1).map((proxy) => {
    const way = `--proxy ${pacmanWord(proxyUrl(proxy))} --noproxy ${pacmanWord(commaList(bypass))}`;
    return `XferCommand = /usr/bin/curl --location --continue-at - --fail ${way} --output %o %u`;
  });
}
