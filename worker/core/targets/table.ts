/** Which targets are there? The one table; a new target is one file and one line. Pure. */
import type { TargetEntry } from '../../../schemas/targets.ts';
import { iosMobileconfig } from './apple/ios-mobileconfig.ts';
import { macosMobileconfig } from './apple/macos-mobileconfig.ts';
import { macosNetworksetup } from './apple/macos-networksetup.ts';
import { wifiMobileconfig } from './apple/wifi-mobileconfig.ts';
import { chromePlist } from './browser/chrome-plist.ts';
import { chromePolicy } from './browser/chrome-policy.ts';
import { chromeRegistry } from './browser/chrome-registry.ts';
import { edgePlist } from './browser/edge-plist.ts';
import { edgePolicy } from './browser/edge-policy.ts';
import { edgeRegistry } from './browser/edge-registry.ts';
import { firefoxAutoconfig } from './browser/firefox-autoconfig.ts';
import { firefoxPlist } from './browser/firefox-plist.ts';
import { firefoxPolicies } from './browser/firefox-policies.ts';
import { firefoxRegistry } from './browser/firefox-registry.ts';
import { containerd } from './container/containerd.ts';
import { dockerClient } from './container/docker-client.ts';
import { dockerDaemon } from './container/docker-daemon.ts';
import { kubernetes } from './container/kubernetes.ts';
import { podman } from './container/podman.ts';
import { apt } from './linux/apt.ts';
import { dnf } from './linux/dnf.ts';
import { gnomeDconf } from './linux/gnome-dconf.ts';
import { gnomeGsettings } from './linux/gnome-gsettings.ts';
import { kde } from './linux/kde.ts';
import { linuxEnv } from './linux/linux-env.ts';
import { networkmanager } from './linux/networkmanager.ts';
import { pacman } from './linux/pacman.ts';
import { shellProfile } from './linux/shell-profile.ts';
import { snap } from './linux/snap.ts';
import { systemdEnvironment } from './linux/systemd-environment.ts';
import { zypper } from './linux/zypper.ts';
import { androidAdb } from './mobile/android-adb.ts';
import { androidManagement } from './mobile/android-management.ts';
import { chromeosOnc } from './mobile/chromeos-onc.ts';
import { pac } from './pac/pac.ts';
import { dante } from './server/dante.ts';
import { squid } from './server/squid.ts';
import { tinyproxy } from './server/tinyproxy.ts';
import { wpadBind } from './server/wpad-bind.ts';
import { wpadDnsmasq } from './server/wpad-dnsmasq.ts';
import { wpadIscDhcp } from './server/wpad-isc-dhcp.ts';
import { wpadKea } from './server/wpad-kea.ts';
import type { Target } from './target.ts';
import { aws } from './tool/aws.ts';
import { cargo } from './tool/cargo.ts';
import { conda } from './tool/conda.ts';
import { curl } from './tool/curl.ts';
import { git } from './tool/git.ts';
import { gradle } from './tool/gradle.ts';
import { homebrew } from './tool/homebrew.ts';
import { java } from './tool/java.ts';
import { maven } from './tool/maven.ts';
import { mercurial } from './tool/mercurial.ts';
import { npm } from './tool/npm.ts';
import { nuget } from './tool/nuget.ts';
import { pip } from './tool/pip.ts';
import { ssh } from './tool/ssh.ts';
import { subversion } from './tool/subversion.ts';
import { terraform } from './tool/terraform.ts';
import { vscode } from './tool/vscode.ts';
import { wget } from './tool/wget.ts';
import { yarn } from './tool/yarn.ts';
import { intuneNetworkproxy } from './windows/intune-networkproxy.ts';
import { windowsGpo } from './windows/windows-gpo.ts';
import { windowsNetsh } from './windows/windows-netsh.ts';
import { windowsPowershell } from './windows/windows-powershell.ts';
import { windowsRegistry } from './windows/windows-registry.ts';
import { windowsRegistryMachine } from './windows/windows-registry-machine.ts';

/** In the order of the page; families stand together. */
const ALL: readonly Target[] = [
  pac,
  macosMobileconfig,
  iosMobileconfig,
  wifiMobileconfig,
  macosNetworksetup,
  windowsRegistry,
  windowsRegistryMachine,
  windowsPowershell,
  windowsNetsh,
  intuneNetworkproxy,
  windowsGpo,
  chromePolicy,
  chromeRegistry,
  chromePlist,
  edgePolicy,
  edgeRegistry,
  edgePlist,
  firefoxPolicies,
  firefoxRegistry,
  firefoxPlist,
  firefoxAutoconfig,
  chromeosOnc,
  androidManagement,
  androidAdb,
  linuxEnv,
  shellProfile,
  systemdEnvironment,
  gnomeDconf,
  gnomeGsettings,
  kde,
  networkmanager,
  apt,
  dnf,
  zypper,
  pacman,
  snap,
  dockerClient,
  dockerDaemon,
  containerd,
  podman,
  kubernetes,
  git,
  npm,
  yarn,
  pip,
  conda,
  curl,
  wget,
  ssh,
  maven,
  gradle,
  java,
  cargo,
  nuget,
  subversion,
  mercurial,
  vscode,
  aws,
  terraform,
  homebrew,
  wpadDnsmasq,
  wpadIscDhcp,
  wpadKea,
  wpadBind,
  squid,
  dante,
  tinyproxy,
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
