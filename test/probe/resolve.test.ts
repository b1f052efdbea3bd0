/** Is it said what is wrong with a resolver, so that its operator knows where to look? */
import { expect, test } from 'vitest';
import { lookupOver } from '../../worker/probe/lookup.ts';
import { resolveOver } from '../../worker/probe/resolve.ts';

/** A header with a response code, and no records (RFC 1035, section 4.1.1). */
const message = (flags: number) => Uint8Array.from([0, 0, flags >> 8, flags & 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
const timeout = () => Promise.reject(new DOMException('The operation timed out.', 'TimeoutError'));

test.each<[string, () => Promise<Response>, string]>([
  ['HTTP 500', async () => new Response('broken', { status: 500 }), 'answers HTTP 500'],
  [
    'a redirect',
    async () => new Response(null, { status: 302, headers: { location: 'https://other.example/' } }),
    'redirects (HTTP 302), which is not followed',
  ],
  ['garbage', async () => new Response('<html>'), 'answers with something that is no DNS message'],
  ['nothing', async () => new Response(''), 'answers with something that is no DNS message'],
  ['too much', async () => new Response('x'.repeat(9_000)), 'answers with more than 8192 bytes'],
  ['a message that is cut', async () => new Response(message(0x8200)), 'answers with a message that is cut off'],
  ['SERVFAIL', async () => new Response(message(0x8002)), 'answers with the DNS error SERVFAIL'],
  ['a code without a name', async () => new Response(message(0x8009)), 'answers with the DNS error 9'],
  ['no answer in time', timeout, 'does not answer within 3 s'],
  ['no connection', () => Promise.reject(new TypeError('fetch failed')), 'cannot be reached'],
])('lookupOver says of a resolver that gives %s what is wrong with it', async (_, answer, reason) => {
  const lookup = lookupOver({}, resolveOver('https://resolver.example/dns-query', answer)) ?? expect.fail();
  expect(await lookup('a.example')).toEqual({
    name: 'a.example',
    state: 'resolver',
    addresses: [],
    reason: `the resolver ${reason}`,
  });
});

test('lookupOver has nothing to say of the resolver where a name is not there, or has no address', async () => {
  for (const [flags, state] of [
    [0x8003, 'no-such-name'],
    [0x8000, 'no-address'],
  ] as const) {
    const resolve = resolveOver('https://resolver.example/dns-query', async () => new Response(message(flags)));
    expect(await lookupOver({}, resolve)?.('a.example')).toEqual({ name: 'a.example', state, addresses: [] });
  }
});
