/** Which keys tell GNOME its proxies? Pure. */
import type { DconfGroups } from '../../writers/dconf.ts';
import { isSocks } from '../socks.ts';
import { type FixedSetting, type Setting, WAY_SCHEMES } from '../target.ts';

/** The keys by dconf's path, not the schema's: `[org/gnome/system/proxy]` compiles and is never read. */
export function gnomeGroups(setting: Setting): DconfGroups {
  if (setting.mode === 'pac') return { 'system/proxy': { mode: 'auto', 'autoconfig-url': setting.url } };
  return { 'system/proxy': { mode: 'manual', 'ignore-hosts': setting.bypass }, ...hosts(setting) };
}

/** One group a scheme that has a proxy; `host` is a name without a scheme. SOCKS is for what has none. */
function hosts({ main, ways }: FixedSetting): DconfGroups {
  const named = WAY_SCHEMES.flatMap((scheme) => {
    const [proxy] = ways[scheme].proxies;
    return proxy === undefined || isSocks(proxy)
      ? []
      : [[`system/proxy/${scheme}`, { host: proxy.host, port: proxy.port }] as const];
  });
  const socks = [main, ...WAY_SCHEMES.map((scheme) => ways[scheme])].flatMap((way) => way.proxies).find(isSocks);
  return {
    ...Object.fromEntries(named),
    ...(socks === undefined ? {} : { 'system/proxy/socks': { host: socks.host, port: socks.port } }),
  };
}
