/** How is the service run by workerd alone, quick to start, and killed as a power cut would, over and over, in one folder? */
import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';

/** The same as in wrangler.toml. */
const COMPATIBILITY = { compatibilityDate: '2026-10-23', compatibilityFlags: ['nodejs_compat'] };

export interface ServiceSettings {
  /** The Worker as one module. */
  readonly script: string;
  /** Where KV and Durable Objects are kept. */
  readonly folder: string;
  /** Variables of the Worker, ADMIN_TOKEN above all. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The service while it runs. */
export interface Service {
  /** Without a slash at the end; it stays the same over all lives of the runtime. */
  readonly origin: string;
  /** The process id of workerd, in its present life. */
  pid(): number;
  /** SIGKILL to workerd, in the middle of whatever it does; returns when another one has taken its place. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** What the Worker says, without what workerd notes for its makers (an alarm that a kill made late, for one). */
function tell({ level, message }: { readonly level: string; readonly message: string }): void {
  if (!message.startsWith('NOSENTRY')) console.error(`${level}: ${message}`);
}

/** Milliseconds that a start may take on a machine that is busy with all other tests. */
const START_MS = 60_000;

/**
 * Starts the service. Clients reach the Worker itself, not the entry that Miniflare puts before Workers. KV and the
 * registry run in the same process, so that its end is the end of all three.
 */
export async function startService({ script, folder, variables }: ServiceSettings): Promise<Service> {
  const lives: ChildProcess[] = [];
  const note = (message: unknown) => lives.push((message as { readonly process: ChildProcess }).process);
  subscribe('child_process', note);
  let restarted = () => {};
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({
      workers: [
        {
          name: 'portolan',
          ...COMPATIBILITY,
          modules: [{ type: 'ESModule', path: 'index.js', contents: script }],
          kvNamespaces: { KV: 'kv' },
          durableObjects: { REGISTRY: { className: 'Registry', useSQLite: true } },
          bindings: { ...variables },
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        },
      ],
    }),
    cf: false,
    handleStructuredLogs: tell,
    resourcePersistencePath: folder,
    unsafeHandleRuntimeRestart: () => restarted(),
  });
  const { origin } = await miniflare.unsafeGetDirectURL('portolan');
  const present = () => {
    const life = lives.findLast(({ spawnfile }) => spawnfile.includes('workerd'));
    if (life?.pid === undefined) throw new Error('expected a process of workerd; found none');
    return life.pid;
  };
  return {
    origin,
    pid: present,
    async kill() {
      const next = new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`workerd was not back within ${START_MS} ms`)), START_MS);
        restarted = () => {
          clearTimeout(late);
          resolve();
        };
      });
      process.kill(present(), 'SIGKILL');
      await next;
    },
    async stop() {
      unsubscribe('child_process', note);
      await miniflare.dispose();
    },
  };
}
