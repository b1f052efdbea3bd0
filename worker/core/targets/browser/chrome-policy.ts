/** `chrome-policy`: the managed policy of Chrome and Chromium on Linux. Pure. */
import { json } from '../../writers/json.ts';
import type { Target } from '../target.ts';
import { CHROMIUM_SOURCE, CHROMIUM_SUPPORT, proxySettings } from './chromium-policy.ts';

/** A file of its own beside other policies; the browser notices changes while it runs. */
export const chromePolicy: Target = {
  ...CHROMIUM_SUPPORT,
  id: 'chrome-policy',
  title: 'Chrome and Chromium policy on Linux (JSON)',
  family: 'browser',
  platforms: ['Linux'],
  mediaType: 'application/json',
  filename: 'portolan-proxy.json',
  place:
    '/etc/opt/chrome/policies/managed/portolan-proxy.json; Chromium: /etc/chromium/policies/managed/portolan-proxy.json',
  removal: 'A whole file of no policy in the place of the first; deleting the file does the same.',
  sources: [CHROMIUM_SOURCE],
  checked: { by: 'Chromium 156 loads pages by it (test/clients), and its policy schema', on: '2026-11-24' },
  notes: ['The user cannot change it.', 'Removing leaves a policy file that sets nothing; it can be deleted.'],
  render: (setting) => json({ ProxySettings: proxySettings(setting) }),
  remove: () => json({}),
};
