/** Which targets are there? The one table; a new target is one file and one line. Pure. */
import type { TargetEntry } from '../../../schemas/targets.ts';
import { iosMobileconfig } from './apple/ios-mobileconfig.ts';
import { macosMobileconfig } from './apple/macos-mobileconfig.ts';
import { macosNetworksetup } from './apple/macos-networksetup.ts';
import { wifiMobileconfig } from './apple/wifi-mobileconfig.ts';
import { chromePlist } from './browser/chrome-plist.ts';
import { chromePolicy } from './browser/chrome-policy.ts';
import { chromeRegistry } from './browser/chrome-registry.ts';
import { edgePolicy } from './browser/edge-policy.ts';
import { edgeRegistry } from './browser/edge-registry.ts';
import { firefoxPolicies } from './browser/firefox-policies.ts';
import { dockerClient } from './container/docker-client.ts';
import { dockerDaemon } from './container/docker-daemon.ts';
import { apt } from './linux/apt.ts';
import { environment } from './linux/environment.ts';
import { gnomeDconf } from './linux/gnome-dconf.ts';
import { networkmanager } from './linux/networkmanager.ts';
import { shellProfile } from './linux/shell-profile.ts';
import { systemdEnvironment } from './linux/systemd-environment.ts';
import { androidManagement } from './mobile/android-management.ts';
import { chromeosOnc } from './mobile/chromeos-onc.ts';
import { pac } from './pac/pac.ts';
import { squid } from './server/squid.ts';
import { wpadDnsmasq } from './server/wpad-dnsmasq.ts';
import type { Target } from './target.ts';
import { curl } from './tool/curl.ts';
import { git } from './tool/git.ts';
import { maven } from './tool/maven.ts';
import { npm } from './tool/npm.ts';
import { pip } from './tool/pip.ts';
import { intuneNetworkproxy } from './windows/intune-networkproxy.ts';
import { windowsNetsh } from './windows/windows-netsh.ts';
import { windowsPowershell } from './windows/windows-powershell.ts';
import { windowsRegistry } from './windows/windows-registry.ts';

/** In the order of the page; families stand together. */
const ALL: readonly Target[] = [
  pac,
  macosMobileconfig,
  iosMobileconfig,
  wifiMobileconfig,
  macosNetworksetup,
  windowsRegistry,
  windowsPowershell,
  windowsNetsh,
  intuneNetworkproxy,
  chromePolicy,
  chromeRegistry,
  chromePlist,
  edgePolicy,
  edgeRegistry,
  firefoxPolicies,
  chromeosOnc,
  androidManagement,
  environment,
  shellProfile,
  systemdEnvironment,
  gnomeDconf,
  networkmanager,
  apt,
  dockerClient,
  dockerDaemon,
  git,
  npm,
  pip,
  curl,
  maven,
  wpadDnsmasq,
  squid,
];

/** Every target by its id, in the order of the page. */
export const TARGETS: ReadonlyMap<string, Target> = new Map(ALL.map((target) => [target.id, target]));

/** The table as it goes out: everything but the functions. */
export function targetEntries(): TargetEntry[] {
  return ALL.map((target) => pick(target));
}

function pick({
  id,
  title,
  family,
  platforms,
  supports,
  mediaType,
  filename,
  place,
  sources,
  checked,
  notes,
}: Target): TargetEntry {
  return { id, title, family, platforms, supports, mediaType, filename, place, sources, checked, notes };
}
