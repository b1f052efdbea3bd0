/** `edge-policy`: the managed policy of Edge on Linux. Pure. */
import type { Target } from '../target.ts';
import { chromePolicy } from './chrome-policy.ts';

/** The same file as Chrome's, in another folder. */
export const edgePolicy: Target = {
  ...chromePolicy,
  id: 'edge-policy',
  title: 'Edge policy on Linux (JSON)',
  place: '/etc/opt/edge/policies/managed/portolan-proxy.json',
  removal: 'A whole file of no policy in the place of the first; deleting the file does the same.',
  sources: [
    {
      name: 'Microsoft Edge policies, ProxySettings',
      url: 'https://learn.microsoft.com/deployedge/microsoft-edge-policies#proxysettings',
    },
  ],
  checked: {
    by: 'the same file in Chromium 156 (test/clients), and its policy schema; not Edge itself',
    on: '2026-11-24',
  },
};
