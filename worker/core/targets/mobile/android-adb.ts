/** `android-adb`: the global proxy of Android devices at a cable, by a script that can take it back. Pure. */
import { peerOf } from '../peer.ts';
import { TAKES_PROXY } from '../supports.ts';
import type { Target } from '../target.ts';
import { toggleScript } from '../toggle-script.ts';
import { ADB_PROGRAM } from './adb-program.ts';

/** For development and kiosks without an MDM. The setting takes effect at once. */
export const androidAdb: Target = {
  id: 'android-adb',
  title: 'Android by adb (settings global http_proxy)',
  family: 'mobile',
  platforms: ['Android 4.2+ with USB debugging'],
  supports: { ...TAKES_PROXY, bypass: false, scopes: ['machine'] },
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'proxy-android.sh',
  place: 'sh proxy-android.sh on a machine with adb, or with the serial numbers of devices behind it',
  removal: 'A script, run like the first: every device gets back what it had.',
  sources: [
    {
      name: 'AOSP, core/java/android/provider/Settings.java, Global.HTTP_PROXY',
      url: 'https://cs.android.com/android/platform/superproject/+/main:frameworks/base/core/java/android/provider/Settings.java',
    },
    {
      name: 'Android Developers, Android Debug Bridge',
      url: 'https://developer.android.com/tools/adb',
    },
  ],
  checked: { by: 'shellcheck, and dash with an adb that keeps what it is told; no device', on: '2026-11-24' },
  notes: [
    'A recommendation: applications may ignore it, and connections without HTTP do.',
    'Applying again changes nothing; removing brings back what each device had before.',
  ],
  dialect: null,
  refuses: ({ literal }) => (literal?.family === 6 ? 'Android parts host and port at the colon' : null),
  render: (setting, { id }) =>
    setting.mode === 'fixed'
      ? script(`Portolan profile ${id}`, 'apply', setting.main.proxies.slice(0, 1).map(peerOf).join(''))
      : null,
  remove: ({ id }) => script(`Takes the proxy of Portolan profile ${id} away`, 'remove', ''),
};

function script(remark: string, action: 'apply' | 'remove', peer: string): string {
  return toggleScript({ remark, action, variable: 'PROXY', value: peer, program: ADB_PROGRAM });
}
