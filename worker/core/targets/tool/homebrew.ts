/** `homebrew`: the environment of Homebrew. Pure. */
import type { Variables } from '../../writers/environment.ts';
import { CURL } from '../bypass/curl.ts';
import { commaList } from '../bypass/environment.ts';
import { proxyUrl } from '../peer.ts';
import { isSocks } from '../socks.ts';
import { TAKES_PROXY } from '../supports.ts';
import { type FixedSetting, type Target, WAY_SCHEMES } from '../target.ts';
import { exporting } from './exports.ts';

/** Homebrew empties its environment and keeps the lower-case names; HTTP_PROXY and NO_PROXY it drops (bin/brew). */
export const homebrew: Target = {
  ...exporting({
    variables,
    names: ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy', 'no_proxy'],
  }),
  id: 'homebrew',
  title: 'Homebrew (environment)',
  platforms: ['macOS', 'Linux'],
  supports: {
    ...TAKES_PROXY,
    schemes: ['http', 'https', 'socks4', 'socks5'],
    perScheme: true,
    scopes: ['user'],
  },
  place: 'Sourced by ~/.zprofile or ~/.profile; brew.env takes HOMEBREW_… names only',
  sources: [
    {
      name: 'brew(1), Using Homebrew behind a proxy',
      url: 'https://docs.brew.sh/Manpage#using-homebrew-behind-a-proxy',
    },
    { name: 'Homebrew/brew, bin/brew', url: 'https://github.com/Homebrew/brew/blob/master/bin/brew' },
  ],
  checked: { by: 'shellcheck, dash and bash; and curl, as Homebrew starts it, through a proxy', on: '2026-11-24' },
  notes: ['curl and git do the downloads, by the same variables.'],
  dialect: CURL,
};

/** curl takes SOCKS in any of them, so all_proxy is not needed where a scheme has its own. */
function variables({ main, ways, bypass }: FixedSetting): Variables {
  const proxies = WAY_SCHEMES.flatMap((scheme) => {
    const [proxy] = ways[scheme].proxies;
    return proxy === undefined ? [] : [[`${scheme}_proxy`, proxyUrl(proxy)] as const];
  });
  const socks = main.proxies.slice(0, 1).filter(isSocks);
  return {
    ...Object.fromEntries(proxies),
    ...Object.fromEntries(socks.map((proxy) => ['all_proxy', proxyUrl(proxy)])),
    ...(bypass.length === 0 ? {} : { no_proxy: commaList(bypass) }),
  };
}
