/** Which keys tell GNOME its proxies, and what do its programs make of them? Pure. */
import { pointerTo } from '../../document/pointer.ts';
import type { DconfGroups } from '../../writers/dconf.ts';
import { readRules } from '../fixed/rules.ts';
import type { Report } from '../report.ts';
import { isSocks } from '../socks.ts';
import { type FixedSetting, type Hop, type Scene, type Setting, WAY_SCHEMES, type WayScheme } from '../target.ts';

/** Who asks, and who is told what the keys do not say. */
export interface GnomeReader {
  readonly title: string;
  readonly scene: Scene;
  readonly report: Report;
}

/** The keys by dconf's path, not the schema's: `[org/gnome/system/proxy]` compiles and is never read. */
export function gnomeGroups(setting: Setting, reader: GnomeReader): DconfGroups {
  if (setting.mode === 'pac') return { 'system/proxy': { mode: 'auto', 'autoconfig-url': setting.url } };
  const { http, https, socks, isSame } = hostsOf(setting);
  tellOthers(setting, reader);
  return {
    'system/proxy': {
      mode: 'manual',
      'ignore-hosts': setting.bypass,
      // True unless it is set.
      ...(isSame ? {} : { 'use-same-proxy': false }),
    },
    ...group('http', http),
    ...group('https', https),
    ...group('socks', socks),
  };
}

interface Hosts {
  readonly http: Hop | null;
  readonly https: Hop | null;
  readonly socks: Hop | null;
  /** Whether the http proxy is also for the schemes that have none of their own. */
  readonly isSame: boolean;
}

/** `ftp/host` is never written: GLib makes an ftp:// proxy of it, which no program of its knows. */
function hostsOf({ main, ways }: FixedSetting): Hosts {
  const named = (scheme: WayScheme): Hop | null => ways[scheme].proxies.find((proxy) => !isSocks(proxy)) ?? null;
  const [http, https] = [named('http'), named('https')];
  const socks = [main, ...WAY_SCHEMES.map((scheme) => ways[scheme])].flatMap((way) => way.proxies).find(isSocks);
  return { http, https, socks: socks ?? null, isSame: http === null || named('ftp')?.name === http.name };
}

/** `host` is a name without a scheme. Readers put the port behind it, so an IPv6 address needs its brackets. */
function group(scheme: string, proxy: Hop | null): DconfGroups {
  if (proxy === null) return {};
  const host = proxy.literal?.family === 6 ? `[${proxy.host}]` : proxy.host;
  return { [`system/proxy/${scheme}`]: { host, port: proxy.port } };
}

/**
 * What GLib makes of the keys (glib-networking, proxy/gnome/gproxyresolvergnome.c, update_settings): https URLs without a
 * proxy of their own take the http proxy; what has none takes SOCKS, else, with `use-same-proxy`, the http proxy.
 */
function read(scheme: WayScheme, { http, https, socks, isSame }: Hosts): Hop | null {
  const others = socks ?? (isSame ? http : null);
  if (scheme === 'ftp') return others;
  return (scheme === 'https' ? (https ?? http) : http) ?? others;
}

function tellOthers(setting: FixedSetting, { title, scene, report }: GnomeReader): void {
  const hosts = hostsOf(setting);
  for (const scheme of WAY_SCHEMES) {
    const [wanted, found] = [setting.ways[scheme].proxies[0]?.name ?? 'direct', read(scheme, hosts)?.name ?? 'direct'];
    if (wanted === found) continue;
    const message = `${title}: programs that use GLib send ${scheme} URLs to ${found}, not to ${wanted}`;
    report('target.rule-lost', deciding(scheme, scene), { message, expected: wanted, found });
  }
}

/** Where it is said what URLs of a scheme take. */
function deciding(scheme: WayScheme, { ruleset, zone }: Scene): string {
  const rule = readRules(ruleset, zone).find(
    ({ test }) => test.is === 'always' || (test.is === 'scheme' && test.schemes.includes(scheme)),
  );
  return rule === undefined ? '/default' : pointerTo('/rules', rule.index);
}
