/** Which URL does a network tell its clients, and under which names does the service answer them? Pure. */
import { canonicalHost } from '../../net/host.ts';
import { isRefused } from '../../net/refused.ts';
import type { Report } from '../report.ts';
import type { PacSetting, Scene } from '../target.ts';

/** Where DHCP option 252 and the name are described. */
export const WPAD_SOURCE = {
  name: 'draft-ietf-wrec-wpad-01, section 4.4.1',
  url: 'https://datatracker.ietf.org/doc/html/draft-ietf-wrec-wpad-01',
};

/** What is true of every DHCP server that sends the option. */
export const WPAD_NOTES = [
  'Windows, ChromeOS and macOS ask DHCP; Chromium on Linux and macOS, and Firefox, ask DNS for the name wpad only.',
  'Windows uses http proxies of a PAC only, macOS neither https nor SOCKS4 ones.',
];

/** The names of `delivery.wpad` with a dot, in their canonical form: under these the service answers without a key. */
export function wpadNames({ profile }: Scene): string[] {
  const names = (profile.delivery?.wpad ?? []).map((name) => canonicalHost(name));
  return names.filter((one): one is string => !isRefused(one) && one.includes('.'));
}

/** The URL of the option: under such a name, or with the key in it, which is told. */
export function wpadUrl({ url }: PacSetting, scene: Scene, report: Report): string {
  const [name] = wpadNames(scene);
  if (name !== undefined) return `http://${name}/wpad.dat`;
  if (scene.profile.delivery?.access !== 'public') report('target.wpad-key', '/delivery/wpad');
  return url;
}
