/** Which environment variables say which proxy? Pure. */
import type { Variables } from '../../writers/environment.ts';
import { commaList } from '../bypass/environment.ts';
import { proxyUrl } from '../peer.ts';
import type { Report, Telling } from '../report.ts';
import { isSocks } from '../socks.ts';
import { type FixedSetting, type Hop, WAY_SCHEMES } from '../target.ts';

/** All names that are set, and so all names that are taken away again. */
export const VARIABLE_NAMES = ['http_proxy', 'https_proxy', 'ftp_proxy', 'all_proxy', 'no_proxy'] as const;

/**
 * In both cases with the same value: curl and wget ignore `HTTP_PROXY`, Go and LWP prefer it. SOCKS goes into `all_proxy`
 * alone, because wget, urllib, Ruby and LWP fail every request on a SOCKS URL in `http_proxy`.
 */
export function proxyVariables(setting: FixedSetting, report: Report): Variables {
  const lower = lowerCase(setting);
  for (const one of partlyRead(setting)) report(...one);
  return { ...lower, ...Object.fromEntries(Object.entries(lower).map(([name, value]) => [name.toUpperCase(), value])) };
}

function lowerCase({ main, ways, bypass }: FixedSetting): Variables {
  const byScheme = WAY_SCHEMES.flatMap((scheme) => {
    const [proxy] = ways[scheme].proxies;
    return proxy === undefined || isSocks(proxy) ? [] : [[`${scheme}_proxy`, proxyUrl(proxy)] as const];
  });
  const socks = [main, ...WAY_SCHEMES.map((scheme) => ways[scheme])].flatMap((way) => way.proxies).find(isSocks);
  return {
    ...Object.fromEntries(byScheme),
    ...(socks === undefined ? {} : { all_proxy: proxyUrl(socks) }),
    ...(bypass.length === 0 ? {} : { no_proxy: commaList(bypass) }),
  };
}

/** Which programs cannot use what the variables say. */
function partlyRead({ main, ways }: FixedSetting): Telling[] {
  const proxies = [main, ...WAY_SCHEMES.map((scheme) => ways[scheme])].flatMap((way) => way.proxies);
  const named = new Map<string, Hop>(proxies.map((proxy) => [proxy.name, proxy]));
  return [...named.values()].flatMap((proxy) => {
    const readers = PARTLY[proxy.scheme];
    if (readers === null) return [];
    return [
      [
        'target.partly-read',
        `/proxies/${proxy.name}`,
        {
          message: `${proxy.name} as ${proxy.scheme} proxy: ${readers}`,
        },
      ],
    ];
  });
}

const PARTLY: Readonly<Record<Hop['scheme'], string | null>> = {
  http: null,
  https: 'curl, Go and Python take TLS to a proxy; wget, Ruby and LWP fail',
  socks4: 'curl and what is built on it take SOCKS; wget, urllib, Go, Ruby and LWP read no all_proxy and go direct',
  socks5: 'curl and what is built on it take SOCKS; wget, urllib, Go, Ruby and LWP read no all_proxy and go direct',
};

/** What formats made of these variables support. */
export const VARIABLE_SCHEMES: Hop['scheme'][] = ['http', 'https', 'socks4', 'socks5'];
