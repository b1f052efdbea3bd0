/** `chrome-registry`: Chrome's policy on Windows as a .reg file. Pure. */
import type { Target } from '../target.ts';
import { chromiumRegistry } from './chromium-registry.ts';

/** Machine policy of Google Chrome. */
export const chromeRegistry: Target = {
  ...chromiumRegistry('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome'),
  id: 'chrome-registry',
  title: 'Chrome policy on Windows (.reg)',
  filename: 'chrome-proxy.reg',
  place: 'regedit /s chrome-proxy.reg, as an administrator.',
};
