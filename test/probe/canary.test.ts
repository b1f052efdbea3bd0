import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProxyScheme } from '../../schemas/profile.ts';
import type { Canary } from '../../worker/core/probe/ask-canary.ts';
import { answerCanary, answerOf, CANARY_PATH, mintNonce } from '../../worker/core/probe/canary.ts';
import { dialFromNode } from '../../worker/probe/dial-node.ts';
import { probeAll } from '../../worker/probe/probe.ts';
import { needPrograms } from '../programs.ts';
import { OPENSSL } from '../support/certificates.ts';
import { MICROSOCKS } from '../support/microsocks.ts';
import { SQUID } from '../support/squid.ts';
import type { Listening } from './processes.ts';
import { DANTE, TINYPROXY } from './proxies.ts';
import { type Listeners, startAll } from './real-listeners.ts';
import { listen } from './servers.ts';
import { onLoopback } from './world.ts';

const PROGRAMS = [SQUID, DANTE, MICROSOCKS, TINYPROXY, OPENSSL];
const key = randomBytes(32);

let listeners: Listeners | undefined;
let page: Listening | undefined;
/** What the page does instead of answering. */
let mood: 'answer' | 'redirect' = 'answer';
let elsewhere: Listening | undefined;
let strays = 0;

beforeAll(async () => {
  if (PROGRAMS.some(({ missing }) => missing !== null)) return;
  listeners = await startAll();
  elsewhere = await listen(
    createServer((_, response) => {
      strays += 1;
      response.end('stray');
    }),
  );
  page = await listen(
    createServer((request, response) => {
      const nonce = request.url?.startsWith(CANARY_PATH) ? request.url.slice(CANARY_PATH.length) : '';
      const answer = answerCanary(key, nonce, Date.now());
      if (mood === 'redirect') response.writeHead(302, { location: `http://127.0.0.1:${elsewhere?.ports[0]}/` }).end();
      else response.writeHead(answer === null ? 404 : 200).end(answer ?? 'no');
    }),
  );
}, 120_000);

afterAll(async () => {
  await Promise.all([listeners?.stop(), page?.stop(), elsewhere?.stop()]);
});

function canary(): Canary {
  const nonce = mintNonce(key, randomBytes(16), Date.now());
  return { host: '127.0.0.1', port: page?.ports[0] ?? 0, path: `${CANARY_PATH}${nonce}`, answer: answerOf(key, nonce) };
}

async function probe(name: string, scheme: ProxyScheme, host = 'proxy.test') {
  const port = listeners?.ports.get(name) ?? 0;
  const dial = dialFromNode({ ca: [listeners?.authority ?? ''] });
  const world = { ...onLoopback({ dial, ports: [port] }), canary };
  const [result] = await probeAll([{ name: 'p', scheme, host, port }], world);
  return result;
}

test.for([
  ['squid open', 'http', 'open'],
  ['squid default', 'http', 'open'],
  ['tinyproxy open', 'http', 'open'],
  ['microsocks', 'socks5', 'open'],
  ['dante none', 'socks5', 'open'],
  ['squid basic', 'http', 'auth-required'],
  ['squid denied', 'http', 'acl-denied'],
  ['squid tls', 'https', 'auth-required'],
  ['dante username', 'socks5', 'auth-required'],
  ['dante blocked', 'socks5', 'acl-denied'],
  ['microsocks password', 'socks5', 'auth-required'],
  ['tinyproxy basic', 'http', 'auth-required'],
  ['tinyproxy denied', 'http', 'acl-denied'],
  ['web server', 'http', null],
] as const)('the exposure of %s as %s, with a canary, is %s', async ([name, scheme, exposure], context) => {
  needPrograms(context, PROGRAMS);
  mood = 'answer';
  const result = await probe(name, scheme);
  expect(result?.exposure).toBe(exposure);
  expect(result?.findings.some(({ code }) => code === 'probe.open')).toBe(exposure === 'open');
});

test.for([
  ['squid open', 'http'],
  ['tinyproxy open', 'http'],
  ['microsocks', 'socks5'],
] as const)('a redirecting canary behind %s is no proof, and nobody follows it', async ([name, scheme], context) => {
  needPrograms(context, PROGRAMS);
  mood = 'redirect';
  expect((await probe(name, scheme))?.exposure).toBe('no-auth');
  expect(strays).toBe(0);
});

test('a certificate for another name is TLS that cannot be looked into, and no proxy', async (context) => {
  needPrograms(context, PROGRAMS);
  const result = await probe('squid tls', 'https', 'other.test');
  expect(result).toMatchObject({ state: 'open', speaks: 'tls-server', exposure: null, matches: null });
  expect(result?.findings.map(({ code }) => code)).toEqual(['probe.certificate']);
});
