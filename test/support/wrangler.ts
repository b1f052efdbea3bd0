/** How is the whole service run for a test, as `npm start` runs it, but with its own port, storage and token? */
import { type Running, run, until } from './running.ts';

const root = `${import.meta.dirname}/../../`;

/** Quiet, without telemetry, storage explorer, update check or any other call to the network. */
const QUIET = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_EXPLORER: 'false',
};

export interface WranglerSettings {
  /** Of loopback; 127.0.0.1 unless given. */
  readonly address?: string;
  /** Must be free, since wrangler silently takes another one else. */
  readonly port: number;
  /** Where KV and Durable Objects are kept. A second start in one folder finds what the first left. */
  readonly folder: string;
  /** Variables of the Worker, ADMIN_TOKEN above all. They win over those of a `.dev.vars`. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface Wrangler extends Running {
  readonly origin: string;
}

/** Starts `wrangler dev`; ready when the promise resolves (1.5 s, more on a busy machine). */
export async function startWrangler(settings: WranglerSettings): Promise<Wrangler> {
  const { address = '127.0.0.1', port, folder, variables } = settings;
  const place = ['--ip', address, '--port', String(port), '--inspector-port', '0', '--persist-to', folder];
  const quiet = ['--show-interactive-dev-session=false', '--log-level', 'warn'];
  const given = Object.entries(variables).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  const script = `${root}node_modules/wrangler/bin/wrangler.js`;
  const running = run(process.execPath, [script, 'dev', ...place, ...quiet, ...given], {
    cwd: root,
    env: { ...process.env, ...QUIET },
  });
  const origin = `http://${address}:${port}`;
  await until({ for: `answer of ${origin}/healthz`, limitMs: 45_000, from: running }, () => isHealthy(origin));
  return { ...running, origin };
}

async function isHealthy(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
