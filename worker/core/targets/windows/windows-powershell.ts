/** `windows-powershell`: the Internet Settings of a user, by a script that can take them back. Pure. */
import { powershellComment, powershellString } from '../../writers/powershell.ts';
import type { Target } from '../target.ts';
import { type InternetSettings, internetSettings, NO_PROXY_SETTINGS } from './internet-settings.ts';
import { POWERSHELL_PROGRAM } from './powershell-program.ts';
import { windowsRegistry } from './windows-registry.ts';

const TITLE = 'Windows Internet Settings (PowerShell)';

/** What windows-registry sets, only where it differs, with what was there before kept. */
export const windowsPowershell: Target = {
  ...windowsRegistry,
  id: 'windows-powershell',
  title: TITLE,
  platforms: ['Windows PowerShell 5.1', 'PowerShell 7 on Windows'],
  filename: 'proxy.ps1',
  place: 'powershell -ExecutionPolicy Bypass -File proxy.ps1, as the user.',
  removal: 'A script, run like the first, that deletes the values. What was there before does not come back.',
  checked: { by: 'a PowerShell grammar parses it; not run, no Windows', on: '2026-11-24' },
  notes: [
    'Applying again changes nothing; removing brings back what was there before the first time.',
    'Running programs are told of the change.',
    'SOCKS is version 4 there.',
  ],
  render: (setting, { id }, report) =>
    script(`Portolan profile ${id}`, 'apply', internetSettings(setting, TITLE, report)),
  remove: ({ id }) => script(`Takes the proxy of Portolan profile ${id} away`, 'remove', NO_PROXY_SETTINGS),
};

function script(remark: string, action: 'apply' | 'remove', wanted: InternetSettings): string {
  const values = Object.entries(wanted).map(([name, value]) => `  ${name} = ${written(value)}`);
  const head = [powershellComment(remark), `$Action = ${powershellString(action)}`, '$Want = @{', ...values, '}'];
  return `${head.join('\n')}${POWERSHELL_PROGRAM}`;
}

function written(value: string | number | null): string {
  if (value === null) return '$null';
  return typeof value === 'number' ? String(value) : powershellString(value);
}
