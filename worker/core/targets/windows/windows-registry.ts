/** `windows-registry`: the Internet Settings of a user as a .reg file. Pure. */
import { regFile } from '../../writers/reg.ts';
import { WINDOWS } from '../bypass/windows.ts';
import { TAKES_BOTH } from '../supports.ts';
import type { Target } from '../target.ts';
import { type InternetSettings, internetSettings, NO_PROXY_SETTINGS } from './internet-settings.ts';

const KEY = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

const TITLE = 'Windows Internet Settings (.reg)';

/** What WinINET reads: Edge, Chrome without a policy, Office and most desktop programs. */
export const windowsRegistry: Target = {
  id: 'windows-registry',
  title: TITLE,
  family: 'windows',
  platforms: ['Windows'],
  supports: {
    ...TAKES_BOTH,
    pacReads: ['http'],
    schemes: ['http', 'socks4'],
    perScheme: true,
    flavour: 'windows',
    scopes: ['user'],
  },
  mediaType: 'text/plain; charset=utf-8',
  filename: 'proxy.reg',
  place: 'regedit /s proxy.reg, as the user.',
  removal:
    'A .reg file that deletes the values: regedit /s again, as the user. What was there before does not come back.',
  sources: [
    {
      name: 'Microsoft, Enabling Internet Functionality (MicrosoftDocs/win32, WinInet)',
      url: 'https://learn.microsoft.com/windows/win32/wininet/enabling-internet-functionality',
    },
    {
      name: 'Microsoft, How to add, modify, or delete registry subkeys and values by using a .reg file',
      url: 'https://support.microsoft.com/topic/9c7f37cf-a5e9-e1cd-c4fa-2a26218a1a23',
    },
  ],
  checked: { by: 'a parser of the format written for the tests; no Windows', on: '2026-11-24' },
  notes: [
    'Running programs notice it when they start again.',
    'Automatic detection (WPAD) has a switch of its own that is not touched.',
    'SOCKS is version 4 there.',
  ],
  dialect: WINDOWS,
  render: (setting, { id }, report) => file([`Portolan profile ${id}`], internetSettings(setting, TITLE, report)),
  remove: ({ id }) => file([`Takes the proxy of Portolan profile ${id} away`], NO_PROXY_SETTINGS),
};

function file(comments: readonly string[], settings: InternetSettings): string {
  return regFile(comments, [{ path: KEY, values: { ...settings } }]);
}
