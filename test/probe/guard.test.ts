import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parseCidr } from '../../worker/core/net/cidr.ts';
import { decodeAnswer } from '../../worker/core/probe/dns-message.ts';
import { dialFromNode } from '../../worker/probe/dial-node.ts';
import { type ProbeWorld, probeAll, type Target } from '../../worker/probe/probe.ts';
import { type Resolve, resolveOver } from '../../worker/probe/resolve.ts';
import type { Listening } from './processes.ts';
import { listen, webServer } from './servers.ts';
import { address, LOOPBACK, nobody, recording } from './world.ts';

/** The deployed service: nothing beyond public addresses, and no socket behind the dialer. */
function deployed(resolve: Resolve | null, own: ProbeWorld['guard']['own'] = []) {
  const { dial, dialled } = recording(nobody);
  const world: ProbeWorld = { dial, resolve, guard: { networks: [], own }, canary: null, now: Date.now };
  return { world, dialled };
}

const proxy = (host: string, more: Partial<Target> = {}): Target => ({
  name: 'p',
  scheme: 'http',
  host,
  port: 3128,
  ...more,
});
const resolving =
  (...answers: readonly (readonly string[])[]): Resolve =>
  async () => {
    const [first = [], ...rest] = answers;
    answers = rest.length > 0 ? rest : answers;
    return { addresses: first.map(address) };
  };

test.each([
  ['0x7f000001'],
  ['2130706433'],
  ['0177.0.0.1'],
  ['127.1'],
  ['127.0.0.1'],
  ['10.0.0.1'],
  ['169.254.169.254'],
  ['100.100.100.200'],
  ['168.63.129.16'],
  ['fd00:ec2::254'],
  ['::1'],
  ['::ffff:127.0.0.1'],
  ['localhost', ['127.0.0.1']],
])('probeAll makes no connection to %s', async (host, resolved: string[] = []) => {
  for (const scheme of ['http', 'https', 'socks5', 'socks4'] as const) {
    const { world, dialled } = deployed(resolving(resolved));
    const [result] = await probeAll([proxy(host, { scheme })], world);
    expect(result).toMatchObject({ state: 'not-probeable', speaks: null, exposure: null, matches: null });
    expect(result?.findings.map(({ code }) => code)).toEqual(['probe.not-probeable']);
    expect(dialled).toEqual([]);
  }
});

test.each([
  [['8.8.8.8', '10.0.0.1']],
  [['10.0.0.1', '8.8.8.8']],
  [['8.8.8.8', '2606:4700::1111', '::1']],
  [['8.8.8.8', '169.254.169.254']],
  [['0.0.0.0']],
])('probeAll makes no connection to a name with the addresses %j', async (addresses) => {
  const { world, dialled } = deployed(resolving(addresses));
  const [result] = await probeAll([proxy('proxy.example')], world);
  expect(result?.state).toBe('not-probeable');
  expect(dialled).toEqual([]);
});

test('probeAll is not led astray by a name that resolves to something else the second time', async () => {
  const asked = vi.fn(resolving(['8.8.8.8'], ['169.254.169.254'], ['127.0.0.1']));
  const { world, dialled } = deployed(asked);
  await probeAll([proxy('rebinding.example')], world);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(dialled.length).toBeGreaterThan(0);
  expect(dialled.every((line) => line.startsWith('8.8.8.8 '))).toBe(true);
});

test('probeAll judges declared addresses like resolved ones', async () => {
  const { world, dialled } = deployed(null);
  const [refused, unresolved] = await probeAll(
    [proxy('a.example', { addresses: ['8.8.8.8', '10.0.0.1'] }), proxy('b.example')],
    world,
  );
  expect([refused?.state, unresolved?.state]).toEqual(['not-probeable', 'unresolved']);
  expect(dialled).toEqual([]);
  await probeAll([proxy('a.example', { addresses: ['8.8.8.8'] })], world);
  expect(dialled[0]).toBe('8.8.8.8 3128');
});

test.each(['8.8.8.8', 'proxy.example'])('probeAll never goes to a mail or DNS port of %s', async (host) => {
  for (const port of [25, 53, 465, 587]) {
    const { world, dialled } = deployed(resolving(['8.8.8.8']));
    const [result] = await probeAll([proxy(host, { port })], world);
    expect(result?.state).toBe('not-probeable');
    expect(dialled).toEqual([]);
  }
});

test('probeAll makes no connection to this service itself, by name or by address', async () => {
  const own = [
    { host: 'portolan.example', port: 443 },
    { host: '8.8.4.4', port: 443 },
  ];
  const { world, dialled } = deployed(resolving(['8.8.8.8']), own);
  const results = await probeAll(
    [proxy('portolan.example'), proxy('Portolan.Example.', { port: 443 }), proxy('8.8.4.4', { port: 443 })],
    world,
  );
  expect(results.map(({ state }) => state)).toEqual(['not-probeable', 'not-probeable', 'not-probeable']);
  expect(results[0]?.findings[0]?.message).toContain('this service itself');
  expect(dialled).toEqual([]);
});

test('probeAll makes no connection to itself through another name, where loopback is allowed', async () => {
  const { dial, dialled } = recording(nobody);
  const guard = { networks: LOOPBACK, own: [{ host: '127.0.0.1', port: 8787 }] };
  const world: ProbeWorld = { dial, resolve: resolving(['127.0.0.1']), guard, canary: null, now: Date.now };
  const results = await probeAll(
    [proxy('me.example', { port: 8787 }), proxy('127.0.0.9', { port: 8787 }), proxy('localhost', { port: 8787 })],
    world,
  );
  expect(results.map(({ state }) => state)).toEqual(['not-probeable', 'not-probeable', 'not-probeable']);
  expect(dialled).toEqual([]);
});

