/** Does the whole service, as it runs, tell what listens, leave alone what it must, and hear what clients' doctors see? */
import { spawn } from 'node:child_process';
import { createServer as createHttp } from 'node:http';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../schemas/finding.ts';
import { DoctorReport, type KeptProbe, type KeptReport, type ProbeResult } from '../../schemas/probe.ts';
import { pathOf, program, testWith } from '../programs.ts';
import { OPENSSL } from '../support/certificates.ts';
import { dohServer, type Names } from '../support/doh.ts';
import { freePort } from '../support/free-port.ts';
import { MICROSOCKS } from '../support/microsocks.ts';
import { SQUID } from '../support/squid.ts';
import { startWrangler, type Wrangler } from '../support/wrangler.ts';
import { type Folder, scratch } from './processes.ts';
import { DANTE, TINYPROXY } from './proxies.ts';
import { type Listeners, startAll } from './real-listeners.ts';

const DASH = program({ name: 'dash', candidates: ['dash'], package: 'dash' });
const BASH = program({ name: 'bash', candidates: ['bash'], package: 'bash' });
const CURL = program({ name: 'curl', candidates: ['curl'], package: 'curl' });
const PROGRAMS = [SQUID, DANTE, MICROSOCKS, TINYPROXY, OPENSSL, DASH, BASH, CURL];

const TOKEN = 'probe-test-admin-token-0123456789abcdef';

let folder: Folder;
/** As `npm start` runs it: loopback may be probed. */
let inside: Wrangler | undefined;
/** As it is deployed, but for one address and a resolver, both of loopback, so that nothing else is ever contacted. */
let outside: Wrangler | undefined;
let listeners: Listeners | undefined;
const servers: Server[] = [];

beforeAll(async () => {
  folder = scratch('service');
  const resolver = await serve(dohServer(NAMES, asked), '127.0.0.1');
  const start = async (name: string, variables: Record<string, string>) =>
    startWrangler({
      port: await freePort(),
      folder: `${folder.path}/${name}`,
      variables: { ADMIN_TOKEN: TOKEN, ...variables },
    });
  [inside, outside] = await Promise.all([
    start('inside', { PROBE_NETWORKS: '127.0.0.0/8,::1/128' }),
    start('outside', { PROBE_NETWORKS: '127.0.0.2/32', DOH_URL: `http://127.0.0.1:${resolver}/dns-query` }),
  ]);
  if (PROGRAMS.every(({ missing }) => missing === null)) listeners = await startAll();
}, 120_000);

afterAll(async () => {
  await Promise.all([inside?.stop(), outside?.stop(), listeners?.stop()]);
  for (const server of servers) server.close();
  folder.remove();
});

/** Puts a server on a free port of an address. */
async function serve(server: Server, address: string): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return (server.address() as { port: number }).port;
}

/** A listener that counts its visits. */
async function counted(address = '127.0.0.1') {
  let visits = 0;
  const port = await serve(
    createServer((socket) => {
      visits += 1;
      socket.on('error', () => undefined).end();
    }),
    address,
  );
  return { port, visits: () => visits };
}

/** What the resolver says of a name; each answer is the next one, the last one stays. */
const NAMES: Names = {
  'loopback.test': [['127.0.0.1']],
  'half.test': [['127.0.0.2', '127.0.0.1']],
  'metadata.test': [['169.254.169.254']],
  'private.test': [['10.0.0.1']],
  'rebinding.test': [['127.0.0.2'], ['127.0.0.1']],
};
const asked = new Map<string, number>();

type Proxies = Record<string, { scheme: string; host: string; port: number; auth?: string; addresses?: string[] }>;

