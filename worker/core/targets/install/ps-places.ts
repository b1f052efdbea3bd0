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
import { internetSettings } from '../windows/internet-settings.ts';
import { advancedProxy, NO_ADVANCED_PROXY, windowsNetsh } from '../windows/windows-netsh.ts';
import { windowsPowershell } from '../windows/windows-powershell.ts';

/** What stands in a table of the script. */
export type PsValue = null | boolean | number | string | { readonly [key: string]: PsValue };

/** One place: its name on the command line, the target that it follows, and its table. */
export interface PsPlace {
  readonly name: string;
  readonly from: Target;
  /** Every table has `Kind`, `Admin` and `Needs` (a path that must be there, or null), and what the kind takes. */
  table(setting: Setting, scene: Scene, report: Report): { readonly [key: string]: PsValue };
}

const INTERNET_SETTINGS = 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

function policy(name: string, from: Target, path: string, needs: string | null): PsPlace {
  return {
    name,
    from,
    table: (setting) => ({
      Kind: 'values',
      Admin: true,
      Needs: needs,
      Path: path,
      Values: { ProxySettings: jsonLine(proxySettings(setting)) },
    }),
  };
}

/** In the order in which they are put there. */
export const PS_PLACES: readonly PsPlace[] = [
  {
    name: 'internet-settings',
    from: windowsPowershell,
    table: (setting, _, report) => ({
      Kind: 'values',
      Admin: false,
      Needs: null,
      Path: INTERNET_SETTINGS,
      Values: { ...internetSettings(setting, windowsPowershell.title, report) },
    }),
  },
  {
    name: 'winhttp',
    from: windowsNetsh,
    table: (setting, _, report) => ({
      Kind: 'winhttp',
      Admin: true,
      Needs: null,
      Text: jsonLine(advancedProxy(setting, report)),
      Nothing: jsonLine(NO_ADVANCED_PROXY),
    }),
  },
  policy('chrome', chromeRegistry, 'HKLM:\\SOFTWARE\\Policies\\Google\\Chrome', '%ProgramFiles%\\Google\\Chrome'),
  policy('edge', edgeRegistry, 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Edge', null),
  {
    name: 'firefox',
    from: firefoxPolicies,
    table: (setting, scene, report) => ({
      Kind: 'file',
      Admin: true,
      Needs: '%ProgramFiles%\\Mozilla Firefox',
      Path: '%ProgramFiles%\\Mozilla Firefox\\distribution\\policies.json',
      Text: firefoxPolicies.render(setting, scene, report),
    }),
  },
  {
    name: 'variables',
    from: { ...shellProfile, title: 'The environment of the user' },
    table: (setting, _, report) => ({
      Kind: 'variables',
      Admin: false,
      Needs: null,
      Values: setting.mode === 'fixed' ? variables(setting, report) : {},
    }),
  },
];

/** Names of variables have no case on Windows, so one of the two spellings is enough; all are set or taken away. */
function variables(setting: Extract<Setting, { mode: 'fixed' }>, report: Report): { readonly [key: string]: PsValue } {
  const all = proxyVariables(setting, report);
  return Object.fromEntries(VARIABLE_NAMES.map((name) => [name.toUpperCase(), all[name.toUpperCase()] ?? null]));
}
