/** How does a test put rules into a gateway of its own? Namespaces that end with the test; nothing outside is touched. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnApart } from '../../../support/namespace.ts';
import type { Job, Outcome } from './network.ts';

/** A gateway between a client and a server. */
export interface Gateway {
  /** Loads rules, tries flows, takes the rules away again. One job at a time. */
  readonly perform: (job: Job) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}

/** Makes the namespaces. `folders` are replaced, inside only, by copies that tools may write to. */
export async function openGateway(folders: readonly string[] = []): Promise<Gateway> {
  const folder = mkdtempSync(join(tmpdir(), 'portolan-gateway-'));
  const env = { TMPDIR: folder, PRIVATE_FOLDERS: JSON.stringify(folders) };
  const child = spawnApart(`${import.meta.dirname}/network.ts`, [], env);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failed = ended.then(() => Promise.reject(new Error('the gateway ended')));
  failed.catch(() => {});
  const answer = () => Promise.race([new Promise<unknown>((resolve) => child.once('message', resolve)), failed]);
  await answer();
  return {
    perform: (job) => {
      const outcome = answer();
      child.send(job);
      return outcome as Promise<Outcome>;
    },
    close: async () => {
      child.disconnect();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
