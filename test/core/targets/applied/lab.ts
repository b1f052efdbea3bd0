/** What is done inside the namespace? A machine with its own /etc, a proxy and a web server that write down who asked. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { makeCertificates } from '../../../support/certificates.ts';
import { type Squid, startSquid } from '../../../support/squid.ts';

/** What came of a command. */
export interface Outcome {
  readonly status: number;
  /** Both outputs. */
  readonly output: string;
}

/** Names that this machine knows. */
export const HOSTS = {
  '127.0.0.2': ['proxy.corp.test'],
  '127.0.0.3': ['outside.test', 'corp.test', 'www.corp.test'],
};
export const PROXY_PORT = 3128;

/** Folders that are seen as they are outside, and change inside only. */
const CHANGEABLE = ['/etc', '/var/lib', '/usr/local'];

/** The home of root inside: the one outside may hold anything. */
const HOME = '/usr/local/home-of-root';

/** From where the real Squid asks the web server. */
const SQUID_SOURCE = '127.0.0.9';

let asked: string[] = [];
let small: Server | null = null;
let squid: Squid | null = null;
let squidLines = 0;

const commands = {
  /** `folder`: empty, for what changes. */
  async start(folder: string): Promise<void> {
    must('mount', '-t', 'tmpfs', 'tmpfs', folder);
    for (const [index, lower] of CHANGEABLE.entries()) {
      const [upper, work] = ['upper', 'work'].map((name) => join(folder, String(index), name));
      for (const made of [upper, work]) mkdirSync(made ?? '', { recursive: true });
      must('mount', '-t', 'overlay', 'overlay', '-o', `lowerdir=${lower},upperdir=${upper},workdir=${work}`, lower);
    }
    // Squid keeps segments of fixed names there, and another machine's may be there too.
    must('mount', '-t', 'tmpfs', 'tmpfs', '/dev/shm');
    mkdirSync(HOME);
    const lines = Object.entries(HOSTS).map(([address, names]) => `${address} ${names.join(' ')}\n`);
    writeFileSync('/etc/hosts', `127.0.0.1 localhost\n${lines.join('')}`);
    await listen(webServer('origin'), 80, '127.0.0.3');
    small = proxy();
    await listen(small, PROXY_PORT, '127.0.0.2');
  },

  /** Puts a real Squid in the place of the small proxy, for good. `folder`: an empty one that everybody may enter. */
  async useSquid(folder: string): Promise<void> {
    small?.closeAllConnections();
    small?.close();
    const { key, cert } = makeCertificates(folder, ['proxy.corp.test']);
    const tls = { port: PROXY_PORT + 1, outgoing: SQUID_SOURCE, key, cert };
    const where = { address: '127.0.0.2', port: PROXY_PORT, folder: join(folder, 'squid') };
    squid = await startSquid({ ...where, outgoing: SQUID_SOURCE, tls });
  },

  /** Runs a command line of sh in an environment of nothing but the given. */
  run: (line: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> => sh(line, env),

  write(path: string, text: string): void {
    writeFileSync(path, text);
  },

  /**
   * Who was asked for what since the last time: `proxy GET http://…`, `proxy CONNECT …`, `origin GET host/path`; what
   * Squid asked the web server is `by squid GET host/path`.
   */
  asked(): readonly string[] {
    const since = [...asked, ...loggedBySquid()];
    asked = [];
    return since;
  },

  /** Every file and folder that a configuration may stand in, with its mode and checksum, one a line. */
  async tree(): Promise<readonly string[]> {
    const where = '/etc /var/lib/portolan /usr/local/etc';
    const list = `find ${where} -xdev -printf '%y %m %p\\n' 2>/dev/null`;
    const sums = `find ${where} -xdev -type f -exec cksum {} + 2>/dev/null`;
    const { output } = await sh(`{ ${list}; ${sums}; } | sort`, {});
    return output.split('\n');
  },
};

/** The commands as the test calls them. */
export type Lab = typeof commands;

/** npm's own files: its global configuration where it can be changed, and no logs. */
const NPM = { npm_config_globalconfig: '/usr/local/etc/npmrc', npm_config_logs_max: '0' };

function must(command: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

function sh(line: string, env: Readonly<Record<string, string>>): Promise<Outcome> {
  const clean = {
    PATH: process.env.PATH ?? '',
    HOME,
    LC_ALL: 'C',
    ...NPM,
    ...env,
  };
  return new Promise((resolve) => {
    execFile('sh', ['-c', line], { env: clean, timeout: 60_000 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ status, output: stdout + stderr });
    });
  });
}

/** The new lines of its access log; a tunnel stands there once it is closed. */
function loggedBySquid(): string[] {
  const lines = (squid?.log() ?? []).slice(squidLines);
  squidLines += lines.length;
  return lines.map((line) => `proxy ${line.split(/\s+/).slice(5, 7).join(' ')}`);
}

function webServer(name: string): Server {
  return createServer((request, response) => {
    const who = request.socket.remoteAddress === SQUID_SOURCE ? 'by squid' : name;
    asked.push(`${who} ${request.method} ${request.headers.host}${request.url}`);
    response.end(`seen by ${name}\n`);
  });
}

/** A forward proxy that answers every GET itself, and connects every tunnel to the origin. */
function proxy(): Server {
  const server = createServer((request, response) => {
    asked.push(`proxy ${request.method} ${request.url}`);
    response.end('seen by proxy\n');
  });
  server.on('connect', (request, client) => {
    asked.push(`proxy CONNECT ${request.url}`);
    const origin = connect(80, '127.0.0.3', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      origin.pipe(client).pipe(origin);
    });
    for (const end of [origin, client]) end.on('error', () => end.destroy());
  });
  return server;
}

const listen = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

process.on('message', async ({ id, name, args }: { id: number; name: keyof Lab; args: readonly unknown[] }) => {
  try {
    const result = await (commands[name] as (...args: readonly unknown[]) => unknown)(...args);
    process.send?.({ id, result: result ?? null });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
// Process 1 of its namespace: with it everything ends.
process.on('disconnect', () => process.exit(0));
