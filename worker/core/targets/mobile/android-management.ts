/** `android-management`: the recommended global proxy of the Android Management API. Pure. */
import { type JsonValue, json } from '../../writers/json.ts';
import { ANDROID } from '../bypass/android.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { Setting, Target } from '../target.ts';

/** The part of a policy that is sent with `updateMask=recommendedGlobalProxy`; without the key the proxy is gone. */
export const androidManagement: Target = {
  id: 'android-management',
  title: 'Android Management API (recommendedGlobalProxy)',
  family: 'mobile',
  platforms: ['Android, fully managed'],
  // The system's own resolver takes every keyword but DIRECT for a plain http proxy (PacProxyService, ProxyServer.java).
  supports: { ...TAKES_BOTH, pacReads: ['http'], scopes: ['machine'] },
  mediaType: 'application/json',
  filename: 'android-policy.json',
  place: 'enterprises.policies.patch with updateMask=recommendedGlobalProxy',
  removal: 'An empty body for the same call: its updateMask takes the proxy away.',
  sources: [
    {
      name: 'Android Management API, enterprises.policies, ProxyInfo',
      url: 'https://developers.google.com/android/management/reference/rest/v1/enterprises.policies#ProxyInfo',
    },
  ],
  checked: { by: 'a JSON Schema written from the reference; no device', on: '2026-11-24' },
  notes: [
    'A recommendation: applications may ignore it.',
    'Chrome on Android runs the PAC itself and uses all its proxies.',
  ],
  dialect: ANDROID,
  refuses: ({ literal }) =>
    literal?.family === 6 ? 'whether Android takes an IPv6 address here is not documented' : null,
  render: (setting) => json({ recommendedGlobalProxy: proxyInfo(setting) }),
  remove: () => json({}),
};

function proxyInfo(setting: Setting): JsonValue {
  if (setting.mode === 'pac') return { pacUri: setting.url };
  const { main, bypass } = setting;
  const [proxy] = main.proxies;
  return {
    host: proxy?.host,
    port: proxy?.port,
    ...(bypass.length === 0 ? {} : { excludedHosts: [...bypass] }),
  };
}
