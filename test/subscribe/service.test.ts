/** Does the whole service, as it runs, keep subscribed lists fresh, and the right thing whatever a publisher does? */
import { createServer as createPlain, type Server } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Finding } from '../../schemas/finding.ts';
import type { Refresh, Subscription } from '../../schemas/subscription.ts';
import { type Folder, scratch } from '../probe/processes.ts';
import { listen } from '../probe/servers.ts';
import { needPrograms } from '../programs.ts';
import { type Certificates, makeCertificates, OPENSSL } from '../support/certificates.ts';
import { dohServer } from '../support/doh.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/running.ts';
import { startWrangler, type Wrangler } from '../support/wrangler.ts';
import { answer, type Publisher, type Reply, redirect, startPublisher } from './publisher.ts';

const TOKEN = 'subscribe-test-admin-token-0123456789abcdef';
/** Publishers stand here; the rest of loopback is as private to the service as it is in production. */
const ALLOWED = '127.0.0.2';

const NAMES = {
  'lists.test': [[ALLOWED]],
  'private.test': [['10.0.0.1']],
  'half.test': [[ALLOWED, '127.0.0.1']],
  // What a fetch resolved before is asked again by the next one.
  'turning.test': [[ALLOWED], ['127.0.0.1']],
};

let folder: Folder;
let service: Wrangler;
let publisher: Publisher;
/** Must never be visited. */
let inner: Publisher;
let certificates: Certificates | null = null;
const servers: { stop(): Promise<void> }[] = [];
/** What the publisher says, by path. */
const says = new Map<string, Reply>();

const start = async () => {
  const resolver = await listen(dohServer(NAMES));
  servers.push(resolver);
  return startWrangler({
    // Where publishers stand, so that only its being itself keeps the service from fetching from itself.
    address: ALLOWED,
    port: await freePort(),
    folder: folder.path,
    variables: {
      ADMIN_TOKEN: TOKEN,
      PROBE_NETWORKS: `${ALLOWED}/32`,
      DOH_URL: `http://127.0.0.1:${resolver.ports[0]}/dns-query`,
    },
  });
};

const byPath: Reply = (socket, request) => {
  const path = /^GET (\S+)/.exec(request)?.[1] ?? '';
  const reply = says.get(path) ?? answer('gone', {}, 404);
  if (typeof reply === 'function') reply(socket, request);
  else socket.end(reply);
};

beforeAll(async () => {
  folder = scratch('subscribe');
  if (OPENSSL.missing === null) {
    certificates = makeCertificates(folder.path, ['lists.test']);
    // What workerd trusts beside the public authorities, under miniflare.
    vi.stubEnv('NODE_EXTRA_CA_CERTS', certificates.authority.file);
  }
  publisher = await startPublisher(byPath, createPlain, ALLOWED);
  inner = await startPublisher(answer('inner.example\n'));
  service = await start();
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([service?.stop(), publisher?.stop(), inner?.stop(), ...servers.map((one) => one.stop())]);
  folder.remove();
});

