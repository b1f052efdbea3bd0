/** What is Chromium's policy `ProxySettings`, which Chrome and Edge have on every platform? Pure. */
import type { ProxyScheme } from '../../../../schemas/profile.ts';
import { CHROMIUM } from '../bypass/chromium.ts';
import { peerOf } from '../peer.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { FixedSetting, Setting, Target, Way } from '../target.ts';

/** The policy's value. */
export type ProxySettings = Readonly<Record<string, string | boolean>>;

/** What Chromium browsers support, whichever way the policy reaches them. */
export const CHROMIUM_SUPPORT: Pick<Target, 'supports' | 'dialect'> = {
  supports: {
    ...TAKES_BOTH,
    schemes: ['http', 'https', 'socks4', 'socks5'],
    perScheme: true,
    failover: true,
    mandatory: true,
    scopes: ['machine'],
  },
  dialect: CHROMIUM,
};

/** Where the policy is described. */
export const CHROMIUM_SOURCE = {
  name: 'Chromium, components/policy/resources/templates/policy_definitions/Miscellaneous/ProxySettings.yaml',
  url: 'https://chromeenterprise.google/policies/#ProxySettings',
};

/**
 * `ProxyMode` is required, and what belongs to another mode makes the browser ignore the whole policy, so only the keys
 * of one mode are written. `ProxyPacMandatory` counts as a boolean only.
 */
export function proxySettings(setting: Setting): ProxySettings {
  if (setting.mode === 'pac') {
    const mandatory = setting.mandatory === null ? {} : { ProxyPacMandatory: setting.mandatory };
    return { ProxyMode: 'pac_script', ProxyPacUrl: setting.url, ...mandatory };
  }
  const { bypass } = setting;
  return {
    ProxyMode: 'fixed_servers',
    ProxyServer: proxyServer(setting),
    ...(bypass.length === 0 ? {} : { ProxyBypassList: bypass.join(',') }),
  };
}

/** The scheme in front of a proxy; without one it is http (net/base/proxy_string_util.cc). */
const WORDS: Readonly<Record<ProxyScheme, string>> = {
  http: '',
  https: 'https://',
  socks4: 'socks4://',
  socks5: 'socks5://',
};

/** One list for every URL, or one a scheme, parted by `;`; a comma parts the proxies of a list. It speaks no FTP. */
function proxyServer({ ways }: FixedSetting): string {
  const [http, https] = [list(ways.http), list(ways.https)];
  return http === https ? http : `http=${http};https=${https}`;
}

function list({ proxies, direct }: Way): string {
  return [...proxies.map((proxy) => `${WORDS[proxy.scheme]}${peerOf(proxy)}`), ...(direct ? ['direct://'] : [])].join(
    ',',
  );
}
