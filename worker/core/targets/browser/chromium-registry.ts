/** How does Chromium's policy stand in Windows' registry? Pure. */
import { jsonLine } from '../../writers/json.ts';
import { regFile } from '../../writers/reg.ts';
import type { Target } from '../target.ts';
import { CHROMIUM_SOURCE, CHROMIUM_SUPPORT, proxySettings } from './chromium-policy.ts';

/** A target that writes the policy under a key: `ProxySettings` is a text that holds the JSON. */
export function chromiumRegistry(path: string): Omit<Target, 'id' | 'title' | 'filename' | 'place'> {
  return {
    ...CHROMIUM_SUPPORT,
    family: 'browser',
    platforms: ['Windows'],
    mediaType: 'text/plain; charset=utf-8',
    removal: 'A .reg file that deletes the value: regedit /s again.',
    sources: [CHROMIUM_SOURCE],
    checked: {
      by: 'a parser of the format written for the tests, and the policy schema; no Windows',
      on: '2026-11-24',
    },
    notes: ['The browser takes it only on machines that a domain or an MDM manages, or shows it as unmanaged.'],
    render: (setting, { id }) =>
      regFile([`Portolan profile ${id}`], [{ path, values: { ProxySettings: jsonLine(proxySettings(setting)) } }]),
    remove: ({ id }) =>
      regFile([`Takes the proxy of Portolan profile ${id} away`], [{ path, values: { ProxySettings: null } }]),
  };
}
