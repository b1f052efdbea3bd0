import { expect, test } from 'vitest';
import type { ProxyScheme } from '../../../schemas/profile.ts';
import { askCanary, type Canary } from '../../../worker/core/probe/ask-canary.ts';
import { answerCanary, answerOf, CANARY_LIFE_MS, CANARY_PATH, mintNonce } from '../../../worker/core/probe/canary.ts';
import { classify } from '../../../worker/core/probe/classify.ts';
import { http, isAbsolute, RECORDED, type Recorded, type Reply, replay } from './recorded.ts';

const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const random = Uint8Array.from({ length: 16 }, (_, i) => 255 - i);
const NOW = 1_700_000_000_000;
const nonce = mintNonce(key, random, NOW);

test('answerCanary answers our own nonce until it expires', () => {
  expect(answerCanary(key, nonce, NOW)).toBe(answerOf(key, nonce));
  expect(answerCanary(key, nonce, NOW + CANARY_LIFE_MS)).toBe(answerOf(key, nonce));
  expect(answerCanary(key, nonce, NOW + CANARY_LIFE_MS + 1)).toBeNull();
});

test('answerCanary answers no other nonce', () => {
  const [expires, middle, signature] = nonce.split('-');
  const later = `${Number(expires) + 1}-${middle}-${signature}`;
  const forged = `${expires}-${middle}-${'0'.repeat(32)}`;
  for (const other of [later, forged, `${nonce}0`, nonce.slice(1), '', 'a-b-c', nonce.toUpperCase()]) {
    expect(answerCanary(key, other, NOW), other).toBeNull();
  }
  expect(answerCanary(random, nonce, NOW)).toBeNull();
});

test('the answer cannot be read from the nonce', () => {
  expect(answerOf(key, nonce)).not.toContain(nonce.split('-')[2]);
});

const canary: Canary = {
  host: 'portolan.example',
  port: 80,
  path: `${CANARY_PATH}${nonce}`,
  answer: answerOf(key, nonce),
};

/** The recorded listener, which also fetches our page and passes on what `page` says. */
const relaying = (listener: Recorded, page: Reply): Recorded => ({
  ...listener,
  answer: (said, turn) => (said.includes(CANARY_PATH) ? page : listener.answer(said, turn)),
});
const socksRelay = (page: Reply): Recorded => ({
  answer: (said, turn) => {
    if (turn === 0) return said.startsWith('\x04') ? { say: [0, 0x5a, 0, 0, 0, 0, 0, 0] } : { say: [5, 0] };
    return said.includes(CANARY_PATH) ? page : { say: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0] };
  },
});

const good: Reply = { say: `HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n${canary.answer}\n`, end: true };
const exposure = (scheme: ProxyScheme, listener: Recorded) =>
  replay(classify({ scheme, name: null, canary }), listener).listener?.exposure;

test.each([
  ['http', relaying(RECORDED['squid open'], good)],
  ['socks5', socksRelay(good)],
  ['socks4', socksRelay(good)],
] as const)('classify calls a relay of scheme %s open when our answer came back', (scheme, listener) => {
  expect(exposure(scheme, listener)).toBe('open');
});

test('classify asks the canary inside TLS too', () => {
  expect(exposure('https', { answer: () => null, inside: relaying(RECORDED['squid open'], good) })).toBe('open');
});

test.each([
  ['a redirect to our own host with the nonce', http('301 Moved', `Location: https://portolan.example${canary.path}`)],
  ['a redirect to somewhere else', http('302 Found', 'Location: http://169.254.169.254/latest/meta-data/')],
  ['the nonce, echoed', { say: `HTTP/1.1 200 OK\r\n\r\n${nonce}`, end: true }],
  ['an error page with our answer', { say: `HTTP/1.1 503 Unavailable\r\n\r\n${canary.answer}`, end: true }],
  ['our answer without HTTP', { say: canary.answer, end: true }],
  ['another answer', { say: `HTTP/1.1 200 OK\r\n\r\n${answerOf(key, `${nonce}x`)}`, end: true }],
  ['nothing', null],
] as const)('classify takes %s for no proof', (_, page) => {
  expect(exposure('http', relaying(RECORDED['squid open'], page))).toBe('no-auth');
  expect(exposure('socks5', socksRelay(page))).toBe('no-auth');
});

test('a redirect is not followed: the canary is asked for once, and nothing else', () => {
  const said: string[] = [];
  const listener: Recorded = {
    answer: (words, turn) => {
      said.push(words);
      return relaying(RECORDED['squid open'], http('302 Found', 'Location: http://10.0.0.1/')).answer(words, turn);
    },
  };
  replay(classify({ scheme: 'http', name: null, canary }), listener);
  expect(said.filter(isAbsolute)).toEqual([
    `GET http://portolan.example${canary.path} HTTP/1.1\r\nHost: portolan.example\r\nConnection: close\r\n\r\n`,
  ]);
  expect(said.join()).not.toContain('10.0.0.1');
});

test.each(['squid basic', 'squid deny all', 'microsocks password', 'nginx', 'silent'] as const)(
  'classify does not bother the canary for %s',
  (name) => {
    const said: string[] = [];
    const listener: Recorded = {
      answer: (words, turn) => {
        said.push(words);
        return RECORDED[name].answer(words, turn);
      },
    };
    replay(classify({ scheme: 'http', name: null, canary }), listener);
    expect(said.join()).not.toContain(CANARY_PATH);
  },
);

test('askCanary names another port and brackets an IPv6 host', () => {
  const said: string[] = [];
  const listener: Recorded = {
    answer: (words) => {
      said.push(words);
      return null;
    },
  };
  replay(askCanary('http', { ...canary, host: '::1', port: 8787 }), listener);
  expect(said[0]).toMatch(/^GET http:\/\/\[::1\]:8787\/\.well-known\/portolan\/canary\/.*\r\nHost: \[::1\]:8787\r\n/);
});