test('probeAll looks for neighbours on the same address only, and never on our own port', async () => {
  const { dial, dialled } = recording(nobody);
  const guard = { networks: LOOPBACK, own: [{ host: '127.0.0.1', port: 8080 }] };
  await probeAll([proxy('127.0.0.1', { port: 3129 })], { dial, resolve: null, guard, canary: null, now: Date.now });
  expect(dialled.length).toBeGreaterThan(1);
  expect(dialled.every((line) => line.startsWith('127.0.0.1 '))).toBe(true);
  expect(dialled).not.toContain('127.0.0.1 8080');
});

test('a range that the operator allows is reached, and the one beside it is not', async () => {
  const range = parseCidr('10.1.0.0/16');
  const { dial, dialled } = recording(nobody);
  const networks = 'family' in range ? [range] : [];
  const world: ProbeWorld = { dial, resolve: null, guard: { networks, own: [] }, canary: null, now: Date.now };
  await probeAll([proxy('10.2.0.1'), proxy('10.1.0.1')], world);
  expect(new Set(dialled.map((line) => line.split(' ')[0]))).toEqual(new Set(['10.1.0.1']));
});

let web: Listening;
let visits = 0;
beforeAll(async () => {
  const server = webServer();
  server.on('connection', () => {
    visits += 1;
  });
  web = await listen(server);
});
afterAll(() => web.stop());

test('the listener itself sees nothing of a refused probe, and something of an allowed one', async () => {
  const [port = 0] = web.ports;
  const world = { dial: dialFromNode(), resolve: null, canary: null, now: Date.now };
  const refused = await probeAll([proxy('127.0.0.1', { port })], { ...world, guard: { networks: [], own: [] } });
  expect([refused[0]?.state, visits]).toEqual(['not-probeable', 0]);
  const own = [{ host: 'localhost', port }];
  const ours = await probeAll([proxy('127.0.0.1', { port })], { ...world, guard: { networks: LOOPBACK, own } });
  expect([ours[0]?.state, visits]).toEqual(['not-probeable', 0]);
  const allowed = await probeAll([proxy('127.0.0.1', { port })], { ...world, guard: { networks: LOOPBACK, own: [] } });
  expect(allowed[0]?.speaks).toBe('http-server');
  expect(visits).toBeGreaterThan(0);
});

test('dialFromNode takes address literals only: a name can never be resolved behind the guard', async () => {
  const options = { tls: null, signal: new AbortController().signal };
  await expect(dialFromNode()('localhost', 1, options)).rejects.toThrow('address literal');
});

/** A DoH server whose answers the test writes. */
async function dohServer(
  answer: (name: string, type: number) => { status?: number; message?: Uint8Array; location?: string },
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const query = Buffer.concat(chunks);
      const labels: string[] = [];
      let at = 12;
      for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
        labels.push(query.subarray(at + 1, at + 1 + length).toString());
        at += length + 1;
      }
      const type = query.readUInt16BE(at + 1);
      asked.push(`${labels.join('.')} ${type}`);
      const { status = 200, message = new Uint8Array(), location } = answer(labels.join('.'), type);
      response.writeHead(status, location === undefined ? {} : { location }).end(message);
    });
  });
  const running = await listen(server);
  return { url: `http://127.0.0.1:${running.ports[0]}/dns-query`, asked, stop: running.stop };
}

/** An answer with these IPv4 addresses, in the last bytes of its records. */
function message(code: number, ...addresses: readonly string[]): Uint8Array {
  const records = addresses.flatMap((text) => [
    0xc0,
    12,
    0,
    1,
    0,
    1,
    0,
    0,
    0,
    60,
    0,
    4,
    ...text.split('.').map(Number),
  ]);
  return Uint8Array.from([0, 0, 0x81, 0x80 | code, 0, 0, 0, addresses.length, 0, 0, 0, 0, ...records]);
}

test('resolveOver asks for both families over HTTPS messages and joins the answers', async () => {
  const doh = await dohServer((_, type) => ({ message: type === 1 ? message(0, '8.8.8.8', '10.0.0.1') : message(0) }));
  try {
    const resolved = await resolveOver(doh.url)('proxy.example');
    expect(resolved).toEqual({ addresses: [address('8.8.8.8'), address('10.0.0.1')] });
    expect(doh.asked.sort()).toEqual(['proxy.example 1', 'proxy.example 28']);
    expect(decodeAnswer(message(0, '8.8.8.8'))).toEqual({ addresses: [address('8.8.8.8')] });
  } finally {
    await doh.stop();
  }
});

test.each([
  ['the name is not there', () => ({ message: message(3) }), 'no-such-name'],
  ['the name has no address', () => ({ message: message(0) }), 'no-address'],
  ['the resolver fails', () => ({ message: message(2) }), 'resolver'],
  ['the resolver is a web page', () => ({ message: new TextEncoder().encode('<!doctype html>') }), 'resolver'],
  ['the resolver answers 404', () => ({ status: 404, message: message(0, '8.8.8.8') }), 'resolver'],
  ['the resolver redirects', () => ({ status: 307, location: 'http://127.0.0.1:1/' }), 'resolver'],
  [
    'one family is not answered',
    (_: string, type: number) => (type === 1 ? { message: message(0, '8.8.8.8') } : { message: message(2) }),
    'resolver',
  ],
] as const)('resolveOver says so when %s', async (_, answer, failed) => {
  const doh = await dohServer(answer);
  try {
    expect(await resolveOver(doh.url)('proxy.example')).toMatchObject({ failed });
    const { world, dialled } = deployed(resolveOver(doh.url));
    const [result] = await probeAll([proxy('proxy.example')], world);
    expect([result?.state, dialled]).toEqual(['unresolved', []]);
  } finally {
    await doh.stop();
  }
});
