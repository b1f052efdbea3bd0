/** `firefox-registry`: Firefox' policy on Windows as a .reg file. Pure. */
import { type RegValue, regFile } from '../../writers/reg.ts';
import type { Target } from '../target.ts';
import { firefoxPolicies, type ProxyPolicy, proxyPolicy } from './firefox-policies.ts';

const PATH = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Mozilla\\Firefox\\Proxy';

/** One value a key of the policy. All of them are set or deleted: those of another mode would still count. */
export const firefoxRegistry: Target = {
  ...firefoxPolicies,
  id: 'firefox-registry',
  title: 'Firefox policy on Windows (.reg)',
  platforms: ['Windows'],
  mediaType: 'text/plain; charset=utf-8',
  filename: 'firefox-proxy.reg',
  place: 'regedit /s firefox-proxy.reg, as an administrator.',
  removal: 'A .reg file that deletes the values: regedit /s again.',
  checked: {
    by: "a parser of the format written for the tests, and Firefox' policy schema; no Windows",
    on: '2026-11-24',
  },
  notes: ['Values there win over policies.json.', 'Firefox goes direct when the PAC cannot be fetched.'],
  render: (setting, { id }, report) => file(`Portolan profile ${id}`, proxyPolicy(setting, report)),
  remove: ({ id }) => file(`Takes the proxy of Portolan profile ${id} away`, {}),
};

const NAMES = [
  'Mode',
  'AutoConfigURL',
  'HTTPProxy',
  'SSLProxy',
  'SOCKSProxy',
  'SOCKSVersion',
  'UseProxyForDNS',
  'Passthrough',
  'Locked',
];

function file(remark: string, policy: ProxyPolicy): string {
  const values = NAMES.map((name): [string, RegValue] => {
    const value = policy[name] ?? null;
    return [name, typeof value === 'boolean' ? Number(value) : value];
  });
  return regFile([remark], [{ path: PATH, values: Object.fromEntries(values) }]);
}
