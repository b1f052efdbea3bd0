/** Which browsers are configured, and how does each come to its PAC? One table; a new client is one line. */
import type { Browser } from '../support/browser.ts';
import type { Certificates } from '../support/certificates.ts';
import { CHROMIUM, type ChromiumPolicy, openChromium, pacPolicy, writeChromiumPolicy } from '../support/chromium.ts';
import { FIREFOX, openFirefox, pacPolicies, writeFirefoxPolicies } from '../support/firefox.ts';
import type { SituationName } from './cases.ts';

/** What a browser's start needs to know. Both folders are what the browser finds in /etc and beside its binary. */
export interface Setting {
  readonly pacUrl: string;
  readonly authority: Certificates['authority'];
  readonly chromiumConfiguration: string;
  readonly firefoxDistribution: string;
}

interface Client {
  readonly program: typeof CHROMIUM;
  /** Whether the PAC sees no path, even of http. */
  readonly hidesPath: boolean;
  readonly situations: readonly SituationName[];
  readonly open: (setting: Setting) => Promise<Browser>;
}

/** Chromium trusts the authority by this policy, however it comes to its PAC. */
const trust = ({ authority }: Setting): ChromiumPolicy => ({ CACertificates: [authority.base64] });

export const BROWSERS = {
  'Chromium by managed policy': {
    program: CHROMIUM,
    hidesPath: false,
    situations: ['up', 'down', 'apple', 'windows'],
    open: (setting) => {
      writeChromiumPolicy(setting.chromiumConfiguration, { ...trust(setting), ...pacPolicy(setting.pacUrl) });
      return openChromium([]);
    },
  },
  'Chromium by --proxy-pac-url': {
    program: CHROMIUM,
    hidesPath: false,
    situations: ['up', 'down'],
    open: (setting) => {
      writeChromiumPolicy(setting.chromiumConfiguration, trust(setting));
      return openChromium([`--proxy-pac-url=${setting.pacUrl}`]);
    },
  },
  'Firefox ESR by policies.json': {
    program: FIREFOX,
    hidesPath: true,
    situations: ['up', 'down', 'apple', 'windows'],
    open: (setting) => {
      const certificates = { Certificates: { Install: [setting.authority.file] } };
      writeFirefoxPolicies(setting.firefoxDistribution, { ...pacPolicies(setting.pacUrl), ...certificates });
      return openFirefox();
    },
  },
} as const satisfies Record<string, Client>;

export type BrowserName = keyof typeof BROWSERS;
