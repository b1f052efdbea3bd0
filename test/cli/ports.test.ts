import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Terminal } from '../../worker/cli/command.ts';
import { endpointIn } from '../../worker/cli/endpoint.ts';
import { main } from '../../worker/cli/portolan.ts';
import { dialFromNode } from '../../worker/probe/dial-node.ts';
import { address } from '../probe/world.ts';
import { freePort } from '../support/free-port.ts';

/** Runs a call over files given as data; names are this machine, and only loopback is ever dialled. */
async function run(argv: readonly string[], files: Record<string, string> = {}) {
  const said = { out: '', err: '' };
  const dialled: string[] = [];
  const dial = dialFromNode();
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return new TextEncoder().encode(text);
    },
    writeFile: async () => undefined,
    env: () => undefined,
    fetch: async () => Response.error(),
    network: {
      dial: (to, port, options) => {
        dialled.push(`${to} ${port}`);
        if (!to.startsWith('127.')) throw new Error(`${to} must never be dialled`);
        // Neighbours are whatever else runs on this machine: they are closed here.
        return port === up ? dial(to, port, options) : Promise.resolve({ failure: 'closed' });
      },
      resolve: async (name) =>
        name === 'nowhere.test' ? { failed: 'no-such-name' } : { addresses: [address('127.0.0.1')] },
    },
    now: () => Date.now(),
  };
  return { code: await main(argv, terminal), dialled, ...said };
}

