/** How does a test get its lab? Folders outside, then a process inside the namespace that takes commands. */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OPENSSL } from '../support/certificates.ts';
import { CHROMIUM_CONFIGURATION } from '../support/chromium.ts';
import { type Ask, createAsk } from '../support/commands.ts';
import { DANTE } from '../support/dante.ts';
import { FIREFOX_DISTRIBUTION } from '../support/firefox.ts';
import { MICROSOCKS } from '../support/microsocks.ts';
import { IP, spawnApart, UNSHARE } from '../support/namespace.ts';
import { SQUID } from '../support/squid.ts';
import { NAMES } from './cases.ts';
import type { Folders, Lab } from './lab.ts';

/** What every lab needs, whatever client is tried in it. */
export const LAB_PROGRAMS = [SQUID, MICROSOCKS, DANTE, OPENSSL, UNSHARE, IP];

export interface Entered {
  /** Has a command done inside; rejects with what went wrong there. */
  readonly ask: Ask<Lab>;
  /** Ends the lab and all its processes, and removes its folders. */
  readonly leave: () => Promise<void>;
}

/** Enters a new lab, in which everything has been started. */
export async function enterLab(): Promise<Entered> {
  const folders = makeFolders();
  const hosts = join(folders.folder, 'hosts');
  writeFileSync(hosts, hostsFile());
  const mounts = [
    { source: hosts, target: '/etc/hosts' },
    { source: folders.chromiumConfiguration, target: CHROMIUM_CONFIGURATION },
    { source: folders.firefoxDistribution, target: FIREFOX_DISTRIBUTION },
  ].filter(({ target }) => existsSync(target));
  // What the programs inside leave behind goes with the folder.
  const child = spawnApart(`${import.meta.dirname}/lab.ts`, mounts, { TMPDIR: folders.folder });
  const ask = createAsk<Lab>(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const leave = async () => {
    await ask('stop').catch(() => undefined);
    if (child.connected) child.disconnect();
    await Promise.race([ended, sleep(5_000, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await ended;
    rmSync(folders.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    await ask('start', folders);
    return { ask, leave };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** What /etc/hosts says inside (hosts(5)). */
function hostsFile(): string {
  const lines = Object.entries(NAMES).map(([address, names]) => `${address} ${names.join(' ')}\n`);
  return `127.0.0.1 localhost\n${lines.join('')}`;
}

/** The folders that stand in for Chromium's in /etc and for the one beside Firefox's binary. */
function makeFolders(): Folders {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-clients-'));
  // Squid gives up root's rights and must still reach its own folder in it.
  chmodSync(folder, 0o755);
  const chromiumConfiguration = join(folder, 'chromium');
  const firefoxDistribution = join(folder, 'firefox');
  if (existsSync(CHROMIUM_CONFIGURATION)) cpSync(CHROMIUM_CONFIGURATION, chromiumConfiguration, { recursive: true });
  for (const made of [chromiumConfiguration, firefoxDistribution]) mkdirSync(made, { recursive: true });
  return { folder, chromiumConfiguration, firefoxDistribution };
}
