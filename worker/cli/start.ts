/** How is the whole service started on this machine? `npm start`: token, wrangler on loopback, and the first calls to paste. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AdminToken, keepAdminToken } from './admin-token.ts';

const DEFAULT_PORT = 8787;
/** How long wrangler may take until it answers; 1.5 s is usual, a first start on a busy machine needs more. */
const READY_LIMIT_MS = 60_000;
/** What local probes may reach beside public addresses: loopback and the private ranges (RFC 1918, RFC 4193). */
const LOCAL_NETWORKS = '127.0.0.0/8,::1/128,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7';

const root = `${join(import.meta.dirname, '../..')}/`;
const devVars = `${root}.dev.vars`;

/** Starts the service and stays until it ends. */
async function start(): Promise<void> {
  const port = readPort();
  if (port instanceof Error) return fail(`${port.message}; the one option is: npm start -- --port ${DEFAULT_PORT}`);
  if (port === null) return fail(`expected a port from 1 to 65535; try: npm start -- --port ${DEFAULT_PORT}`);
  if (!(await isFree(port))) {
    return fail(`port ${port} is taken; stop what uses it, or choose another: npm start -- --port ${port + 1}`);
  }
  const token = keepAdminToken(devVars);
  const wrangler = spawnWrangler(port);
  wrangler.once('exit', (code, signal) => process.exit(signal === null ? wasAsked(code) : 0));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => wrangler.kill(signal));
  const origin = `http://127.0.0.1:${port}`;
  if (await answers(`${origin}/healthz`)) return console.log(welcome(origin, token));
  wrangler.kill('SIGTERM');
  fail(`the service did not answer on ${origin} within ${READY_LIMIT_MS / 1000} s`);
}

/** 128 + signal: wrangler's way of saying that it was told to stop (SIGINT 2, SIGTERM 15). */
const wasAsked = (code: number | null): number => (code === 130 || code === 143 ? 0 : (code ?? 1));

/** The port of `--port`, else of PORT, else the default; null when it is none, an error for words that mean nothing. */
function readPort(): number | null | Error {
  const asked = readOption();
  if (asked instanceof Error) return asked;
  const given = asked ?? (process.env.PORT || String(DEFAULT_PORT));
  const port = /^[0-9]{1,5}$/.test(given) ? Number(given) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/** What `--port` says; a misspelt option must not start the service on another port. */
function readOption(): string | undefined | Error {
  try {
    return parseArgs({ options: { port: { type: 'string', short: 'p' } } }).values.port;
  } catch (error) {
    return error instanceof Error ? error : new Error('expected only --port');
  }
}

/** Whether nobody listens there. wrangler itself would silently take another port. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** wrangler on loopback, without telemetry, storage explorer, update check or any other call to the network. */
function spawnWrangler(port: number): ChildProcess {
  const script = `${root}node_modules/wrangler/bin/wrangler.js`;
  const place = ['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0', '--persist-to', '.state'];
  const quiet = ['--show-interactive-dev-session=false', '--log-level', 'error'];
  return spawn(process.execPath, [script, 'dev', ...place, ...quiet, ...probeSetting()], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_WRITE_LOGS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      X_LOCAL_EXPLORER: 'false',
    },
  });
}

/** The setting for probes, unless `.dev.vars` has its own: `--var` would win over it. */
function probeSetting(): string[] {
  const isSet = /^\s*PROBE_NETWORKS\s*=/m.test(readFileSync(devVars, 'utf8'));
  return isSet ? [] : ['--var', `PROBE_NETWORKS:${LOCAL_NETWORKS}`];
}

/** Polls until the service answers. */
async function answers(url: string): Promise<boolean> {
  const end = Date.now() + READY_LIMIT_MS;
  while (Date.now() < end) {
    const isUp = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** Where everything is, and calls that work when pasted into a shell, from any folder. */
function welcome(origin: string, { token, isNew }: AdminToken): string {
  const shown = isNew ? `TOKEN='${token}'` : `TOKEN=$(sed -n 's/^ADMIN_TOKEN="\\(.*\\)"$/\\1/p' ${quote(devVars)})`;
  return `
  Portolan is ready.

    API    ${origin}/v1        (described at ${origin}/docs and ${origin}/openapi.json)
    start  ${origin}/
    data   ${root}.state
    token  ${isNew ? `${token}   (new; kept in ${devVars})` : `in ${devVars}`}

  Store the example profile and fetch its PAC:

    ${shown}
    PAC_URL=$(curl -sS -X PUT ${origin}/v1/profiles/headquarters \\
      -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/yaml' \\
      --data-binary @${quote(`${root}docs/examples/headquarters.yaml`)} | sed -n 's/.*"pacUrl":"\\([^"]*\\)".*/\\1/p')
    curl -sS "$PAC_URL"
`;
}

/** A path as one word of a POSIX shell. */
const quote = (path: string): string => (/^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

function fail(reason: string): void {
  console.error(`portolan: ${reason}`);
  process.exitCode = 1;
}

await start();
