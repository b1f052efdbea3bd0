/** How does a test get a campus of its own? A process in namespaces of its own, which takes commands. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NFT } from '../core/firewall/programs.ts';
import { OPENSSL } from '../support/certificates.ts';
import { CHROMIUM } from '../support/chromium.ts';
import { type Ask, createAsk } from '../support/commands.ts';
import { CURL } from '../support/curl.ts';
import { MICROSOCKS } from '../support/microsocks.ts';
import { IP, spawnApart, UNSHARE } from '../support/namespace.ts';
import { SQUID } from '../support/squid.ts';
import { NAMES } from './campus.ts';
import type { Lab } from './lab.ts';

/** What the campus needs. */
export const CAMPUS_PROGRAMS = [UNSHARE, IP, NFT, SQUID, MICROSOCKS, OPENSSL, CURL, CHROMIUM];

export interface Entered {
  readonly ask: Ask<Lab>;
  /** Ends everything, and removes its folder. */
  readonly leave: () => Promise<void>;
}

/** Enters a new campus, in which everything has been started and the gateway lets everything pass. */
export async function enterCampus(): Promise<Entered> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-zones-'));
  // Squid gives up root's rights and must still reach its own folder in it.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'squid'));
  const hosts = join(folder, 'hosts');
  const lines = Object.entries(NAMES).map(([address, names]) => `${address} ${names.join(' ')}\n`);
  writeFileSync(hosts, `127.0.0.1 localhost\n${lines.join('')}`);
  const child = spawnApart(`${import.meta.dirname}/lab.ts`, [{ source: hosts, target: '/etc/hosts' }], {
    TMPDIR: folder,
  });
  const ask = createAsk<Lab>(child);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const leave = async () => {
    await ask('stop').catch(() => undefined);
    if (child.connected) child.disconnect();
    await Promise.race([ended, sleep(5_000, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    await ask('start', folder);
    return { ask, leave };
  } catch (error) {
    await leave();
    throw error;
  }
}
