/** Which Wi-Fi networks of a profile can a text configure? Pure. */
import type { Devices, WifiSecurity } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import type { Report } from './report.ts';
import type { Scene } from './target.ts';

/** A network that can be written, with its place among all. */
export type Wifi = NonNullable<Devices['wifi']>[number] & { readonly security: Exclude<WifiSecurity, 'enterprise'> };

/** The networks, telling what is left out and what a person has to add. None after reporting an error. */
export function wifiOf({ identity }: Scene, report: Report): Wifi[] {
  const networks = identity.wifi.flatMap((network, index): Wifi[] => {
    const { ssid, security } = network;
    const path = pointerTo('/devices/wifi', index);
    if (security === 'enterprise') {
      report('target.wifi-enterprise', path);
      return [];
    }
    if (security !== 'none') report('target.wifi-passphrase', path);
    return [{ ssid, security }];
  });
  if (networks.length === 0) report('target.wifi-missing', '/devices/wifi');
  return networks;
}
