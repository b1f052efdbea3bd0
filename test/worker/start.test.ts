import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const source = join(import.meta.dirname, '../..');

/** A copy of the project as a fresh clone would be, with the packages of this one. */
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'portolan-start-'));
  for (const name of ['worker', 'schemas', 'docs', 'package.json', 'wrangler.toml', 'tsconfig.json']) {
    cpSync(join(source, name), join(root, name), { recursive: true });
  }
  symlinkSync(join(source, 'node_modules'), join(root, 'node_modules'));
});

/** What was started, to be ended with all its children even when a test fails. */
const started: ChildProcess[] = [];
afterEach(() => {
  for (const { pid, exitCode } of started.splice(0)) {
    if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** `npm start`, without npm. */
class Started {
  readonly process: ChildProcess;
  output = '';

  constructor(...options: string[]) {
    this.process = spawn(join(root, 'node_modules/.bin/node'), ['worker/cli/start.ts', ...options], {
      cwd: root,
      detached: true,
    });
    started.push(this.process);
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (data) => {
        this.output += String(data);
      });
    }
  }

  /** Waits until a text was printed. */
  async prints(text: string): Promise<string> {
    for (let i = 0; i < 250 && !this.output.includes(text) && this.process.exitCode === null; i++) await pause(100);
    expect(this.output).toContain(text);
    return this.output;
  }

  /** Sends a signal to the script alone and gives its exit code. */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    this.process.kill(signal);
    return ended;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A port that nobody uses just now, and its holder. */
function hold(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => resolve({ server, port: (server.address() as { port: number }).port }));
  });
}

async function freePort(): Promise<number> {
  const { server, port } = await hold();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The commands that the script printed to be pasted. */
const pasted = (output: string) => output.slice(output.indexOf('    TOKEN=')).trim();

describe('npm start', () => {
  it('makes a token, prints calls that work when pasted, and keeps token and data for the next start', async () => {
    const port = await freePort();
    const first = new Started('--port', String(port));
    const output = await first.prints('curl -sS "$PAC_URL"');
    expect(output).toContain(`http://127.0.0.1:${port}/v1`);
    const devVars = join(root, '.dev.vars');
    expect(statSync(devVars).mode & 0o777).toBe(0o600);
    const token = /TOKEN='([^']+)'/.exec(output)?.[1] ?? '';
    expect(token.length).toBeGreaterThanOrEqual(43);
    const shell = (commands: string) => execFileSync('sh', ['-c', commands], { cwd: tmpdir(), encoding: 'utf8' });
    const pac = shell(pasted(output));
    expect(pac).toContain('function FindProxyForURL');
    expect(await first.stop('SIGINT')).toBe(0);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();

    const second = new Started('--port', String(port));
    const again = await second.prints('curl -sS "$PAC_URL"');
    expect(again).not.toContain(token);
    expect(again).toContain(devVars);
    const stored = await fetch(`http://127.0.0.1:${port}/v1/profiles/headquarters`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await stored.json()).toMatchObject({ revision: 1 });
    expect(shell(pasted(again))).toBe(pac);
    // Probes reach loopback here: nobody listens on port 1, which only a connection can tell.
    const local = { proxies: { local: { scheme: 'http', host: '127.0.0.1', port: 1 } }, default: 'local' };
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const api = `http://127.0.0.1:${port}/v1/profiles/local`;
    await fetch(api, { method: 'PUT', headers, body: JSON.stringify(local) });
    const probed = await fetch(`${api}/probe`, { method: 'POST', headers, body: '{}' });
    expect(await probed.json()).toMatchObject({ results: [{ proxy: 'local', state: 'closed' }] });
    expect(await second.stop('SIGTERM')).toBe(0);
  }, 90_000);

  it('says clearly that a port is taken, and starts nothing', async () => {
    const { server, port } = await hold();
    const refused = new Started('--port', String(port));
    await refused.prints(`port ${port} is taken`);
    await pause(200);
    expect(refused.process.exitCode).toBe(1);
    server.close();
  });

  it.each(['--prot=8799', '8799', '--help'])('refuses %s, which means nothing, and starts nothing', async (word) => {
    const refused = new Started(word);
    await refused.prints('npm start -- --port');
    await pause(200);
    expect(refused.process.exitCode).toBe(1);
  });

  it.each(['0', '65536', 'http', '-1', '80x'])('refuses the port %s', async (port) => {
    const refused = new Started(`--port=${port}`);
    await refused.prints('expected a port from 1 to 65535');
    expect(existsSync(join(root, '.state', port))).toBe(false);
  });
});