async function callJson<T>(service: Wrangler | undefined, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${service?.origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect(`${answer.status} ${text}`).toMatch(/^20[01] /);
  return JSON.parse(text) as T;
}

let serial = 0;

/** Stores a profile of these proxies, which are all used. */
async function store(service: Wrangler | undefined, proxies: Proxies) {
  const id = `p${++serial}`;
  const [first = 'direct'] = Object.keys(proxies);
  const body = { proxies, routes: { all: [first] }, default: 'all' };
  const { publication } = await callJson<{ publication: { pacUrl: string } }>(
    service,
    'PUT',
    `/v1/profiles/${id}`,
    body,
  );
  const base = publication.pacUrl.replace('/pac/', '/config/').replace(/\.pac$/, '');
  return { id, base };
}

async function probe(service: Wrangler | undefined, proxies: Proxies) {
  const { id } = await store(service, proxies);
  const { results } = await callJson<{ results: ProbeResult[] }>(service, 'POST', `/v1/profiles/${id}/probe`);
  return { id, results, by: (name: string) => results.find(({ proxy }) => proxy === name) };
}

const port = (name: string): number => listeners?.ports.get(name) ?? 0;
const codes = (findings: readonly Finding[] = []) => findings.map(({ code }) => code);
/** Neighbours are whatever else runs on this machine. */
const own = (findings: readonly Finding[] = []) => codes(findings).filter((code) => code !== 'probe.neighbour');

describe('POST /v1/profiles/{id}/probe of the running service', () => {
  testWith(...PROGRAMS)(
    'tells real listeners apart, reads their authentication, and proves that one relays',
    async () => {
      const { id, by } = await probe(inside, {
        open: { scheme: 'http', host: '127.0.0.1', port: port('squid open') },
        basic: { scheme: 'http', host: '127.0.0.1', port: port('squid basic'), auth: 'basic' },
        denied: { scheme: 'http', host: '127.0.0.1', port: port('squid denied') },
        socks: { scheme: 'socks5', host: '127.0.0.1', port: port('microsocks') },
        dante: { scheme: 'socks5', host: '127.0.0.1', port: port('dante username') },
      });
      const seen = ({ state, speaks, authentication, exposure, matches }: ProbeResult) => [
        state,
        speaks,
        authentication,
        exposure,
        matches,
      ];
      expect(seen(by('open') as ProbeResult)).toEqual(['open', 'http-proxy', [], 'open', true]);
      expect(codes(by('open')?.findings)).toEqual(['probe.open']);
      expect(seen(by('basic') as ProbeResult)).toEqual(['open', 'http-proxy', ['basic'], 'auth-required', true]);
      expect(seen(by('denied') as ProbeResult)).toEqual(['open', 'http-proxy', null, 'acl-denied', true]);
      expect(seen(by('socks') as ProbeResult)).toEqual(['open', 'socks5', [], 'open', true]);
      expect(seen(by('dante') as ProbeResult)).toEqual(['open', 'socks5', ['username'], 'auth-required', true]);

      const kept = await callJson<{ results: KeptProbe[] }>(inside, 'GET', `/v1/profiles/${id}/probe`);
      expect(kept.results.map(({ proxy, exposure, outdated }) => [proxy, exposure, outdated])).toEqual([
        ['basic', 'auth-required', false],
        ['dante', 'auth-required', false],
        ['denied', 'acl-denied', false],
        ['open', 'open', false],
        ['socks', 'open', false],
      ]);
    },
  );

  testWith(...PROGRAMS)(
    'names a wrong scheme, a wrong port and a wrong authentication, and says what to change',
    async () => {
      const { by } = await probe(inside, {
        scheme: { scheme: 'http', host: '127.0.0.1', port: port('microsocks') },
        web: { scheme: 'http', host: '127.0.0.1', port: port('web server') },
        login: { scheme: 'http', host: '127.0.0.1', port: port('squid basic'), auth: 'negotiate' },
        down: { scheme: 'http', host: '127.0.0.1', port: await freePort() },
      });
      const socks = port('microsocks');
      const [wrong] = by('scheme')?.findings ?? [];
      expect(wrong).toMatchObject({
        code: 'probe.scheme',
        path: '/proxies/scheme/scheme',
        message: `${socks} speaks SOCKS5; the profile says http`,
        expected: 'http',
        found: 'socks5',
        fix: expect.stringMatching(/^Use scheme: socks5, or the port of the HTTP listener/),
      });
      expect(by('scheme')?.matches).toBe(false);
      expect(own(by('web')?.findings)).toEqual(['probe.not-a-proxy']);
      expect(by('login')?.findings).toMatchObject([{ code: 'probe.authentication', fix: 'Use auth: basic.' }]);
      expect([by('down')?.state, by('down')?.matches]).toEqual(['closed', false]);
      expect(own(by('down')?.findings)).toEqual(['probe.closed']);
    },
  );

  test('where nothing listens, finds the proxy one slip of the finger away and proposes its port', async () => {
    const proxy = createHttp().on('connect', (_, socket) =>
      socket.end('HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'),
    );
    servers.push(proxy);
    await new Promise<void>((resolve) => proxy.listen(3128, '127.0.0.5', resolve));
    const { by } = await probe(inside, { squid: { scheme: 'http', host: '127.0.0.5', port: 3129 } });
    expect([by('squid')?.state, by('squid')?.matches]).toEqual(['closed', false]);
    expect(by('squid')?.findings).toMatchObject([
      { code: 'probe.closed', path: '/proxies/squid/port' },
      {
        code: 'probe.neighbour',
        path: '/proxies/squid/port',
        expected: '3128',
        fix: 'If that is the proxy that is meant, use port: 3128.',
      },
    ]);
  });

  test('hands on labels only: nothing that a listener says is in any answer', async () => {
    const secret = 'SECRET-BANNER-7f3a';
    const banner = await serve(
      createServer((socket) => socket.on('error', () => undefined).end(`SSH-2.0-${secret}\r\n`)),
      '127.0.0.1',
    );
    const challenge = await serve(
      createHttp((_, response) =>
        response.writeHead(407, { 'proxy-authenticate': `Basic realm="${secret}"`, server: secret }).end(secret),
      ).on('connect', (_, socket) =>
        socket.end(
          `HTTP/1.1 407 ${secret}\r\nProxy-Authenticate: Basic realm="${secret}"\r\nContent-Length: 0\r\n\r\n`,
        ),
      ),
      '127.0.0.1',
    );
    const { id, by, results } = await probe(inside, {
      ssh: { scheme: 'http', host: '127.0.0.1', port: banner },
      proxy: { scheme: 'http', host: '127.0.0.1', port: challenge },
    });
    expect([by('ssh')?.speaks, by('proxy')?.authentication]).toEqual(['ssh', ['basic']]);
    expect(JSON.stringify(results)).not.toContain(secret);
    const kept = await callJson(inside, 'GET', `/v1/profiles/${id}/probe`);
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  test('takes a redirect on the way to the canary for no proof, and does not follow it', async () => {
    const elsewhere = await counted();
    let canaries = 0;
    const relay = await serve(
      createHttp((request, response) => {
        const isCanary = request.url?.includes('/.well-known/portolan/canary/') === true;
        const location = `http://127.0.0.1:${elsewhere.port}${isCanary ? new URL(request.url ?? '').pathname : '/'}`;
        canaries += isCanary ? 1 : 0;
        if (isCanary) response.writeHead(302, { 'proxy-agent': 'relay', location }).end();
        else response.writeHead(502, { 'proxy-agent': 'relay' }).end();
      }).on('connect', (_, socket) => socket.end('HTTP/1.1 502 No\r\nProxy-Agent: relay\r\nContent-Length: 0\r\n\r\n')),
      '127.0.0.1',
    );
    const { by } = await probe(inside, { relay: { scheme: 'http', host: '127.0.0.1', port: relay } });
    expect(by('relay')).toMatchObject({ speaks: 'http-proxy', exposure: 'no-auth' });
    expect([canaries, elsewhere.visits()]).toEqual([1, 0]);
  });

  test('leaves the service itself alone, however its address is written', async () => {
    const here = Number(new URL(inside?.origin ?? '').port);
    const { results } = await probe(inside, {
      literal: { scheme: 'http', host: '127.0.0.1', port: here },
      another: { scheme: 'http', host: '127.0.0.9', port: here },
      six: { scheme: 'http', host: '::1', port: here },
      name: { scheme: 'http', host: 'localhost', port: here, addresses: ['127.0.0.1'] },
    });
    for (const { state, findings } of results) {
      expect(state).toBe('not-probeable');
      expect(findings[0]?.message).toContain('this service itself');
    }
  });
});

describe('POST /v1/profiles/{id}/probe of a service that may only reach 127.0.0.2', () => {
  test('connects to none of what it must leave alone: the listener sees nothing', async () => {
    const listener = await counted();
    const { by, results } = await probe(outside, {
      literal: { scheme: 'http', host: '127.0.0.1', port: listener.port },
      next: { scheme: 'http', host: '127.0.0.3', port: listener.port },
      named: { scheme: 'http', host: 'loopback.test', port: listener.port },
      half: { scheme: 'socks5', host: 'half.test', port: listener.port },
      tls: { scheme: 'https', host: 'loopback.test', port: listener.port },
      metadata: { scheme: 'http', host: 'metadata.test', port: 80 },
      private: { scheme: 'http', host: 'private.test', port: 3128 },
      declared: { scheme: 'http', host: 'loopback.test', port: listener.port, addresses: ['127.0.0.2'] },
      unknown: { scheme: 'http', host: 'nowhere.test', port: listener.port },
    });
    expect(by('unknown')).toMatchObject({ state: 'unresolved', matches: null });
    for (const { proxy, state, speaks, findings } of results.filter((one) => one.proxy !== 'unknown')) {
      expect([proxy, state, speaks, codes(findings)]).toEqual([proxy, 'not-probeable', null, ['probe.not-probeable']]);
    }
    expect(listener.visits()).toBe(0);
  });

  test('goes to the address that was judged, whatever the name says the next time', async () => {
    const allowed = await counted('127.0.0.2');
    const forbidden = createServer((socket) => socket.destroy());
    let strays = 0;
    forbidden.on('connection', () => {
      strays += 1;
    });
    servers.push(forbidden);
    await new Promise<void>((resolve) => forbidden.listen(allowed.port, '127.0.0.1', resolve));
    const { id, by } = await probe(outside, { p: { scheme: 'http', host: 'rebinding.test', port: allowed.port } });
    expect(by('p')?.state).toBe('open');
    expect(asked.get('rebinding.test')).toBe(1);
    const visits = allowed.visits();
    expect([visits > 1, strays]).toEqual([true, 0]);
    // The second call asks again, is told the forbidden address, and goes nowhere.
    const again = await callJson<{ results: ProbeResult[] }>(outside, 'POST', `/v1/profiles/${id}/probe`);
    expect(again.results).toMatchObject([{ state: 'not-probeable' }]);
    expect([allowed.visits(), strays]).toEqual([visits, 0]);
  });

  test('has no profile with a spelling that programs read in different ways', async () => {
    for (const host of [
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '127.1',
      '::ffff:127.0.0.1',
      '[::1]',
      '127.0.0.1:80',
    ]) {
      const answer = await fetch(`${outside?.origin}/v1/profiles/spelling`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ proxies: { p: { scheme: 'http', host, port: 3128 } }, default: 'p' }),
      });
      expect([host, answer.status]).toEqual([host, 422]);
      const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
      expect(errors.map(({ pointer }) => pointer)).toContain('/proxies/p/host');
    }
  });
});

