/** `wifi-mobileconfig`: the proxy in the settings of Wi-Fi networks of Apple devices. Pure. */
import type { Report } from '../report.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { Scene, Target } from '../target.ts';
import { type Wifi, wifiOf } from '../wifi.ts';
import { type Envelope, mobileconfig, type Payload, PROFILE_MEDIA_TYPE, proxyKeys } from './payload.ts';

const TYPE = 'com.apple.wifi.managed';

/** The payload's words for protections (`EncryptionType`). */
const ENCRYPTION: Readonly<Record<Wifi['security'], string>> = {
  none: 'None',
  wep: 'WEP',
  wpa: 'WPA',
  wpa2: 'WPA2',
  wpa3: 'WPA3',
};

/** Beside the global proxy, which would otherwise be replaced by it. */
const ENVELOPE: Envelope = { suffix: 'wifi', scope: null };

/** One payload a network. It carries no password: the device asks for it. */
export const wifiMobileconfig: Target = {
  id: 'wifi-mobileconfig',
  title: 'Apple configuration profile (proxy of Wi-Fi networks)',
  family: 'apple',
  platforms: ['iOS 4+', 'iPadOS', 'macOS 10.7+', 'tvOS 9+', 'visionOS', 'watchOS 3.2+'],
  supports: {
    ...TAKES_BOTH,
    pacReads: ['http', 'socks5'],
    bypass: false,
    mandatory: true,
    flavour: 'apple',
    scopes: ['connection'],
  },
  mediaType: PROFILE_MEDIA_TYPE,
  filename: 'proxy-wifi.mobileconfig',
  place: 'The MDM, Apple Configurator, or a download on the device.',
  removal:
    'The same profile with proxies of type None: install it over the first (it has its identifier), or remove that in the MDM.',
  sources: [
    {
      name: 'apple/device-management, mdm/profiles/com.apple.wifi.managed.yaml',
      url: 'https://github.com/apple/device-management/blob/release/mdm/profiles/com.apple.wifi.managed.yaml',
    },
  ],
  checked: { by: "Python's plistlib and Apple's payload schema; no Apple device", on: '2026-11-24' },
  notes: [
    'Supervision is not needed; the proxy keys are forbidden in user enrollment.',
    'Its identifier ends in .wifi: a device may have it and the global proxy.',
    'One network can only have one configuration: where the MDM has one already, put the proxy into it.',
  ],
  dialect: null,
  render: (setting, scene, report) => networks(scene, proxyKeys(setting), report),
  remove: (scene, report) => networks(scene, { ProxyType: 'None' }, report),
};

function networks(scene: Scene, keys: Payload['keys'], report: Report): string | null {
  const payloads = wifiOf(scene, report).map(({ ssid, security }) => ({
    type: TYPE,
    ssid,
    keys: { SSID_STR: ssid, EncryptionType: ENCRYPTION[security], ...keys },
  }));
  return payloads.length === 0 ? null : mobileconfig(scene, payloads, ENVELOPE, report);
}
