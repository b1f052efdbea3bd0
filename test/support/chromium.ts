/** How is a real Chromium started with a PAC, by its command line or by a managed policy, and told to load a page? */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { pathOf, program } from '../programs.ts';
import { type Browser, PAGE_LIMIT_MS, START_LIMIT_MS } from './browser.ts';

/** Chromium, found or not. */
export const CHROMIUM = program({
  name: 'Chromium',
  candidates: ['chromium', 'chromium-browser'],
  package: 'chromium',
});

/** Where Debian's Chromium keeps its configuration; `policies/managed` in it holds an administrator's policies. */
export const CHROMIUM_CONFIGURATION = '/etc/chromium';

/** A policy of https://chromeenterprise.google/policies/ for each name. */
export type ChromiumPolicy = Readonly<Record<string, unknown>>;

/** Writes the managed policies into a configuration folder; a Chromium that starts later obeys them. */
export function writeChromiumPolicy(configuration: string, policy: ChromiumPolicy): void {
  const folder = join(configuration, 'policies', 'managed');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'test.json'), JSON.stringify(policy, null, 2));
}

/** The policy that makes a PAC the only way out: no PAC, no connection. */
export const pacPolicy = (pacUrl: string): ChromiumPolicy => ({
  ProxySettings: { ProxyMode: 'pac_script', ProxyPacUrl: pacUrl, ProxyPacMandatory: true },
});

/** The policy that makes Chromium look for its PAC itself: without DHCP, at http://wpad/wpad.dat. */
export const DISCOVERY_POLICY: ChromiumPolicy = { ProxySettings: { ProxyMode: 'auto_detect' } };

/** Starts a new Chromium with an empty profile. `args` come on top of what automation needs; `program` runs it otherwise. */
export async function openChromium(args: readonly string[], program = pathOf(CHROMIUM)): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: program,
    // Chromium refuses to run as root inside its sandbox.
    args: ['--no-sandbox', '--disable-gpu', ...args],
    timeout: START_LIMIT_MS,
  });
  let page = await browser.newPage();
  return {
    load: async (url) => {
      try {
        await page.goto(url, { timeout: PAGE_LIMIT_MS });
        return null;
      } catch (error) {
        // A new tab: the error page that is still on its way would break into the next navigation.
        await page.close();
        page = await browser.newPage();
        return firstLine(error);
      }
    },
    text: async () => ((await page.textContent('body')) ?? '').trim(),
    close: () => browser.close(),
  };
}

/** "page.goto: net::ERR_…", without the call log that follows. */
const firstLine = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
