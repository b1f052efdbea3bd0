/** Which files lie under a profile's `/config/…` URLs? Doctors by their names, and every target by its own. */
import { doctorForPowerShell, doctorForShell } from './doctor.ts';
import type { ConfigFile } from './file.ts';
import { targetFile } from './target.ts';

/** Files by their name, the last segment of the URL. */
const FILES: ReadonlyMap<string, ConfigFile> = new Map([
  ['doctor.sh', doctorForShell],
  ['doctor.ps1', doctorForPowerShell],
]);

/** What makes the file of this name, or null. */
export function configFile(name: string): ConfigFile | null {
  return FILES.get(name) ?? targetFile(name);
}
