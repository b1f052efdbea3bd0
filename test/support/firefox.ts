/** How is a real Firefox started under an administrator's policies and told to load a page? */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathOf, program } from '../programs.ts';
import { type Bidi, connectBidi } from './bidi.ts';
import { type Browser, PAGE_LIMIT_MS, START_LIMIT_MS } from './browser.ts';
import { run, until } from './running.ts';

/** Firefox ESR, found or not. */
export const FIREFOX = program({ name: 'Firefox ESR', candidates: ['firefox-esr'], package: 'firefox-esr' });

/** The folder beside Debian's binary in which Firefox looks for `policies.json`. */
export const FIREFOX_DISTRIBUTION = '/usr/lib/firefox-esr/distribution';

/** Policies of https://mozilla.github.io/policy-templates/. */
export type FirefoxPolicies = Readonly<Record<string, unknown>>;

/** Writes `policies.json`; a Firefox that starts later obeys it. */
export function writeFirefoxPolicies(distribution: string, policies: FirefoxPolicies): void {
  mkdirSync(distribution, { recursive: true });
  writeFileSync(join(distribution, 'policies.json'), JSON.stringify({ policies }, null, 2));
}

/** The policies that keep Firefox from calls of its own. */
const CALM: FirefoxPolicies = {
  CaptivePortal: false,
  DisableAppUpdate: true,
  DisableFirefoxStudies: true,
  DisableTelemetry: true,
  NetworkPrediction: false,
};

/** The policies that prescribe a PAC. */
export const pacPolicies = (pacUrl: string): FirefoxPolicies => ({
  ...CALM,
  Proxy: { Mode: 'autoConfig', AutoConfigURL: pacUrl, UseProxyForDNS: true, Locked: true },
});

/** The policies that make Firefox look for its PAC itself, at http://wpad/wpad.dat. */
export const DISCOVERY_POLICIES: FirefoxPolicies = {
  ...CALM,
  Proxy: { Mode: 'autoDetect', UseProxyForDNS: true, Locked: true },
};

/** Starts a new Firefox with an empty profile. */
export async function openFirefox(): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'portolan-firefox-'));
  const profile = join(home, 'profile');
  mkdirSync(profile);
  const args = ['--headless', '--no-remote', '--remote-debugging-port', '0', '--profile', profile];
  const running = run(pathOf(FIREFOX), args, { env: { ...process.env, HOME: home } });
  const close = async () => {
    await running.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const wait = { for: 'WebDriver BiDi in Firefox', limitMs: START_LIMIT_MS, from: running };
    const address = await until(wait, () => /WebDriver BiDi listening on (ws:\S+)/.exec(running.output())?.[1] ?? null);
    const bidi = await connectBidi(`${address}/session`);
    return await enter(bidi, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Takes the tab that is there. Certificates are judged as for a user: WebDriver would accept any. */
async function enter(bidi: Bidi, close: () => Promise<void>): Promise<Browser> {
  const capabilities = { alwaysMatch: { acceptInsecureCerts: false } };
  await bidi.send('session.new', { capabilities }, START_LIMIT_MS);
  const { contexts } = await bidi.send('browsingContext.getTree', {}, START_LIMIT_MS);
  const context = (contexts as readonly { context: string }[])[0]?.context;
  return {
    load: async (url) => {
      try {
        await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' }, PAGE_LIMIT_MS);
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    text: async () => {
      const ask = { expression: 'document.body.innerText', target: { context }, awaitPromise: false };
      const { result } = await bidi.send('script.evaluate', ask, PAGE_LIMIT_MS);
      return String((result as { value?: unknown } | undefined)?.value);
    },
    close: async () => {
      bidi.close();
      await close();
    },
  };
}