interface Shown {
  readonly revision: number;
  readonly etag: string;
  readonly findings: readonly Finding[];
  readonly content: { readonly sha256: string } | null;
  readonly subscription: Subscription;
  readonly dependents: readonly { readonly profile: string; readonly state: string }[];
  readonly refresh: Refresh;
  readonly publication: { readonly pacUrl: string } | null;
}

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${service.origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function callJson(method: string, path: string, body?: unknown): Promise<Shown> {
  const answered = await send(method, path, body);
  const text = await answered.text();
  expect(`${answered.status} ${text}`).toMatch(/^20[01] /);
  return JSON.parse(text) as Shown;
}

const urlOf = (path: string, host = ALLOWED): string => `http://${host}:${publisher.port}${path}`;

/** Stores a list that is fetched from a URL. */
const subscribe = (id: string, url = urlOf(`/${id}`)) =>
  callJson('PUT', `/v1/lists/${id}`, { format: 'domains', source: { url, every: '15m', insecure: true } });

const refresh = (id: string, query = '') => callJson('POST', `/v1/lists/${id}/refresh${query}`);
const show = (id: string) => callJson('GET', `/v1/lists/${id}`);
const contentOf = async (id: string) => (await send('GET', `/v1/lists/${id}/content`)).text();

/** What the alarm did by itself. */
const settled = (id: string) =>
  until({ for: `a try of ${id}`, limitMs: 40_000, from: service }, async () => {
    const shown = await show(id);
    return shown.subscription.lastTry === null ? null : shown;
  });

/** A profile that asks a list, and what its PAC says now. */
async function follow(list: string) {
  const profile = {
    proxies: { p: { scheme: 'http', host: 'p.example', port: 3128 } },
    rules: [{ when: { list }, use: 'direct' }],
    default: 'p',
    delivery: { access: 'public' },
  };
  await callJson('PUT', `/v1/profiles/${list}`, profile);
  return async () => {
    const answered = await fetch(`${service.origin}/pac/${list}.pac`);
    return { text: await answered.text(), etag: answered.headers.get('etag') };
  };
}

const names = (count: number): string => Array.from({ length: count }, (_, n) => `n${n}.example\n`).join('');

test('a new subscription waits, is fetched by the alarm, and changes the PAC of who asks it, each time that it changes and never else', async () => {
  says.set('/life', answer(names(10), { ETag: '"1"' }));
  const put = await subscribe('life');
  expect(put).toMatchObject({ revision: 1, content: null, subscription: { state: 'waiting' } });
  const pac = await follow('life');
  const first = await settled('life');
  expect(first).toMatchObject({
    revision: 2,
    findings: [],
    subscription: { state: 'fresh', failures: 0, reason: null },
  });
  expect(await contentOf('life')).toBe(names(10));
  const filled = await until({ for: 'the PAC', limitMs: 10_000 }, async () => {
    const now = await pac();
    return now.text.includes('n9') ? now : null;
  });

  // What moves without a revision is never hidden behind a 304.
  const known = { authorization: `Bearer ${TOKEN}`, 'if-none-match': first.etag };
  expect((await fetch(`${service.origin}/v1/lists/life`, { headers: known })).status).toBe(200);

  // 304: nothing at all.
  says.set('/life', (socket, request) =>
    socket.end(request.includes('If-None-Match: "1"') ? answer('', { ETag: '"1"' }, 304) : answer('wrong', {}, 500)),
  );
  const same = await refresh('life');
  expect(same).toMatchObject({ revision: 2, etag: first.etag, refresh: { result: 'unchanged', reason: null } });
  expect(await pac()).toEqual(filled);

  // 200 with other names, gzip.
  says.set('/life', answer(gzipSync(names(12)), { ETag: '"2"', 'Content-Encoding': 'gzip' }));
  const tried = await refresh('life', '?dryRun=true');
  expect(tried).toMatchObject({ revision: 3, refresh: { result: 'changed' } });
  expect(await pac()).toEqual(filled);
  const changed = await refresh('life');
  expect(changed).toMatchObject({
    revision: 3,
    refresh: { result: 'changed' },
    dependents: [{ profile: 'life', state: 'published' }],
  });
  const grown = await pac();
  expect(grown.etag).not.toBe(filled.etag);
  expect(grown.text).toContain('n11');

  // Failing and suspicious answers.
  for (const [reply, result, code] of [
    [answer('gone', {}, 404), 'failed', 'subscription.status'],
    [answer(names(5), { 'Content-Length': '1000' }), 'failed', 'subscription.cut-off'],
    [answer('<!doctype html><title>Gone</title>', { 'Content-Type': 'text/html' }), 'kept-back', 'list.answer-is-page'],
  ] as const) {
    says.set('/life', reply);
    const failed = await refresh('life');
    expect(failed).toMatchObject({ revision: 3, refresh: { result, reason: { code } } });
    expect(failed.findings.map((finding) => finding.code)).toContain(code);
    expect(await pac()).toEqual(grown);
    expect(await contentOf('life')).toBe(names(12));
  }
}, 60_000);

test('a list that shrinks is kept back until somebody accepts it', async () => {
  says.set('/shrinks', answer(names(10)));
  await subscribe('shrinks');
  await settled('shrinks');
  const pac = await follow('shrinks');
  const before = await pac();
  says.set('/shrinks', answer(names(2)));
  const kept = await refresh('shrinks');
  expect(kept).toMatchObject({
    refresh: { result: 'kept-back', reason: { code: 'list.answer-shrank' }, report: { totals: { names: 2 } } },
    subscription: { state: 'kept-back', pending: { reason: { code: 'list.answer-shrank' } } },
  });
  expect(await pac()).toEqual(before);
  expect((await send('POST', `/v1/lists/shrinks/refresh?accept=${'0'.repeat(64)}`)).status).toBe(412);
  const tried = await refresh('shrinks', '?accept=true&dryRun=true');
  expect(tried).toMatchObject({ refresh: { result: 'changed' }, dependents: [{ profile: 'shrinks' }] });
  expect(await pac()).toEqual(before);
  const visits = publisher.visits();
  const accepted = await refresh('shrinks', `?accept=${kept.subscription.pending?.sha256}`);
  expect(accepted).toMatchObject({ refresh: { result: 'changed' }, subscription: { state: 'fresh' }, findings: [] });
  expect(publisher.visits()).toBe(visits);
  expect((await pac()).etag).not.toBe(before.etag);
  const again = await send('POST', '/v1/lists/shrinks/refresh?accept=true');
  expect([again.status, await again.json()]).toMatchObject([422, { errors: [{ code: 'list.nothing-pending' }] }]);
});

describe('what must not become a list', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\n';
  const trickle: Reply = (socket) => {
    socket.write(`${HEAD}Content-Length: 1000000\r\n\r\n`);
    const timer = setInterval(() => socket.write('n.example\n'), 100);
    socket.on('close', () => clearInterval(timer));
  };
  const CASES: Readonly<Record<string, readonly [code: string, reply: Reply]>> = {
    gone: ['subscription.status', answer('gone', {}, 410)],
    cut: ['subscription.cut-off', `${HEAD}Content-Length: 1000\r\n\r\nn.example\n`],
    aborted: ['subscription.cut-off', `${HEAD}Transfer-Encoding: chunked\r\n\r\na\r\nn.example\n\r\n`],
    reset: [
      'subscription.cut-off',
      (socket) => socket.write(`${HEAD}Content-Length: 99\r\n\r\nn.example\n`, () => socket.resetAndDestroy()),
    ],
    damaged: ['subscription.encoding', answer(gzipSync(names(100)).subarray(0, 60), { 'Content-Encoding': 'gzip' })],
    bomb: [
      'subscription.too-large',
      answer(gzipSync(Buffer.alloc(200_000_000, 'n.example\n')), { 'Content-Encoding': 'gzip' }),
    ],
    announced: ['subscription.too-large', `${HEAD}Content-Length: 30000000\r\n\r\n`],
    'no-text': ['list.not-text', answer(Buffer.from('n.example\n\0\0'))],
    page: ['list.answer-is-page', answer('<html>sign in</html>', { 'Content-Type': 'text/html' })],
    'page-in-plain': ['list.answer-is-page', answer('<!DOCTYPE html><p>sign in')],
    empty: ['list.answer-is-empty', answer('# nothing\n')],
    loop: ['subscription.redirect', redirect('/loop')],
    metadata: ['subscription.refused', redirect('http://169.254.169.254/latest/meta-data/')],
    silent: ['subscription.slow', () => undefined],
    trickle: ['subscription.slow', trickle],
  };

  test('the alarm keeps none of it, says why, and connects nowhere inside', async () => {
    const cases = {
      ...CASES,
      inside: ['subscription.refused', redirect(`http://127.0.0.1:${inner.port}/`)] as const,
      'inside-by-name': ['subscription.refused', redirect(`http://half.test:${inner.port}/`)] as const,
    };
    for (const [id, [, reply]] of Object.entries(cases)) {
      says.set(`/${id}`, reply);
      await subscribe(id);
    }
    for (const [id, [code]] of Object.entries(cases)) {
      const shown = await settled(id);
      expect([id, shown.subscription.reason?.code]).toEqual([id, code]);
      expect(shown.findings.map((finding) => finding.code)).toContain(code);
      expect(shown).toMatchObject({ revision: 1, content: null, subscription: { failures: 1, lastSuccess: null } });
    }
    expect(inner.visits()).toBe(0);
  }, 120_000);

  test('names are judged by all their addresses, at each fetch anew; the service itself and private addresses are left alone', async () => {
    const port = inner.port;
    const refused: Readonly<Record<string, string>> = {
      'inner-address': `http://127.0.0.1:${port}/`,
      'inner-disguise': `http://[::ffff:127.0.0.1]:${port}/`,
      'inner-decimal': `http://2130706433:${port}/`,
      'inner-half': `http://half.test:${port}/`,
      'inner-private': `http://private.test:${port}/`,
      'inner-self': `${service.origin}/healthz`,
    };
    for (const [id, url] of Object.entries(refused)) {
      await subscribe(id, url);
      expect([id, (await settled(id)).subscription.reason?.code]).toEqual([id, 'subscription.refused']);
    }
    expect((await show('inner-self')).subscription.reason?.message).toContain('is this service itself');
    await subscribe('inner-unknown', `http://unknown.test:${port}/`);
    expect((await settled('inner-unknown')).subscription.reason?.code).toBe('subscription.unresolved');

    says.set('/turns', answer(names(3)));
    await subscribe('turns', urlOf('/turns', 'turning.test'));
    expect(await settled('turns')).toMatchObject({ subscription: { state: 'fresh' } });
    const turned = await refresh('turns');
    expect(turned).toMatchObject({ refresh: { result: 'failed', reason: { code: 'subscription.refused' } } });
    expect(await contentOf('turns')).toBe(names(3));
    expect(inner.visits()).toBe(0);
  }, 60_000);
});

