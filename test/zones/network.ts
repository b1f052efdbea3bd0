/**
 * Which way do packets go? Process 1 stands on the machine of the servers; the gateway and a client of each zone have
 * namespaces of their own, which end with it.
 *
 *     staff ─┐
 *            ├─ gateway (the firewall) ─ servers (here)
 *     guests ┘
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { until } from '../support/running.ts';
import { SERVERS, ZONES, type ZoneName } from './campus.ts';

const ip = process.env.IP ?? 'ip';

/** What runs a program in a namespace: its arguments follow. */
export type Inside = readonly string[];

/** The machines beside this one. */
export interface Network {
  readonly gateway: Inside;
  readonly clients: Readonly<Record<ZoneName, Inside>>;
}

/** Makes the namespaces and connects them. */
export async function buildNetwork(): Promise<Network> {
  const [gateway, staff, guests] = await Promise.all([makeNamespace(), makeNamespace(), makeNamespace()]);
  const clients = { staff, guests };
  link({ at: gateway, name: 's0' }, { at: null, name: 'uplink' });
  run(gateway, [ip, 'addr', 'add', `${SERVERS.gateway}/${SERVERS.prefix}`, 'dev', 's0']);
  for (const { address } of [SERVERS.service, SERVERS.squid, SERVERS.socks]) {
    run(null, [ip, 'addr', 'add', `${address}/${SERVERS.prefix}`, 'dev', 'uplink']);
  }
  run(null, [ip, 'route', 'add', 'default', 'via', SERVERS.gateway]);
  for (const address of [SERVERS.web, SERVERS.wiki]) {
    run(null, [ip, 'addr', 'add', `${address}/32`, 'dev', 'lo']);
    run(gateway, [ip, 'route', 'add', `${address}/32`, 'via', SERVERS.service.address]);
  }
  for (const [zone, { gateway: address, client, prefix }] of Object.entries(ZONES)) {
    const at = clients[zone as ZoneName];
    link({ at: gateway, name: zone }, { at, name: 'uplink' });
    run(gateway, [ip, 'addr', 'add', `${address}/${prefix}`, 'dev', zone]);
    run(at, [ip, 'addr', 'add', `${client}/${prefix}`, 'dev', 'uplink']);
    run(at, [ip, 'route', 'add', 'default', 'via', address]);
  }
  // A gateway forwards, and tells of every refusal.
  for (const setting of ['ipv4/ip_forward=1', 'ipv4/icmp_ratelimit=0']) {
    const [name = '', value = ''] = setting.split('=');
    run(gateway, ['sh', '-c', `echo ${value} > /proc/sys/net/${name}`]);
  }
  return { gateway: inside(gateway), clients: { staff: inside(staff), guests: inside(guests) } };
}

/** A namespace that lives as long as the process that sleeps in it. */
async function makeNamespace(): Promise<ChildProcess> {
  const child = spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' });
  const own = readlinkSync('/proc/self/ns/net');
  await until({ for: 'a namespace', limitMs: 5_000 }, () => readlinkSync(`/proc/${child.pid}/ns/net`) !== own);
  run(child, [ip, 'link', 'set', 'lo', 'up']);
  return child;
}

interface End {
  /** Null: here. */
  readonly at: ChildProcess | null;
  readonly name: string;
}

/** Two ends of a cable, both up. Made here, and moved to where they belong. */
function link(one: End, other: End): void {
  run(null, [ip, 'link', 'add', 'end1', 'type', 'veth', 'peer', 'name', 'end2']);
  for (const [made, { at, name }] of [['end1', one] as const, ['end2', other] as const]) {
    if (at !== null) run(null, [ip, 'link', 'set', made, 'netns', String(at.pid)]);
    run(at, [ip, 'link', 'set', made, 'name', name]);
    run(at, [ip, 'link', 'set', 'dev', name, 'up']);
  }
}

function inside({ pid }: ChildProcess): Inside {
  return ['nsenter', `--net=/proc/${pid}/ns/net`, '--'];
}

function run(at: ChildProcess | null, argv: readonly string[]): void {
  const [command = '', ...rest] = at === null ? argv : [...inside(at), ...argv];
  execFileSync(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
}
