/** Which browsers are configured, and how does each come to its PAC? One table; a new client is one line. */
import type { Browser } from '../support/browser.ts';
import type { Certificates } from '../support/certificates.ts';
import {
  CHROMIUM,
  type ChromiumPolicy,
  DISCOVERY_POLICY,
  openChromium,
  pacPolicy,
  writeChromiumPolicy,
} from '../support/chromium.ts';
import {
  DISCOVERY_POLICIES,
  FIREFOX,
  type FirefoxPolicies,
  openFirefox,
  pacPolicies,
  writeFirefoxPolicies,
} from '../support/firefox.ts';
import type { Habit, SituationName, Way } from './cases.ts';

/** What a browser's start needs to know. Both folders are what the browser finds in /etc and beside its binary. */
export interface Setting {
  readonly pacUrl: string;
  readonly authority: Certificates['authority'];
  readonly chromiumConfiguration: string;
  readonly firefoxDistribution: string;
}

interface Client {
  readonly program: typeof CHROMIUM;
  readonly habits: readonly Habit[];
  readonly situations: readonly SituationName[];
  /** Where it goes when its PAC cannot be had; null where it has no URL that could be wrong. */
  readonly withoutPac: Way | null;
  readonly open: (setting: Setting) => Promise<Browser>;
}

/** Firefox cuts the path off every URL, and lets SOCKS4 proxies resolve names when it is told to. */
const FIREFOX_HABITS: readonly Habit[] = ['shows its PAC no path', 'speaks SOCKS4a for SOCKS4'];

export const BROWSERS = {
  'Chromium by managed policy': {
    program: CHROMIUM,
    habits: [],
    situations: ['up', 'down', 'apple', 'windows'],
    withoutPac: 'nowhere',
    open: (setting) => {
      writeChromiumPolicy(setting.chromiumConfiguration, { ...trust(setting), ...pacPolicy(setting.pacUrl) });
      return openChromium([]);
    },
  },
  'Chromium by --proxy-pac-url': {
    program: CHROMIUM,
    habits: [],
    situations: ['up', 'down'],
    withoutPac: 'direct',
    open: (setting) => {
      writeChromiumPolicy(setting.chromiumConfiguration, trust(setting));
      return openChromium([`--proxy-pac-url=${setting.pacUrl}`]);
    },
  },
  'Chromium by WPAD': {
    program: CHROMIUM,
    habits: [],
    situations: ['discovered'],
    withoutPac: null,
    open: (setting) => {
      writeChromiumPolicy(setting.chromiumConfiguration, { ...trust(setting), ...DISCOVERY_POLICY });
      return openChromium([]);
    },
  },
  'Firefox ESR by policies.json': {
    program: FIREFOX,
    habits: FIREFOX_HABITS,
    situations: ['up', 'down', 'apple', 'windows'],
    withoutPac: 'direct',
    open: (setting) => openFirefoxUnder(setting, pacPolicies(setting.pacUrl)),
  },
  'Firefox ESR by WPAD': {
    program: FIREFOX,
    habits: FIREFOX_HABITS,
    situations: ['discovered'],
    withoutPac: null,
    open: (setting) => openFirefoxUnder(setting, DISCOVERY_POLICIES),
  },
} as const satisfies Record<string, Client>;

export type BrowserName = keyof typeof BROWSERS;

/** Chromium trusts the authority by this policy, however it comes to its PAC. */
function trust({ authority }: Setting): ChromiumPolicy {
  return { CACertificates: [authority.base64] };
}

function openFirefoxUnder(setting: Setting, policies: FirefoxPolicies): Promise<Browser> {
  const certificates = { Certificates: { Install: [setting.authority.file] } };
  writeFirefoxPolicies(setting.firefoxDistribution, { ...policies, ...certificates });
  return openFirefox();
}
