import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { dialFromNode } from '../../worker/probe/dial-node.ts';
import { LIMITS, type Limits } from '../../worker/probe/limits.ts';
import { probeAll, type Target } from '../../worker/probe/probe.ts';
import type { Listening } from './processes.ts';
import { bannerServer, listen, silentServer, tarpit, webServer } from './servers.ts';
import { address, nobody, onLoopback, recording } from './world.ts';

const running: Listening[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

async function put(server: Parameters<typeof listen>[0]): Promise<number> {
  const one = await listen(server);
  running.push(one);
  return one.ports[0] ?? 0;
}

const quick: Limits = { ...LIMITS, connectMs: 500, firstByteMs: 300, idleMs: 60, replyMs: 200, endpointMs: 1_000 };
const target = (port: number, more: Partial<Target> = {}): Target => ({
  name: 'p',
  scheme: 'http',
  host: '127.0.0.1',
  port,
  ...more,
});

test.each([
  ['silent', silentServer],
  ['a tarpit that drips', () => tarpit(20)],
  ['a tarpit that is slower than the idle time', () => tarpit(90)],
])('probeAll ends within the time of one endpoint against %s', async (_, server) => {
  const port = await put(server());
  const world = onLoopback({ dial: dialFromNode(), ports: [port], limits: quick });
  const targets = (['http', 'https', 'socks5', 'socks4'] as const).map((scheme) => target(port, { scheme }));
  const results = await Promise.all(targets.map((one) => probeAll([one], world)));
  for (const [result] of results) {
    expect(result?.ms).toBeLessThan(quick.endpointMs + 400);
    expect(result?.speaks).toMatch(/silent|unknown/);
  }
});

test('probeAll reads no more than its limit from a server that never stops', async () => {
  const server = createServer((socket) => {
    const flood = (): void => {
      while (socket.writable && socket.write('y'.repeat(65_536)));
    };
    socket.on('drain', flood);
    flood();
  });
  const port = await put(server);
  const [result] = await probeAll([target(port)], onLoopback({ dial: dialFromNode(), ports: [port], limits: quick }));
  expect(result).toMatchObject({ state: 'open', speaks: 'unknown' });
});

test('probeAll calls a connection that never comes about filtered, and closes it when it does', async () => {
  let closed = 0;
  const late = onLoopback({
    ports: [3128],
    limits: quick,
    dial: async (_, __, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      const close = (): void => {
        closed += 1;
      };
      return { stream: { read: async () => null, write: async () => undefined, close } };
    },
  });
  const [result] = await probeAll([target(3128)], late);
  expect([result?.state, result?.matches, result?.findings[0]?.code]).toEqual(['filtered', null, 'probe.filtered']);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(closed).toBe(1);
});

test('probeAll calls a refused connection closed', async () => {
  const port = await put(webServer());
  await running.pop()?.stop();
  const [result] = await probeAll([target(port)], onLoopback({ dial: dialFromNode(), ports: [port], limits: quick }));
  expect([result?.state, result?.matches, result?.findings[0]?.code]).toEqual(['closed', false, 'probe.closed']);
});

test('probeAll makes at most so many connections to an endpoint', async () => {
  const port = await put(createServer((socket) => socket.end('?')));
  const { dial, dialled } = recording(dialFromNode());
  await probeAll([target(port)], onLoopback({ dial, ports: [port], limits: { ...quick, connections: 2 } }));
  expect(dialled).toHaveLength(2);
});

test('probeAll shares the connections of a call and says which proxies it left out', async () => {
  const port = await put(bannerServer('SSH-2.0-x\r\n'));
  const { dial, dialled } = recording(dialFromNode());
  const world = { ...onLoopback({ dial, ports: [port], limits: { ...quick, connections: 1 } }), connections: 3 };
  const targets = Array.from({ length: 5 }, (_, i) => target(port, { name: `p${i}` }));
  const results = await probeAll(targets, world);
  expect(dialled).toHaveLength(3);
  expect(results.map(({ proxy }) => proxy)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4']);
  expect(results.filter(({ state }) => state === 'open')).toHaveLength(3);
  const left = results.filter(({ state }) => state === 'not-probeable');
  expect(left.map(({ findings }) => findings[0]?.message)).toEqual(
    Array(2).fill(expect.stringContaining('the budget of this call is used up')),
  );
});

test('probeAll has at most three connections under way', async () => {
  let under = 0;
  let most = 0;
  const world = onLoopback({
    ports: [3128],
    limits: { ...quick, connectMs: 30 },
    dial: async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setTimeout(resolve, 5));
      under -= 1;
      return { failure: 'closed' };
    },
  });
  await probeAll(
    Array.from({ length: 12 }, (_, i) => target(3128, { name: `p${i}` })),
    world,
  );
  expect(most).toBe(3);
});

test('probeAll closes every connection that it opens', async () => {
  const server = webServer();
  const port = await put(server);
  await probeAll([target(port)], onLoopback({ dial: dialFromNode(), ports: [port], limits: quick }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await new Promise((resolve) => server.getConnections((_, count) => resolve(count)))).toBe(0);
});

/** What listens on 8080 in these tests listens on `port` in truth. */
const movedTo = (port: number, from: number) => {
  const dial = dialFromNode();
  const world = onLoopback({ dial: nobody, ports: [from], limits: quick });
  return {
    ...world,
    dial: (host: string, asked: number, options: Parameters<typeof dial>[2]) =>
      asked === from ? dial(host, port, options) : nobody(host, asked, options),
  };
};

const httpProxy = () =>
  createServer((socket) => {
    socket.on('data', () => socket.end('HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n'));
  });

test('probeAll proposes the neighbour that answers where nothing listens', async () => {
  const port = await put(httpProxy());
  const [result] = await probeAll([target(8081)], movedTo(port, 8080));
  expect(result).toMatchObject({ state: 'closed', matches: false });
  expect(result?.findings.map(({ code, fix }) => `${code}: ${fix}`)).toEqual([
    expect.stringContaining('probe.closed'),
    'probe.neighbour: If that is the proxy that is meant, use port: 8080.',
  ]);
});

test('probeAll proposes no neighbour that is no proxy', async () => {
  const port = await put(webServer());
  const [result] = await probeAll([target(8081)], movedTo(port, 8080));
  expect(result?.findings.map(({ code }) => code)).toEqual(['probe.closed']);
});

test('probeAll goes on to the second address of a name when the first is closed', async () => {
  const port = await put(httpProxy());
  const { dial, dialled } = recording(dialFromNode());
  const world = {
    ...onLoopback({ dial, ports: [port], limits: quick }),
    resolve: async () => ({ addresses: [address('127.0.0.77'), address('127.0.0.1')] }),
  };
  const [result] = await probeAll([target(port, { host: 'proxy.test' })], world);
  expect(result?.speaks).toBe('http-proxy');
  expect(dialled).toEqual([`127.0.0.77 ${port}`, `127.0.0.1 ${port}`]);
});
