/** What do the targets of Apple's global HTTP proxy have in common? Pure. */
import { TAKES_BOTH } from '../supports.ts';
import type { Target } from '../target.ts';
import { mobileconfig, PROFILE_MEDIA_TYPE, proxyKeys } from './payload.ts';

const TYPE = 'com.apple.proxy.http.global';

/** What an administrator of both systems has to know. */
export const SHARED_IDENTIFIER =
  'The profiles for macOS and iOS share devices.identifier and their UUIDs: a device takes the one for its system, and an MDM that keeps one profile for each identifier needs two Portolan profiles with an identifier each.';

/** A global proxy, in a profile of this scope. */
export function globalProxy(
  scope: 'System' | null,
): Omit<Target, 'id' | 'title' | 'platforms' | 'filename' | 'place' | 'notes'> {
  return {
    family: 'apple',
    supports: {
      ...TAKES_BOTH,
      pacReads: ['http', 'socks5'],
      bypass: false,
      mandatory: true,
      remove: false,
      flavour: 'apple',
      scopes: ['machine'],
    },
    mediaType: PROFILE_MEDIA_TYPE,
    removal:
      'There is no text for it: remove the configuration profile by its identifier, in the MDM or on the device.',
    sources: [
      {
        name: 'apple/device-management, mdm/profiles/com.apple.proxy.http.global.yaml',
        url: 'https://github.com/apple/device-management/blob/release/mdm/profiles/com.apple.proxy.http.global.yaml',
      },
    ],
    checked: { by: "Python's plistlib and Apple's payload schema; no Apple device", on: '2026-11-24' },
    dialect: null,
    render(setting, scene, report) {
      const { captivePortal } = scene.identity;
      const keys = { ...proxyKeys(setting), ProxyCaptiveLoginAllowed: captivePortal ?? undefined };
      return mobileconfig(scene, [{ type: TYPE, ssid: null, keys }], { suffix: null, scope }, report);
    },
    remove({ identity }, report) {
      const message = `remove the configuration profile ${identity.identifier} in the MDM or on the device`;
      report('target.remove-elsewhere', '/devices/identifier', { message });
      return null;
    },
  };
}
