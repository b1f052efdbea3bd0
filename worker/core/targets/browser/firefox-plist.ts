/** `firefox-plist`: Firefox' policy on macOS as managed preferences. Pure. */
import { plist } from '../../writers/plist.ts';
import type { Target } from '../target.ts';
import { firefoxPolicies, proxyPolicy } from './firefox-policies.ts';

/** The property list that MDMs take for the preference domain `org.mozilla.firefox`; it counts once policies are enabled. */
export const firefoxPlist: Target = {
  ...firefoxPolicies,
  id: 'firefox-plist',
  title: 'Firefox policy on macOS (managed preferences)',
  platforms: ['macOS'],
  mediaType: 'application/x-plist',
  filename: 'org.mozilla.firefox.plist',
  place: 'The MDM, custom settings for the preference domain org.mozilla.firefox.',
  removal:
    'An empty property list in the place of the first; merged with other settings, take the keys of Proxy out of them.',
  sources: [
    { name: 'mozilla/policy-templates, macOS', url: 'https://github.com/mozilla/policy-templates/tree/master/mac' },
    ...firefoxPolicies.sources,
  ],
  checked: { by: "Python's plistlib, and Firefox' policy schema; no Mac", on: '2026-11-24' },
  notes: ['Firefox goes direct when the PAC cannot be fetched.'],
  render: (setting, _, report) => plist({ EnterprisePoliciesEnabled: true, Proxy: proxyPolicy(setting, report) }),
  remove: () => plist({}),
};
