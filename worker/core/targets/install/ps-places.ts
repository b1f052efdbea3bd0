/** Where does install.ps1 put which target on a machine? Pure. */
import { jsonLine } from '../../writers/json.ts';
import { chromeRegistry } from '../browser/chrome-registry.ts';
import { proxySettings } from '../browser/chromium-policy.ts';
import { edgeRegistry } from '../browser/edge-registry.ts';
import { firefoxPolicies } from '../browser/firefox-policies.ts';
import { shellProfile } from '../linux/shell-profile.ts';
import { proxyVariables, VARIABLE_NAMES } from '../linux/variables.ts';
import type { Report } from '../report.ts';
import type { Scene, Setting, Target } from '../target.ts';
import { internetSettings, NO_PROXY_SETTINGS } from '../windows/internet-settings.ts';
import { advancedProxy, NO_ADVANCED_PROXY, windowsNetsh } from '../windows/windows-netsh.ts';
import { windowsPowershell } from '../windows/windows-powershell.ts';

/** What stands in a table of the script. */
export type PsValue = null | boolean | number | string | { readonly [key: string]: PsValue };

/** A table of the script without its content. */
type PsTable = { readonly [key: string]: PsValue };

/** One place: its name on the command line, the target that it follows, and its table. */
export interface PsPlace {
  readonly name: string;
  readonly from: Target;
  /** `Kind`, `Admin`, `Needs` (a path that must be there to set it up, or null), and what the kind takes. */
  readonly base: PsTable;
  /** What is set up. */
  content(setting: Setting, scene: Scene, report: Report): PsTable;
  /** The same keys where nothing is set up: the names of what is taken away. */
  readonly nothing: PsTable;
}

const INTERNET_SETTINGS = 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

const NO_VALUES: PsTable = {};

function policy(name: string, from: Target, path: string, needs: string | null): PsPlace {
  return {
    name,
    from,
    base: { Kind: 'values', Admin: true, Needs: needs, Path: path },
    content: (setting) => ({ Values: { ProxySettings: jsonLine(proxySettings(setting)) } }),
    nothing: { Values: { ProxySettings: null } },
  };
}

/** In the order in which they are put there. */
export const PS_PLACES: readonly PsPlace[] = [
  {
    name: 'internet-settings',
    from: windowsPowershell,
    base: { Kind: 'values', Admin: false, Needs: null, Path: INTERNET_SETTINGS },
    content: (setting, _, report) => ({ Values: { ...internetSettings(setting, windowsPowershell.title, report) } }),
    nothing: { Values: { ...NO_PROXY_SETTINGS } },
  },
  {
    name: 'winhttp',
    from: windowsNetsh,
    base: { Kind: 'winhttp', Admin: true, Needs: null, Nothing: jsonLine(NO_ADVANCED_PROXY) },
    content: (setting, _, report) => ({ Text: jsonLine(advancedProxy(setting, report)) }),
    nothing: { Text: null },
  },
  policy('chrome', chromeRegistry, 'HKLM:\\SOFTWARE\\Policies\\Google\\Chrome', '%ProgramFiles%\\Google\\Chrome'),
  policy('edge', edgeRegistry, 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Edge', null),
  {
    name: 'firefox',
    from: firefoxPolicies,
    base: {
      Kind: 'file',
      Admin: true,
      Needs: '%ProgramFiles%\\Mozilla Firefox',
      Path: '%ProgramFiles%\\Mozilla Firefox\\distribution\\policies.json',
    },
    content: (setting, scene, report) => ({ Text: firefoxPolicies.render(setting, scene, report) }),
    nothing: { Text: null },
  },
  {
    name: 'variables',
    from: {
      ...shellProfile,
      title: 'The environment of the user',
      longest: { characters: 32_000, why: 'Windows takes 32,767 characters in one variable' },
    },
    base: { Kind: 'variables', Admin: false, Needs: null },
    content: (setting, _, report) => ({ Values: setting.mode === 'fixed' ? variables(setting, report) : NO_VALUES }),
    nothing: { Values: Object.fromEntries(VARIABLE_NAMES.map((name) => [name.toUpperCase(), null])) },
  },
];

/** Names of variables have no case on Windows, so one of the two spellings is enough; all are set or taken away. */
function variables(setting: Extract<Setting, { mode: 'fixed' }>, report: Report): PsTable {
  const all = proxyVariables(setting, report);
  return Object.fromEntries(VARIABLE_NAMES.map((name) => [name.toUpperCase(), all[name.toUpperCase()] ?? null]));
}
