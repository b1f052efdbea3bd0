/** `windows-gpo`: the Internet Settings of every user of a machine as a registry policy. Pure. */
import { lgpoFile } from '../../writers/lgpo.ts';
import type { Target } from '../target.ts';
import { MACHINE_SOURCE, type MachineKey, machineSettings, NO_MACHINE_SETTINGS } from './machine-settings.ts';
import { windowsRegistry } from './windows-registry.ts';

const TITLE = 'Windows Group Policy (LGPO text)';

/** What windows-registry-machine sets, as a policy that LGPO.exe applies or makes a registry.pol of. */
export const windowsGpo: Target = {
  ...windowsRegistry,
  id: 'windows-gpo',
  title: TITLE,
  platforms: ['Windows 10', 'Windows 11', 'Windows Server 2016+'],
  supports: { ...windowsRegistry.supports, scopes: ['machine'] },
  filename: 'portolan-proxy.lgpo.txt',
  place:
    'LGPO.exe /t portolan-proxy.lgpo.txt; or LGPO.exe /r portolan-proxy.lgpo.txt /w registry.pol for a domain’s policy',
  removal: 'LGPO text that deletes the values: LGPO.exe again. What was there before does not come back.',
  sources: [
    {
      name: 'Microsoft Security Compliance Toolkit, LGPO.exe (LGPO.pdf, LGPO text file syntax)',
      url: 'https://www.microsoft.com/download/details.aspx?id=55319',
    },
    MACHINE_SOURCE,
    ...windowsRegistry.sources.slice(0, 1),
  ],
  checked: { by: 'a parser of the format written for the tests; no Windows', on: '2026-11-24' },
  notes: [
    'The values outside of Policies stay when the policy is only taken out of scope: apply the removal first.',
    'Users cannot change it.',
    'SOCKS is version 4 there.',
  ],
  render: (setting, { id }, report) => text(`Portolan profile ${id}`, machineSettings(setting, TITLE, report)),
  remove: ({ id }) => text(`Takes the proxy of Portolan profile ${id} away`, NO_MACHINE_SETTINGS),
};

function text(remark: string, keys: readonly MachineKey[]): string {
  return lgpoFile(
    [remark],
    keys.flatMap(({ key, values }) =>
      Object.entries(values).map(([name, value]) => ({ scope: 'Computer' as const, key, name, value })),
    ),
  );
}
