/** Does a fetch take what is a complete list, refuse everything else with its reason, and connect nowhere it must not? */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer as createTls } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { isRefused } from '../../worker/core/net/refused.ts';
import { dialFromNode } from '../../worker/probe/dial-node.ts';
import type { Resolve } from '../../worker/probe/resolve.ts';
import { fetchList } from '../../worker/subscribe/fetch-list.ts';
import { FETCH_LIMITS, type FetchLimits } from '../../worker/subscribe/limits.ts';
import { isOfCloudflare, type Platform } from '../../worker/subscribe/platform.ts';
import type { Validators } from '../../worker/subscribe/request.ts';
import { address, LOOPBACK, recording } from '../probe/world.ts';
import { needPrograms } from '../programs.ts';
import { makeCertificates, OPENSSL } from '../support/certificates.ts';
import { answer, type Publisher, type Reply, redirect, startPublisher } from './publisher.ts';

const publishers: Publisher[] = [];
afterEach(async () => {
  await Promise.all(publishers.splice(0).map((one) => one.stop()));
});

async function publisher(reply: Reply, wrap?: Parameters<typeof startPublisher>[1]): Promise<Publisher> {
  const started = await startPublisher(reply, wrap);
  publishers.push(started);
  return started;
}

/** Fast enough for tests, slow enough for a busy machine. */
const QUICK: FetchLimits = { ...FETCH_LIMITS, silenceMs: 400, wholeMs: 3_000, graceMs: 300, bytes: 100_000 };

interface World {
  readonly resolve?: Resolve | null;
  readonly networks?: typeof LOOPBACK;
  readonly limits?: Partial<FetchLimits>;
  readonly own?: readonly { readonly host: string; readonly port: number }[];
  readonly ca?: readonly string[];
  readonly etag?: string;
  readonly lastModified?: string;
  readonly secure?: boolean;
  readonly platform?: Platform;
  /** Where a port of the web listens in this test. */
  readonly web?: Readonly<Record<number, number>>;
}

/** What came of a fetch: a text, `same`, or a code; and which connections were asked for. */
interface Got {
  readonly dialled: readonly string[];
  readonly text?: string;
  readonly same?: true;
  readonly code?: string;
  readonly error?: string;
  readonly contentType?: string | null;
  readonly validators?: Validators;
  readonly retryAfterMs?: number;
}

/** Fetches, and tells the text or the code, and which connections were asked for. */
async function get(url: string, world: World = {}): Promise<Got> {
  const { dial, dialled } = recording(dialFromNode(world.ca === undefined ? {} : { ca: world.ca }));
  const fetched = await fetchList(
    {
      url,
      ...(world.secure ? {} : { insecure: true as const }),
      validators: { etag: world.etag ?? null, lastModified: world.lastModified ?? null },
    },
    {
      dial: (host, port, options) => {
        if (!host.startsWith('127.')) throw new Error(`${host} must never be dialled`);
        return dial(host, world.web?.[port] ?? port, options);
      },
      resolve: world.resolve === undefined ? async () => ({ addresses: [address('127.0.0.1')] }) : world.resolve,
      guard: { networks: world.networks ?? LOOPBACK, own: world.own ?? [] },
      platform: world.platform ?? null,
      limits: { ...QUICK, ...world.limits },
      now: Date.now,
    },
    async (content) => {
      let text = '';
      for await (const bytes of content) text += Buffer.from(bytes).toString();
      return text;
    },
  );
  if (isRefused(fetched)) return { dialled, ...fetched };
  if (fetched.is === 'same') return { dialled, same: true };
  const { received, contentType, validators } = fetched;
  return { dialled, text: received, contentType, validators };
}

const LIST = 'a.example\nb.example\n';

