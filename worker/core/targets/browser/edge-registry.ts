/** `edge-registry`: Edge's policy on Windows as a .reg file. Pure. */
import type { Target } from '../target.ts';
import { chromiumRegistry } from './chromium-registry.ts';

/** Machine policy of Microsoft Edge. */
export const edgeRegistry: Target = {
  ...chromiumRegistry('HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge'),
  id: 'edge-registry',
  title: 'Edge policy on Windows (.reg)',
  filename: 'edge-proxy.reg',
  place: 'regedit /s edge-proxy.reg, as an administrator.',
};
