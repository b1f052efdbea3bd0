/** How does the Open Network Configuration of Chromium say which proxy? Pure. */
import type { ProxyScheme } from '../../../../schemas/profile.ts';
import type { JsonValue } from '../../writers/json.ts';
import { payloadUuid } from '../identity.ts';
import type { Report } from '../report.ts';
import { isSocks } from '../socks.ts';
import type { FixedSetting, Hop, Scene, Setting } from '../target.ts';
import { type Wifi, wifiOf } from '../wifi.ts';

/** ONC's words for protections (`WiFi.Security`). */
const SECURITY: Readonly<Record<Wifi['security'], string>> = {
  none: 'None',
  wep: 'WEP-PSK',
  wpa: 'WPA-PSK',
  wpa2: 'WPA-PSK',
  wpa3: 'WPA-PSK',
};

/** One configuration a network, without its passphrase: the device asks. Null after reporting that there is none. */
export function networkConfigurations(scene: Scene, proxy: JsonValue, report: Report): JsonValue[] | null {
  const networks = wifiOf(scene, report).map(({ ssid, security }) => ({
    GUID: networkGuid(scene, ssid),
    Name: ssid,
    Type: 'WiFi',
    WiFi: { SSID: ssid, Security: SECURITY[security] },
    ProxySettings: proxy,
  }));
  return networks.length === 0 ? null : networks;
}

/** The GUID by which devices know a network's configuration. */
export function networkGuid({ identity }: Scene, ssid: string): string {
  return payloadUuid(identity.identifier, 'onc', ssid).toLowerCase();
}

/** `ProxySettings` (Chromium, components/onc/docs/onc_spec.md): `ExcludeDomains` stands beside `Manual`, not in it. */
export function oncProxy(setting: Setting): JsonValue {
  if (setting.mode === 'pac') return { Type: 'PAC', PAC: setting.url };
  const { bypass } = setting;
  return { Type: 'Manual', Manual: manual(setting), ...(bypass.length === 0 ? {} : { ExcludeDomains: [...bypass] }) };
}

function manual({ ways }: FixedSetting): JsonValue {
  const [http, https] = [ways.http.proxies[0], ways.https.proxies[0]];
  const socks = [http, https].find((proxy) => proxy !== undefined && isSocks(proxy));
  return {
    ...(http === undefined || isSocks(http) ? {} : { HTTPProxy: location(http) }),
    ...(https === undefined || isSocks(https) ? {} : { SecureHTTPProxy: location(https) }),
    ...(socks === undefined ? {} : { SOCKS: location(socks) }),
  };
}

/** A scheme may stand in `Host`; the port beside it counts (Chromium, onc_utils.cc, ConvertOncProxyLocationToHostPort). */
const WORDS: Readonly<Record<ProxyScheme, string>> = {
  http: '',
  https: 'https://',
  socks4: 'socks4://',
  socks5: 'socks5://',
};

function location({ scheme, host, literal, port }: Hop): JsonValue {
  return { Host: `${WORDS[scheme]}${literal?.family === 6 ? `[${host}]` : host}`, Port: port };
}
