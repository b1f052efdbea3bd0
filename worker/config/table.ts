/** Which files lie under a profile's `/config/…` URLs? The one table; a new kind of file is one file and one line. */
import { doctorForPowerShell, doctorForShell } from './doctor.ts';
import type { ConfigFile } from './file.ts';

/** Files by their name, the last segment of the URL. */
const FILES: ReadonlyMap<string, ConfigFile> = new Map([
  ['doctor.sh', doctorForShell],
  ['doctor.ps1', doctorForPowerShell],
]);

/** What makes the file of this name, or null. */
export function configFile(name: string): ConfigFile | null {
  return FILES.get(name) ?? null;
}
