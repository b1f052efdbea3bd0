/** Which registry values tell every user of a Windows machine the same proxy? Pure. */
import type { Report } from '../report.ts';
import type { Setting } from '../target.ts';
import { type InternetSettings, internetSettings, NO_PROXY_SETTINGS } from './internet-settings.ts';

/** A key below HKEY_LOCAL_MACHINE, and its values; null deletes one. */
export interface MachineKey {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number | null>>;
}

const POLICY = 'SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const SETTINGS = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** Where the switch is described. */
export const MACHINE_SOURCE = {
  name: 'Microsoft, inetres.admx, Make proxy settings per-machine (rather than per-user)',
  url: 'https://learn.microsoft.com/windows/client-management/mdm/policy-csp-admx-inetres',
};

/** The policy that makes WinINET read the machine's values instead of the user's, and these values. */
export function machineSettings(setting: Setting, title: string, report: Report): MachineKey[] {
  return keys(0, internetSettings(setting, title, report));
}

/** Users have their own settings again. */
export const NO_MACHINE_SETTINGS: readonly MachineKey[] = keys(null, NO_PROXY_SETTINGS);

function keys(perUser: 0 | null, settings: InternetSettings): MachineKey[] {
  return [
    { key: POLICY, values: { ProxySettingsPerUser: perUser } },
    { key: SETTINGS, values: { ...settings } },
  ];
}
