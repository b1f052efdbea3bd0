/** `windows-registry-machine`: the Internet Settings of every user of a machine as a .reg file. Pure. */
import { regFile } from '../../writers/reg.ts';
import type { Target } from '../target.ts';
import { MACHINE_SOURCE, type MachineKey, machineSettings, NO_MACHINE_SETTINGS } from './machine-settings.ts';
import { windowsRegistry } from './windows-registry.ts';

const TITLE = 'Windows Internet Settings of the machine (.reg)';

/** With the policy that makes them per machine: users can neither see nor change others. */
export const windowsRegistryMachine: Target = {
  ...windowsRegistry,
  id: 'windows-registry-machine',
  title: TITLE,
  supports: { ...windowsRegistry.supports, scopes: ['machine'] },
  filename: 'proxy-machine.reg',
  place: 'regedit /s proxy-machine.reg, as an administrator.',
  removal:
    'A .reg file that deletes the values: regedit /s again, as an administrator. What was there before does not come back.',
  sources: [MACHINE_SOURCE, ...windowsRegistry.sources],
  notes: ['Users cannot change it.', 'Running programs notice it when they start again.', 'SOCKS is version 4 there.'],
  render: (setting, { id }, report) => file(`Portolan profile ${id}`, machineSettings(setting, TITLE, report)),
  remove: ({ id }) => file(`Takes the proxy of Portolan profile ${id} away`, NO_MACHINE_SETTINGS),
};

function file(remark: string, keys: readonly MachineKey[]): string {
  return regFile(
    [remark],
    keys.map(({ key, values }) => ({ path: `HKEY_LOCAL_MACHINE\\${key}`, values })),
  );
}