/** Runs a script from standard input and gives what it said. */
function run(script: string, ...args: readonly string[]) {
  const child = spawn(pathOf(DASH), ['-s', '--', ...args], { stdio: 'pipe' });
  child.stdin.end(script);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (status) => resolve({ status, stdout, stderr })),
  );
}

describe('doctor.sh as the running service hands it out', () => {
  testWith(...PROGRAMS)('runs, names what is wrong, and its report reaches the administrator', async () => {
    const { id, base } = await store(inside, {
      squid: { scheme: 'http', host: '127.0.0.1', port: port('squid open') },
      wrong: { scheme: 'http', host: '127.0.0.1', port: port('microsocks') },
      down: { scheme: 'http', host: '127.0.0.1', port: await freePort() },
    });
    const script = await (await fetch(`${base}/doctor.sh`)).text();
    const json = await run(script, '--json', '--report');
    expect(json.stderr).toBe('The result was sent to the administrator.\n');
    const said = DoctorReport.parse(JSON.parse(json.stdout));
    expect(said.proxies.map(({ proxy, state, verdict, finding }) => [proxy, state, verdict, finding])).toEqual([
      ['down', 'closed', 'problem', 'probe.closed'],
      ['squid', 'open', 'ok', null],
      ['wrong', 'open', 'problem', 'probe.scheme'],
    ]);
    expect(said.routes).toEqual([{ route: 'all', page: 'ok', via: 'squid' }]);
    expect([json.status, said.problems, said.direct?.page]).toEqual([1, 2, 'ok']);

    const { items } = await callJson<{ items: KeptReport[] }>(inside, 'GET', `/v1/profiles/${id}/reports`);
    expect(items).toHaveLength(1);
    expect(items[0]?.report).toEqual(said);
    expect(items[0]?.summary).toBe('from 127.0.0.1: down refused, squid ok, wrong speaks socks5');
    const shown = await run(script);
    expect(shown.stdout).toContain(
      `${port('microsocks')} speaks socks5; the profile says http: use scheme: socks5, or the port of the HTTP listener`,
    );
  });

  testWith(...PROGRAMS)('reports nothing for a key that has ended', async () => {
    const { id, base } = await store(inside, {
      squid: { scheme: 'http', host: '127.0.0.1', port: port('squid open') },
    });
    const script = await (await fetch(`${base}/doctor.sh`)).text();
    await fetch(`${inside?.origin}/v1/profiles/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const ended = await run(script, '--report');
    expect(ended.stderr).toBe('doctor: the result could not be sent\n');
  });
});
