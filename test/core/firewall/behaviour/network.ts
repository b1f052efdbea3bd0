/**
 * What do rules do to real connections? Process 1 of namespaces of its own: a gateway with a client's network on one
 * side and servers on the other. It loads rules as it is told, tries flows, and answers how each ended.
 *
 *     client ── c1/c0 ── gateway (here) ── s0/s1 ── server
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One connection to try. */
export interface TriedFlow {
  readonly src: string;
  readonly dst: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** Rules to load, and flows to try with them in place. */
export interface Job {
  /** Whose rules they are. */
  readonly at: 'gateway' | 'server';
  /** Written before the commands run. */
  readonly files: Readonly<Record<string, string>>;
  readonly commands: readonly (readonly string[])[];
  readonly flows: readonly TriedFlow[];
  /** Programs that must run meanwhile. */
  readonly daemons?: readonly (readonly string[])[];
}

/** How each flow ended: `open`, or the error of the client's system, such as EHOSTUNREACH. */
export interface Outcome {
  readonly endings: readonly string[];
  readonly error?: string;
}

const HERE = import.meta.dirname;
const ip = process.env.IP ?? 'ip';
const LINKS = [
  { gateway: 'c0', peer: 'c1', v4: '198.18.0', v6: '2001:db8:ff00' },
  { gateway: 's0', peer: 's1', v4: '198.18.1', v6: '2001:db8:ff01' },
] as const;

function run(argv: readonly string[]): void {
  const [command = '', ...rest] = argv;
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}: ${stderr}${stdout}`);
}

/** A namespace that lives as long as the process that sleeps in it. */
function namespace(): ChildProcess {
  return spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' });
}

function inside({ pid }: ChildProcess, argv: readonly string[]): string[] {
  return ['nsenter', `--net=/proc/${pid}/ns/net`, ...argv];
}

/** Forwarding on, duplicate detection off, and as many ICMP errors as there are refusals. */
const GATEWAY_SETTINGS = [
  'net.ipv4.ip_forward=1',
  'net.ipv4.icmp_ratelimit=0',
  'net.ipv4.conf.all.rp_filter=0',
  'net.ipv4.conf.default.rp_filter=0',
  'net.ipv6.conf.all.forwarding=1',
  'net.ipv6.icmp.ratelimit=0',
];

function set(setting: string): void {
  const [name = '', value = ''] = setting.split('=');
  writeFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, value);
}

function connect(client: ChildProcess, server: ChildProcess): void {
  for (const setting of GATEWAY_SETTINGS) set(setting);
  for (const [{ gateway, peer, v4, v6 }, side] of LINKS.map((link, k) => [link, k === 0 ? client : server] as const)) {
    run([ip, 'link', 'add', gateway, 'type', 'veth', 'peer', 'name', peer]);
    run([ip, 'link', 'set', peer, 'netns', String(side.pid)]);
    run([ip, 'addr', 'add', `${v4}.1/30`, 'dev', gateway]);
    run([ip, '-6', 'addr', 'add', `${v6}::1/64`, 'dev', gateway, 'nodad']);
    run([ip, 'link', 'set', gateway, 'up']);
    for (const argv of [
      [ip, 'link', 'set', 'lo', 'up'],
      [ip, 'addr', 'add', `${v4}.2/30`, 'dev', peer],
      [ip, '-6', 'addr', 'add', `${v6}::2/64`, 'dev', peer, 'nodad'],
      [ip, 'link', 'set', peer, 'up'],
      [ip, 'route', 'add', 'default', 'via', `${v4}.1`],
      [ip, '-6', 'route', 'add', 'default', 'via', `${v6}::1`],
    ]) {
      run(inside(side, argv));
    }
  }
}

const known = new Set<string>();

/** Gives an address to a side, and tells the gateway the way there. */
function settle(address: string, link: (typeof LINKS)[number], side: ChildProcess): void {
  if (known.has(address)) return;
  known.add(address);
  const isSix = address.includes(':');
  const host = `${address}/${isSix ? 128 : 32}`;
  const version = isSix ? '-6' : '-4';
  run(inside(side, [ip, version, 'addr', 'add', host, 'dev', link.peer, ...(isSix ? ['nodad'] : [])]));
  run([ip, version, 'route', 'add', host, 'via', isSix ? `${link.v6}::2` : `${link.v4}.2`]);
}

async function perform(job: Job, client: ChildProcess, server: ChildProcess): Promise<Outcome> {
  for (const { src, dst } of job.flows) {
    settle(src, LINKS[0], client);
    settle(dst, LINKS[1], server);
  }
  for (const [path, text] of Object.entries(job.files)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const where = (argv: readonly string[]) => (job.at === 'server' ? inside(server, argv) : [...argv]);
  const daemons = (job.daemons ?? []).map(([command = '', ...rest]) => spawn(command, rest, { stdio: 'ignore' }));
  try {
    for (const argv of job.commands) run(where(argv));
    return { endings: await tryFlows(job.flows, client, server) };
  } catch (error) {
    return { endings: [], error: String(error) };
  } finally {
    for (const daemon of daemons) daemon.kill('SIGTERM');
    run(where(['nft', 'flush', 'ruleset']));
  }
}

/** The server answers on every port that is tried; the client says how each of its attempts ended. */
async function tryFlows(flows: Job['flows'], client: ChildProcess, server: ChildProcess): Promise<string[]> {
  const distinct = <T>(values: readonly T[]) => JSON.stringify([...new Set(values)]);
  const listens = [distinct(flows.map(({ port }) => port)), distinct(flows.map(({ dst }) => dst))];
  const [command = '', ...rest] = inside(server, [process.execPath, join(HERE, 'server.ts'), ...listens]);
  const listening = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise<void>((resolve, reject) => {
      listening.stdout?.once('data', () => resolve());
      listening.once('exit', (status) => reject(new Error(`the server ended with ${status}`)));
    });
    const [tool = '', ...args] = inside(client, [process.execPath, join(HERE, 'client.ts')]);
    return JSON.parse(execFileSync(tool, args, { input: JSON.stringify(flows), encoding: 'utf8', maxBuffer: 1 << 24 }));
  } finally {
    listening.kill('SIGKILL');
  }
}

// Sockets and locks of the machine are out of sight; folders that tools write to are copies that nobody else sees.
run(['mount', '-t', 'tmpfs', 'tmpfs', '/run']);
for (const folder of JSON.parse(process.env.PRIVATE_FOLDERS ?? '[]') as string[]) {
  const copy = mkdtempSync(join(tmpdir(), 'portolan-'));
  cpSync(folder, copy, { recursive: true });
  run(['mount', '--bind', copy, folder]);
}

const [client, server] = [namespace(), namespace()];
// The namespaces are there once their processes have left ours.
await new Promise((resolve) => setTimeout(resolve, 300));
connect(client, server);
process.once('disconnect', () => process.exit(0));
process.on('message', async (job: Job) => {
  process.send?.(await perform(job, client, server));
});
process.send?.('ready');