test('https is spoken for the name of the URL to the judged address, and a certificate for another name is refused', async (context) => {
  needPrograms(context, [OPENSSL]);
  const { cert = '', key = '' } = certificates ?? {};
  const secure = await startPublisher(
    answer(names(3)),
    (handler): Server => createTls({ cert, key }, handler),
    ALLOWED,
  );
  servers.push(secure);
  const source = (host: string) => ({
    format: 'domains',
    source: { url: `https://${host}:${secure.port}/`, every: '15m' },
  });
  await callJson('PUT', '/v1/lists/secure', source('lists.test'));
  expect(await settled('secure')).toMatchObject({ subscription: { state: 'fresh' } });
  expect(secure.requests[0]).toMatch(/\r\nHost: lists\.test:/);
  await callJson('PUT', '/v1/lists/insecure', source(ALLOWED));
  expect((await settled('insecure')).subscription.reason?.code).toBe('subscription.certificate');
  secure.says(redirect(urlOf('/life')));
  expect((await refresh('secure')).refresh).toMatchObject({ reason: { code: 'subscription.redirect' } });
});

test('a list is fetched once at a time and not for ever by hand, only by who may write, and only if it has a source', async () => {
  says.set('/hammered', (socket) => setTimeout(() => socket.end(answer(names(3))), 300));
  await subscribe('hammered');
  await settled('hammered');
  const first = await Promise.all(Array.from({ length: 3 }, () => send('POST', '/v1/lists/hammered/refresh')));
  expect(first.map(({ status }) => status).sort()).toEqual([200, 429, 429]);
  for (let n = 0; n < 5; n++) await send('POST', '/v1/lists/hammered/refresh');
  const last = await send('POST', '/v1/lists/hammered/refresh');
  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(60);
  const { token } = (await callJson('POST', '/v1/tokens', { name: 'reader', scopes: ['read'] })) as unknown as {
    token: string;
  };
  const reader = await fetch(`${service.origin}/v1/lists/hammered/refresh`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(reader.status).toBe(403);
  expect((await send('POST', '/v1/lists/nowhere/refresh')).status).toBe(404);
  await callJson('PUT', '/v1/lists/mine', { format: 'domains', text: 'a.example\n' });
  expect(await (await send('POST', '/v1/lists/mine/refresh')).json()).toMatchObject({
    errors: [{ code: 'list.not-subscribed' }],
  });
});

test('a fetch that is cut off by the death of the service begins anew at the next start', async () => {
  says.set('/killed', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nn0.exam'));
  const visits = publisher.requests.length;
  await subscribe('killed');
  await until({ for: 'the fetch', limitMs: 10_000 }, () =>
    publisher.requests.slice(visits).some((one) => one.startsWith('GET /killed ')),
  );
  await service.kill();
  says.set('/killed', answer(names(3)));
  service = await start();
  expect(await settled('killed')).toMatchObject({ revision: 2, subscription: { state: 'fresh' } });
  expect(await contentOf('killed')).toBe(names(3));
}, 60_000);
