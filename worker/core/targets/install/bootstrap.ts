/** What do the scripts hold that set a machine up for many targets at once? Pure; the entry to this folder. */
import type { TargetInput, TargetText } from '../render.ts';
import { installPs1 } from './install-ps1.ts';
import { installSh } from './install-sh.ts';
import type { Bootstrap } from './parts.ts';

/** The scripts by their names, which are also the last part of their URLs. */
export const BOOTSTRAPS: ReadonlyMap<string, Bootstrap> = new Map([
  ['install.sh', installSh],
  ['install.ps1', installPs1],
]);

/**
 * Renders `install.sh` or `install.ps1`; null for other names. A target that cannot be rendered is left out and says why,
 * as a warning; when all of them are, or the URL is refused, the findings are errors and there is no text. With
 * `action: remove` the script removes unless told otherwise.
 */
export function renderBootstrap(name: string, input: TargetInput): TargetText | null {
  const bootstrap = BOOTSTRAPS.get(name);
  if (bootstrap === undefined) return null;
  const { mediaType, write } = bootstrap;
  return { mediaType, filename: name, ...write(input) };
}