describe('fetchList takes', () => {
  test('a plain answer, with its validators and type', async () => {
    const { port, requests } = await publisher(
      answer(LIST, { ETag: '"v1"', 'Last-Modified': 'Tue, 24 Nov 2026 10:00:00 GMT' }),
    );
    expect(await get(`http://lists.test:${port}/a%20b.txt?x=1#part`)).toMatchObject({
      text: LIST,
      contentType: 'text/plain',
      validators: { etag: '"v1"', lastModified: 'Tue, 24 Nov 2026 10:00:00 GMT' },
      dialled: [`127.0.0.1 ${port}`],
    });
    expect(requests[0]).toMatch(/^GET \/a%20b\.txt\?x=1 HTTP\/1\.1\r\nHost: lists\.test:\d+\r\n/);
    expect(requests[0]).not.toMatch(/cookie|authorization|referer|if-none|if-modified/i);
  });

  test('304 when it sent validators, and an error when it sent none', async () => {
    const { port, requests } = await publisher(answer('', { ETag: '"v1"' }, 304));
    const url = `http://lists.test:${port}/`;
    expect(await get(url, { etag: '"v1"', lastModified: 'Tue, 24 Nov 2026 10:00:00 GMT' })).toMatchObject({
      same: true,
    });
    expect(requests[0]).toMatch(/\r\nIf-None-Match: "v1"\r\nIf-Modified-Since: Tue, 24 Nov 2026 10:00:00 GMT\r\n/);
    expect(await get(url)).toMatchObject({ code: 'subscription.status' });
  });

  test('chunks, cut anywhere, with extensions and trailer fields, after an interim answer', async () => {
    const head = 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const bytes = Buffer.from(`${head}a\r\na.example\n\r\nA;x=y\r\nb.example\n\r\n0\r\nTrailer: x\r\n\r\n`);
    const { port } = await publisher(async (socket) => {
      for (let at = 0; at < bytes.length; at += 7) {
        socket.write(bytes.subarray(at, at + 7));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
    expect(await get(`http://lists.test:${port}/`)).toMatchObject({ text: LIST });
  });

  test('gzip, framed or ended by the connection', async () => {
    const zipped = gzipSync(LIST.repeat(3_000));
    const framed = await publisher(answer(zipped, { 'Content-Encoding': 'gzip' }));
    expect(await get(`http://lists.test:${framed.port}/`)).toMatchObject({ text: LIST.repeat(3_000) });
    const head = Buffer.from('HTTP/1.0 200 OK\r\nContent-Encoding: x-gzip\r\n\r\n');
    const ended = await publisher(Buffer.concat([head, zipped]));
    expect(await get(`http://lists.test:${ended.port}/`)).toMatchObject({ text: LIST.repeat(3_000) });
  });

  test('what redirects lead to, by name, relatively and permanently', async () => {
    const { port, requests, says } = await publisher('');
    says((socket, request) => {
      if (request.startsWith('GET /1')) socket.end(redirect('/2', 301));
      else if (request.startsWith('GET /2')) socket.end(redirect(`http://other.test:${port}/3`, 307));
      else socket.end(request.startsWith('GET /3') ? redirect('http://web.test/4', 308) : answer(LIST));
    });
    expect(await get(`http://lists.test:${port}/1`, { web: { 80: port } })).toMatchObject({
      text: LIST,
      dialled: Array.from({ length: 4 }, () => `127.0.0.1 ${port}`),
    });
    expect(requests[2]).toMatch(/^GET \/3 .*\r\nHost: other\.test:/);
    expect(requests[3]).toMatch(/^GET \/4 .*\r\nHost: web\.test\r\n/);
  });

  test('exactly the largest list', async () => {
    const { port } = await publisher(answer('x'.repeat(100_000)));
    expect((await get(`http://lists.test:${port}/`)).text).toHaveLength(100_000);
  });

  test('validators only as far as they are some', async () => {
    const { port } = await publisher(answer(LIST, { ETag: 'W/"ok"', 'Last-Modified': 'x'.repeat(100) }));
    expect(await get(`http://lists.test:${port}/`)).toMatchObject({
      validators: { etag: 'W/"ok"', lastModified: null },
    });
  });
});

describe('fetchList refuses', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\n';
  const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;
  const ANSWERS: readonly (readonly [string, string, Reply])[] = [
    ['a page that is gone', 'subscription.status', answer('gone', {}, 404)],
    ['a part', 'subscription.status', answer('a', {}, 206)],
    ['less than was announced', 'subscription.cut-off', `${HEAD}Content-Length: 100\r\n\r\na.example\n`],
    ['chunks without an end', 'subscription.cut-off', `${CHUNKED}a\r\na.example\n\r\n`],
    ['a chunk that is cut', 'subscription.cut-off', `${CHUNKED}64\r\na.example\n`],
    ['a last chunk without its end', 'subscription.cut-off', `${CHUNKED}a\r\na.example\n\r\n0\r\n`],
    ['chunks of no size', 'subscription.not-http', `${CHUNKED}zz\r\na.example\n\r\n`],
    ['chunks that are longer than they say', 'subscription.not-http', `${CHUNKED}3\r\na.example\n\r\n0\r\n\r\n`],
    ['a head that is cut', 'subscription.cut-off', `${HEAD}Content-Len`],
    ['nothing', 'subscription.cut-off', ''],
    ['a reset', 'subscription.cut-off', (socket) => socket.resetAndDestroy()],
    ['no measure', 'subscription.unmeasured', `${HEAD}Content-Type: text/plain\r\n\r\na.example\n`],
    [
      'two measures',
      'subscription.not-http',
      `${HEAD}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
    ],
    ['two lengths', 'subscription.not-http', `${HEAD}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`],
    ['another protocol', 'subscription.not-http', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['an endless head', 'subscription.not-http', `${HEAD}${'A: b\r\n'.repeat(300)}\r\n`],
    ['an endless line', 'subscription.not-http', `${HEAD}A: ${'b'.repeat(20_000)}\r\n\r\n`],
    ['endless interim answers', 'subscription.not-http', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(20)],
    ['more than a list may have', 'subscription.too-large', answer('x'.repeat(100_001))],
    [
      'more than a list may have, in chunks',
      'subscription.too-large',
      `${CHUNKED}186a1\r\n${'x'.repeat(100_001)}\r\n0\r\n\r\n`,
    ],
    ['another encoding', 'subscription.encoding', answer('x', { 'Content-Encoding': 'br' })],
    ['two encodings', 'subscription.encoding', answer('x', { 'Content-Encoding': 'gzip, gzip' })],
    ['gzip that is none', 'subscription.encoding', answer(LIST, { 'Content-Encoding': 'gzip' })],
    [
      'gzip that is cut',
      'subscription.encoding',
      answer(gzipSync(randomBytes(9_000)).subarray(0, 5_000), { 'Content-Encoding': 'gzip' }),
    ],
    [
      'gzip of a connection that is cut',
      'subscription.encoding',
      Buffer.concat([
        Buffer.from(`${HEAD}Content-Encoding: gzip\r\n\r\n`),
        gzipSync(randomBytes(9_000)).subarray(0, 5_000),
      ]),
    ],
    [
      'a gzip bomb',
      'subscription.too-large',
      answer(gzipSync(Buffer.alloc(50_000_000)), { 'Content-Encoding': 'gzip' }),
    ],
    ['a redirect to nowhere', 'subscription.redirect', answer('', {}, 302)],
    ['a redirect to itself', 'subscription.redirect', redirect('/')],
    ['a redirect to another scheme', 'subscription.redirect', redirect('file:///etc/passwd')],
    ['a redirect with a password', 'subscription.redirect', redirect('http://user:word@lists.test/')],
    ['a redirect to a private address', 'subscription.refused', redirect('http://10.0.0.1/')],
    ['a redirect to the metadata service', 'subscription.refused', redirect('http://169.254.169.254/latest/')],
    ['a redirect to a mail port', 'subscription.refused', redirect('http://lists.test:25/')],
    ['a redirect to another port', 'subscription.refused', redirect('http://lists.test:48271/')],
    ['a redirect to an address in disguise', 'subscription.refused', redirect('http://[::ffff:10.0.0.1]/')],
    ['silence', 'subscription.slow', () => undefined],
    ['silence in the middle', 'subscription.slow', (socket) => socket.write(`${HEAD}Content-Length: 100\r\n\r\na.ex`)],
  ];
  test.for(ANSWERS)('%s: %s', async ([, code, reply]) => {
    const { port } = await publisher(reply);
    const got = await get(`http://lists.test:${port}/`);
    expect(got.code).toBe(code);
    expect(new Set(got.dialled)).toEqual(new Set([`127.0.0.1 ${port}`]));
  });

  test('six redirects, after five', async () => {
    const { port, visits } = await publisher((socket, request) => {
      const step = Number(/^GET \/(\d+)/.exec(request)?.[1]);
      socket.end(step === 6 ? answer(LIST) : redirect(`/${step + 1}`));
    });
    expect(await get(`http://lists.test:${port}/0`)).toMatchObject({ code: 'subscription.redirect' });
    expect(visits()).toBe(6);
    expect(await get(`http://lists.test:${port}/1`)).toMatchObject({ text: LIST });
  });

  test('a trickle, by its pace and by the whole time', async () => {
    const trickle: Reply = (socket) => {
      socket.write(`${HEAD}Content-Length: 90000\r\n\r\n`);
      const timer = setInterval(() => socket.write('x'), 20);
      socket.on('close', () => clearInterval(timer));
    };
    const { port } = await publisher(trickle);
    const url = `http://lists.test:${port}/`;
    expect(await get(url)).toMatchObject({ code: 'subscription.slow', error: expect.stringMatching(/bytes came in/) });
    const started = Date.now();
    const patient = { wholeMs: 600, graceMs: 10_000 };
    expect(await get(url, { limits: patient })).toMatchObject({
      code: 'subscription.slow',
      error: expect.stringMatching(/after 0\.6 s/),
    });
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  test('a listener that is not there', async () => {
    const one = await publisher('');
    await one.stop();
    expect(await get(`http://lists.test:${one.port}/`)).toMatchObject({ code: 'subscription.no-connection' });
  });

  test('what is not http, and http where it was not chosen, without any connection', async () => {
    const { port, visits } = await publisher(answer(LIST));
    for (const url of [`http://lists.test:${port}/`, 'ftp://lists.test/', 'https://user:word@lists.test/', 'no url']) {
      expect(await get(url, { secure: true })).toMatchObject({ code: 'subscription.redirect', dialled: [] });
    }
    expect(visits()).toBe(0);
  });

  test('private addresses, names that have one, and itself, without any connection', async () => {
    const { port, visits } = await publisher(answer(LIST));
    const url = (host: string) => `http://${host}:${port}/`;
    const refused = { code: 'subscription.refused', dialled: [] };
    expect(await get(url('127.0.0.1'), { networks: [] })).toMatchObject(refused);
    expect(await get(url('0x7f000001'), { networks: [] })).toMatchObject(refused);
    expect(await get(url('localhost'), { networks: [] })).toMatchObject(refused);
    const half: Resolve = async () => ({ addresses: [address('127.0.0.1'), address('10.0.0.1')] });
    expect(await get(url('half.test'), { resolve: half })).toMatchObject(refused);
    expect(await get(url('lists.test'), { own: [{ host: 'lists.test', port }] })).toMatchObject(refused);
    expect(await get(url('lists.test'), { own: [{ host: '127.0.0.1', port }] })).toMatchObject(refused);
    expect(visits()).toBe(0);
  });

  test.each([1, 22, 25, 53, 81, 88, 445, 1_023, 2_049, 6_000, 6_667, 10_080])(
    'port %i, where no list is, without any connection',
    async (port) => {
      const got = await get(`http://127.0.0.1:${port}/`);
      expect(got).toMatchObject({ code: 'subscription.refused', dialled: [] });
      expect(got.error).not.toContain('proxy');
    },
  );

  test('an error, and says how long the publisher wants to be left alone', async () => {
    const { port } = await publisher(answer('', { 'Retry-After': '120' }, 503));
    expect(await get(`http://lists.test:${port}/`)).toMatchObject({
      code: 'subscription.status',
      retryAfterMs: 120_000,
    });
  });

  test('a name without an address here', async () => {
    const unresolved = { code: 'subscription.unresolved', dialled: [] };
    expect(await get('https://lists.test/', { resolve: null })).toMatchObject(unresolved);
    expect(await get('https://lists.test/', { resolve: async () => ({ failed: 'no-such-name' }) })).toMatchObject(
      unresolved,
    );
  });

  test('a name that turns private between two hops', async () => {
    const answers = ['127.0.0.1', '10.0.0.1'];
    const resolve: Resolve = async () => ({ addresses: [address(answers.shift() ?? '')] });
    const { port } = await publisher(redirect('/again'));
    expect(await get(`http://lists.test:${port}/`, { resolve })).toMatchObject({
      code: 'subscription.refused',
      dialled: [`127.0.0.1 ${port}`],
    });
  });
});

test('fetchList speaks TLS for the name of the URL to the judged address, and follows from http to https but not back', async (context) => {
  needPrograms(context, [OPENSSL]);
  const folder = mkdtempSync(`${tmpdir()}/portolan-lists-`);
  try {
    const made = makeCertificates(folder, ['lists.test']);
    const ca = [readFileSync(made.authority.file, 'utf8')];
    const secure = await publisher(answer(LIST), (handler) => createTls({ cert: made.cert, key: made.key }, handler));
    const url = `https://lists.test:${secure.port}/`;
    expect(await get(url, { ca, secure: true })).toMatchObject({
      text: LIST,
      dialled: [`127.0.0.1 ${secure.port} tls`],
    });
    expect(await get(`https://other.test:${secure.port}/`, { ca })).toMatchObject({ code: 'subscription.certificate' });
    expect(await get(url, { secure: true })).toMatchObject({ code: 'subscription.certificate' });
    const plain = await publisher(redirect('https://lists.test/'));
    const web = { 443: secure.port };
    expect(await get(`http://lists.test:${plain.port}/`, { ca, web })).toMatchObject({ text: LIST });
    secure.says(redirect(`http://lists.test:${plain.port}/`));
    expect(await get(url, { ca, secure: true })).toMatchObject({
      code: 'subscription.redirect',
      dialled: [`127.0.0.1 ${secure.port} tls`],
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('fetchList, where the platform bars sockets', () => {
  /** Bars 127.0.0.1, and answers by fetch. */
  function barring(reply: (request: Request) => Response | Promise<Response>) {
    const requests: Request[] = [];
    const platform: Platform = {
      isBarred: ({ value }) => value === address('127.0.0.1').value,
      fetch: async (input, init) => {
        const request = new Request(input as string, init);
        requests.push(request);
        return await reply(request);
      },
    };
    return { platform, requests };
  }

  test('asks by fetch, over https, with the same headers and no more, and takes what comes', async () => {
    const { platform, requests } = barring(() => new Response(LIST, { headers: { ETag: '"1"' } }));
    const got = await get('https://lists.test/a', { platform, secure: true, etag: '"0"' });
    expect(got).toMatchObject({ text: LIST, validators: { etag: '"1"' }, dialled: [] });
    const [request] = requests;
    expect([request?.url, request?.redirect, request?.headers.get('if-none-match')]).toEqual([
      'https://lists.test/a',
      'manual',
      '"0"',
    ]);
    expect(request?.headers.get('cookie') ?? request?.headers.get('authorization')).toBeNull();
  });

  test('judges every address before, and every redirect', async () => {
    const { platform, requests } = barring(
      () => new Response(null, { status: 302, headers: { Location: 'https://10.0.0.1/' } }),
    );
    expect(await get('https://lists.test/', { platform })).toMatchObject({ code: 'subscription.refused', dialled: [] });
    expect(requests).toHaveLength(1);
    const half: Resolve = async () => ({ addresses: [address('127.0.0.1'), address('10.0.0.1')] });
    expect(await get('https://half.test/', { platform, resolve: half })).toMatchObject({
      code: 'subscription.refused',
    });
    expect(requests).toHaveLength(1);
  });

  test('never asks by fetch over http, nor where an address takes a socket', async () => {
    const { platform, requests } = barring(() => new Response(LIST));
    expect(await get('http://lists.test/', { platform })).toMatchObject({
      code: 'subscription.no-connection',
      dialled: [],
    });
    const other: Resolve = async () => ({ addresses: [address('127.0.0.1'), address('127.0.0.3')] });
    const got = await get('https://lists.test:48271/', { platform, resolve: other });
    expect(got).toMatchObject({ code: 'subscription.no-connection', dialled: ['127.0.0.3 48271 tls'] });
    expect(requests).toEqual([]);
  });

  test.for([
    ['subscription.no-connection', () => Promise.reject(new TypeError('network'))],
    ['subscription.slow', () => new Promise<Response>(() => undefined)],
    ['subscription.status', () => new Response('gone', { status: 404 })],
    ['subscription.too-large', () => new Response('x'.repeat(100_001))],
    ['subscription.too-large', () => new Response('x', { headers: { 'Content-Length': '200000' } })],
    ['subscription.slow', () => new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }))],
    [
      'subscription.cut-off',
      () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) })),
    ],
  ] as const)('refuses what is not a whole list in time: %s', async ([code, reply]) => {
    const { platform } = barring(reply);
    const limits = { connectMs: 100 };
    expect(await get('https://lists.test/', { platform, limits })).toMatchObject({ code });
  });

  test('knows the addresses of Cloudflare', () => {
    expect(
      ['104.16.132.229', '172.67.1.1', '2606:4700::6810:84e5'].map((text) => isOfCloudflare(address(text))),
    ).toEqual([true, true, true]);
    expect(
      ['185.199.108.133', '151.101.1.229', '172.16.0.1', '::1'].some((text) => isOfCloudflare(address(text))),
    ).toBe(false);
  });
});
