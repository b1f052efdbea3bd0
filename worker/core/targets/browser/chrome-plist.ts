/** `chrome-plist`: Chrome's policy on macOS as managed preferences. Pure. */
import { plist } from '../../writers/plist.ts';
import type { Target } from '../target.ts';
import { CHROMIUM_SOURCE, CHROMIUM_SUPPORT, proxySettings } from './chromium-policy.ts';

/** The property list that MDMs take for the preference domain `com.google.Chrome`. */
export const chromePlist: Target = {
  ...CHROMIUM_SUPPORT,
  id: 'chrome-plist',
  title: 'Chrome policy on macOS (managed preferences)',
  family: 'browser',
  platforms: ['macOS'],
  mediaType: 'application/x-plist',
  filename: 'com.google.Chrome.plist',
  place: 'The MDM, custom settings for the preference domain com.google.Chrome.',
  removal:
    'An empty property list in the place of the first; merged with other settings, take the key ProxySettings out of them.',
  sources: [CHROMIUM_SOURCE],
  checked: { by: "Python's plistlib, and the policy schema; no Mac", on: '2026-11-24' },
  notes: ['Chromium takes the same under org.chromium.Chromium.'],
  render: (setting) => plist({ ProxySettings: proxySettings(setting) }),
  remove: () => plist({}),
};
