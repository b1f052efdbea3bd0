/** `firefox-policies`: the enterprise policy of Firefox. Pure. */
import { json } from '../../writers/json.ts';
import { FIREFOX } from '../bypass/firefox.ts';
import { peerOf } from '../peer.ts';
import type { Report } from '../report.ts';
import { catchAllSocks } from '../socks.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { FixedSetting, Setting, Target, Way } from '../target.ts';

const TITLE = 'Firefox policies.json';

/** Locked, so that the user cannot change it. */
export const firefoxPolicies: Target = {
  id: 'firefox-policies',
  title: TITLE,
  family: 'browser',
  platforms: ['Linux', 'Windows', 'macOS'],
  supports: {
    ...TAKES_BOTH,
    schemes: ['http', 'socks4', 'socks5'],
    perScheme: true,
    scopes: ['machine'],
  },
  mediaType: 'application/json',
  filename: 'policies.json',
  place:
    '/etc/firefox/policies/policies.json on Linux; else distribution/policies.json in the folder of the installation',
  removal: 'A whole file of no policy in the place of the first; merged with other policies, take Proxy out of them.',
  sources: [
    { name: 'mozilla/policy-templates, Proxy', url: 'https://mozilla.github.io/policy-templates/#proxy' },
    {
      name: 'Firefox, browser/components/enterprisepolicies/helpers/ProxyPolicies.sys.mjs',
      url: 'https://searchfox.org/mozilla-central/source/browser/components/enterprisepolicies/helpers/ProxyPolicies.sys.mjs',
    },
  ],
  checked: { by: 'Firefox ESR 153 loads pages by it (test/clients), and its policy schema', on: '2026-11-24' },
  notes: [
    'A policies.json holds all policies of the browser: merge it where there is one.',
    'Firefox goes direct when the PAC cannot be fetched.',
  ],
  dialect: FIREFOX,
  // The address is read as a URL behind https://, so 443 counts as no port, and brackets stay in the name.
  refuses: ({ port, literal }) => {
    if (port === 443) return 'Firefox loses port 443 in its policy';
    return literal?.family === 6 ? 'Firefox takes no IPv6 address in its policy' : null;
  },
  render: (setting, _, report) => json({ policies: { Proxy: proxyPolicy(setting, report) } }),
  remove: () => json({ policies: {} }),
};

/** The policy's value. */
export type ProxyPolicy = Readonly<Record<string, string | number | boolean>>;

/** `Mode` decides what counts; only the keys of one mode are written, the same wherever the policy stands. */
export function proxyPolicy(setting: Setting, report: Report): ProxyPolicy {
  if (setting.mode === 'pac') {
    // Names go to a SOCKS proxy as names, as Chromium does it.
    return { Mode: 'autoConfig', AutoConfigURL: setting.url, UseProxyForDNS: true, Locked: true };
  }
  const { bypass } = setting;
  const passthrough = bypass.length === 0 ? {} : { Passthrough: bypass.join(', ') };
  return { Mode: 'manual', ...addresses(setting, report), ...passthrough, Locked: true };
}

/** Http proxies by scheme; SOCKS for what has none. */
function addresses(setting: FixedSetting, report: Report): ProxyPolicy {
  const [http, https] = [httpProxy(setting.ways.http), httpProxy(setting.ways.https)];
  const socks = catchAllSocks(setting, TITLE, report);
  const version = socks?.scheme === 'socks4' ? 4 : 5;
  return {
    ...(http === null ? {} : { HTTPProxy: http }),
    ...(https === null ? {} : { SSLProxy: https }),
    ...(socks === null ? {} : { SOCKSProxy: peerOf(socks), SOCKSVersion: version, UseProxyForDNS: version === 5 }),
  };
}

function httpProxy({ proxies: [first] }: Way): string | null {
  return first?.scheme === 'http' ? peerOf(first) : null;
}