let server: Server;
let up = 0;
beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(407, { 'proxy-authenticate': 'Basic realm="x"' }).end());
  server.on('connect', (_, socket) =>
    socket.end('HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'),
  );
  up = await freePort();
  await new Promise<void>((resolve) => server.listen(up, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

test.each([
  ['http://proxy.example:3128', { scheme: 'http', host: 'proxy.example', port: 3128 }],
  ['proxy.example:3128', { scheme: 'http', host: 'proxy.example', port: 3128 }],
  ['socks5://[2001:db8::8]:1080', { scheme: 'socks5', host: '2001:db8::8', port: 1080 }],
  ['[::1]:3128', { scheme: 'http', host: '::1', port: 3128 }],
  ['https://proxy.example', { scheme: 'https', host: 'proxy.example' }],
  ['http://proxy.example:3128/', { scheme: 'http', host: 'proxy.example', port: 3128 }],
  ['proxy.example:08080', { scheme: 'http', host: 'proxy.example', port: '08080' }],
  ['SOCKS://proxy.example:1080', { scheme: 'SOCKS', host: 'proxy.example', port: 1080 }],
  ['headquarters.yaml', null],
  ['-', null],
  ['./profiles/hq', null],
  ['C:\\profiles\\hq.yaml', null],
])('endpointIn reads %s', (word, endpoint) => {
  expect(endpointIn(word)).toEqual(endpoint);
});

test('ports tells in sentences what a port is, and where that is known from', async () => {
  const { code, out } = await run(['ports', '3128']);
  expect(code).toBe(0);
  expect(out).toContain('3128 is a user port (1024-49151, RFC 6335)');
  expect(out).toContain('Squid is an HTTP proxy.');
  expect(out).toMatch(/^Squid +http_port +source-default +/m);
});

test('ports finds by words, and --json is the answer of the API', async () => {
  const { code, out } = await run(['ports', 'tor', 'socks']);
  expect([code, /^9050 +Tor/m.test(out)]).toEqual([0, true]);
  expect(JSON.parse((await run(['ports', '--json', '8080'])).out)).toMatchObject({ port: 8080, range: 'user' });
  expect(JSON.parse((await run(['ports', '--json', 'squid'])).out).items[0]).toMatchObject({ port: 3128 });
  expect(await run(['ports', 'no-such-thing'])).toMatchObject({ code: 1, out: '', err: /no port fits/ });
});

test.each([
  [['ports'], /which port/],
  [['ports', '65536'], /1 to 65535/],
  [['ports', '0'], /1 to 65535/],
  [['ports', '80', '443'], /one port/],
  [['validate'], /which file or endpoint/],
  [['validate', 'missing.yaml'], /cannot read missing\.yaml/],
  [['validate', 'a.example:1', '--zone', 'staff'], /--firewall beside it/],
  [['probe'], /which file or endpoint/],
  [['probe', 'http://proxy.example'], /port/],
  [['probe', 'ftp://proxy.example:21'], /scheme/i],
  [['probe', 'missing.yaml'], /cannot read missing\.yaml/],
])('portolan %j is a wrong call: exit code 2 and a reason', async (argv, reason) => {
  const { code, err } = await run(argv);
  expect([code, reason.test(err)]).toEqual([2, true]);
});

const PROFILE = `proxies:
  squid: { scheme: socks5, host: proxy.corp.example, port: 3128 }
default: squid
`;
const POLICY = `zones:
  staff: { networks: [10.20.0.0/16] }
names: { proxy.corp.example: [10.4.0.8] }
rules:
  - { id: staff-proxy, action: allow, from: staff, to: 10.4.0.8, ports: 3128 }
`;

test('validate names the part, what was expected and what to do, and warnings only count with --strict', async () => {
  const { code, out } = await run(['validate', 'socks5://proxy.corp.example:3128']);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^socks5:\/\/proxy\.corp\.example:3128: warning: .*\[port\.scheme-habit\] at \/scheme\n {4}If the/m,
  );
  expect(out).toMatch(/: warning\n$/);
  expect((await run(['validate', '--strict', 'socks5://proxy.corp.example:3128'])).code).toBe(1);
});

test('validate looks at words together, refuses what is none, and connects to nothing', async () => {
  const words = ['http://a.example:9400', 'socks5://a.example:9400', 'a.example:08080', 'http://0x7f000001:3128'];
  const { code, out, dialled } = await run(['validate', '--json', ...words]);
  expect([code, dialled]).toEqual([1, []]);
  const { results } = JSON.parse(out);
  const codes = results.map(({ findings }: { findings: { code: string }[] }) => findings.map((one) => one.code));
  expect(results.map(({ source }: { source: string }) => source)).toEqual(words);
  expect(codes[1]).toContain('port.two-schemes');
  expect([codes[2], codes[3]]).toEqual([['port.invalid'], ['proxy.host']]);
});

test('validate reads profiles with lines, and policies with their near misses', async () => {
  const files = { 'a.yaml': PROFILE, 'campus.yaml': POLICY };
  const { code, out } = await run(['validate', 'a.yaml'], files);
  expect(code).toBe(0);
  expect(out).toMatch(/^a\.yaml:2:\d+: warning: .*\[port\.scheme-habit\] at \/proxies\/squid\/scheme/m);
  const asked = await run(
    ['validate', 'proxy.corp.example:8080', '--firewall', 'campus.yaml', '--zone', 'staff'],
    files,
  );
  expect(asked.out).toContain('Rule staff-proxy nearly fits: it allows 3128, and this says 8080.');
  expect((await run(['validate', 'a.yaml', '--firewall', 'campus.yaml', '--zone', 'lab'], files)).err).toContain(
    'staff',
  );
  expect((await run(['validate', 'a.yaml', '--firewall', 'a.yaml'], files)).code).toBe(2);
  const broken = await run(['validate', 'b.yaml'], {
    'b.yaml': 'proxies: { p: { scheme: http, host: p, port: 70000 } }',
  });
  expect([broken.code, /b\.yaml:1:\d+: error/.test(broken.out)]).toEqual([1, true]);
});

test('probe says what listens, and exits with 0 where that is what was said', async () => {
  const { code, out } = await run(['probe', `http://proxy.test:${up}`]);
  expect(out).toMatch(/^PROXY +STATE +SPEAKS +AUTHENTICATION +EXPOSURE +AS SAID\n/);
  expect(out).toMatch(new RegExp(`^http://proxy\\.test:${up} +open +http-proxy +basic +auth-required +yes$`, 'm'));
  expect(code).toBe(0);
});

test('probe names what is wrong with a profile by line, and exits with 1', async () => {
  const yaml = `proxies:\n  one: { scheme: socks5, host: proxy.test, port: ${up} }\n  two: { scheme: http, host: nowhere.test, port: 1 }\ndefault: one\n`;
  const { code, out, dialled } = await run(['probe', 'a.yaml'], { 'a.yaml': yaml });
  expect(code).toBe(1);
  expect(out).toMatch(/^a\.yaml:2:\d+: error: .*speaks an HTTP proxy; the profile says socks5 \[probe\.scheme\]/m);
  expect(out).toMatch(/^two +unresolved +- +- +- +\?$/m);
  expect(dialled.every((line) => line.startsWith('127.0.0.1 '))).toBe(true);
});

test('probe --json is the answer of the API with the word it came from', async () => {
  const down = await freePort();
  const { code, out } = await run(['probe', '--json', `127.0.0.1:${down}`, `127.0.0.1:${up}`]);
  expect(code).toBe(1);
  expect(JSON.parse(out).results).toMatchObject([
    { source: `127.0.0.1:${down}`, state: 'closed', matches: false },
    { source: `127.0.0.1:${up}`, state: 'open', speaks: 'http-proxy', authentication: ['basic'], matches: true },
  ]);
});

test('probe shows the errors of a profile that is none', async () => {
  const { code, out, dialled } = await run(['probe', 'a.yaml'], { 'a.yaml': 'proxies: 1' });
  expect([code, dialled]).toEqual([1, []]);
  expect(out).toMatch(/a\.yaml:1:\d+: error/);
});
