import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress } from '../../../worker/core/net/address.ts';
import { decodeAnswer, encodeQuery } from '../../../worker/core/probe/dns-message.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const QUESTION = '03777777076578616d706c6503636f6d0000010001';

/** The example of RFC 8484, section 4.1.1, with id 0. */
test('encodeQuery writes the message of RFC 8484', () => {
  expect(encodeQuery('www.example.com', 'A')).toEqual(
    hex(`00000100000100000000000003777777076578616d706c6503636f6d0000010001`),
  );
  expect([...encodeQuery('a.b', 'AAAA').slice(-4)]).toEqual([0, 28, 0, 1]);
});

const answer = (flags: string, records: readonly string[]): Uint8Array =>
  hex(`0000${flags}0001${records.length.toString(16).padStart(4, '0')}00000000${QUESTION}${records.join('')}`);
const A = (address: string, owner = 'c00c') => `${owner}000100010000003c0004${address}`;
const AAAA = (address: string) => `c00c001c00010000003c0010${address}`;
const CNAME = 'c00c000500010000003c0004016ac00c';

test('decodeAnswer gives every address, behind aliases and of both families', () => {
  const decoded = decodeAnswer(
    answer('8180', [CNAME, A('0a000001', 'c02d'), A('08080808'), AAAA('20010db8000000000000000000000001')]),
  );
  expect('addresses' in decoded && decoded.addresses.map(formatAddress)).toEqual([
    '10.0.0.1',
    '8.8.8.8',
    '2001:db8::1',
  ]);
});

test('decodeAnswer tells a missing name from a missing record', () => {
  expect(decodeAnswer(answer('8183', []))).toEqual({ failed: 'no-such-name' });
  expect(decodeAnswer(answer('8180', []))).toEqual({ addresses: [] });
});

test.each([
  ['a server failure', answer('8182', [])],
  ['a truncated answer', answer('8380', [A('08080808')])],
  ['a question', answer('0180', [A('08080808')])],
  ['half a record', answer('8180', [A('08080808')]).slice(0, -3)],
  ['nothing', new Uint8Array()],
])('decodeAnswer takes %s for unusable', (_, message) => {
  expect(decodeAnswer(message)).toEqual({ failed: 'unusable', reason: expect.stringMatching(/^answers with ./) });
});

test('decodeAnswer neither throws nor hangs on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const decoded = decodeAnswer(Uint8Array.of(0, 0, 0x81, 0x80, ...bytes));
      expect('addresses' in decoded || decoded.failed).toBeTruthy();
    }),
    { numRuns: 300 },
  );
});
