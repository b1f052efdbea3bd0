/** `chromeos-onc`: the proxy in the Wi-Fi networks of ChromeOS. Pure. */
import { json } from '../../writers/json.ts';
import { CHROMIUM } from '../bypass/chromium.ts';
import { catchAllSocks } from '../socks.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { Target } from '../target.ts';
import { wifiOf } from '../wifi.ts';
import { networkConfigurations, networkGuid, oncProxy } from './onc.ts';

const TITLE = 'ChromeOS network configuration (ONC)';

/** A policy's value for one or more networks. */
export const chromeosOnc: Target = {
  id: 'chromeos-onc',
  title: TITLE,
  family: 'mobile',
  platforms: ['ChromeOS'],
  supports: {
    ...TAKES_BOTH,
    schemes: ['http', 'https', 'socks4', 'socks5'],
    perScheme: true,
    scopes: ['connection'],
  },
  mediaType: 'application/json',
  filename: 'proxy.onc',
  place: 'The policy OpenNetworkConfiguration or DeviceOpenNetworkConfiguration; or chrome://network, import.',
  removal: 'ONC that removes the networks by their GUIDs: it goes where the first went.',
  sources: [
    {
      name: 'Chromium, components/onc/docs/onc_spec.md',
      url: 'https://chromium.googlesource.com/chromium/src/+/main/components/onc/docs/onc_spec.md',
    },
  ],
  checked: { by: 'a JSON Schema written from the specification; no ChromeOS', on: '2026-11-24' },
  notes: ['The proxy belongs to a network: other networks of the device have none from it.'],
  dialect: CHROMIUM,
  render(setting, scene, report) {
    if (setting.mode === 'fixed') catchAllSocks(setting, TITLE, report);
    const networks = networkConfigurations(scene, oncProxy(setting), report);
    return networks === null ? null : json({ Type: 'UnencryptedConfiguration', NetworkConfigurations: networks });
  },
  remove(scene, report) {
    const networks = wifiOf(scene, report).map(({ ssid }) => ({ GUID: networkGuid(scene, ssid), Remove: true }));
    if (networks.length === 0) return null;
    return json({ Type: 'UnencryptedConfiguration', NetworkConfigurations: networks });
  },
};
