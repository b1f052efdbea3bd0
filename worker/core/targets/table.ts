/** Which targets are there? The one table; a new target is one file and one line. Pure. */
import { iosMobileconfig } from './apple/ios-mobileconfig.ts';
import { macosMobileconfig } from './apple/macos-mobileconfig.ts';
import { wifiMobileconfig } from './apple/wifi-mobileconfig.ts';
import { chromePolicy } from './browser/chrome-policy.ts';
import { firefoxPolicies } from './browser/firefox-policies.ts';
import { dockerClient } from './container/docker-client.ts';
import { environment } from './linux/environment.ts';
import { gnomeDconf } from './linux/gnome-dconf.ts';
import { pac } from './pac/pac.ts';
import type { Target } from './target.ts';
import { npm } from './tool/npm.ts';
import { windowsRegistry } from './windows/windows-registry.ts';

/** In the order of the page; families stand together. */
const ALL = [
  pac,
  macosMobileconfig,
  iosMobileconfig,
  wifiMobileconfig,
  windowsRegistry,
  chromePolicy,
  firefoxPolicies,
  environment,
  gnomeDconf,
  dockerClient,
  npm,
] as const;

/** Every target by its id, in the order of the page. */
export const TARGETS: ReadonlyMap<string, Target> = new Map(ALL.map((target) => [target.id, target]));
