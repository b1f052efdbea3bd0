/** Are ranges read strictly and written canonically? */
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { formatAddress, inRange, parseAddress } from '../../../worker/core/net/address.ts';
import { formatRange, parseCidr, prefixOf, rangeAround } from '../../../worker/core/net/cidr.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';

const address = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map((value) => ({ family: 4, value }) as const),
  fc.bigInt({ min: 1n << 100n, max: (1n << 128n) - 1n }).map((value) => ({ family: 6, value }) as const),
);

describe('parseCidr', () => {
  test.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.1/32', '10.0.0.1'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::/0', '::/0'],
    ['FD00::/8', 'fd00::/8'],
    ['::1/128', '::1'],
  ])('reads %s, written %s', (text, canonical) => {
    const range = parseCidr(text);
    expect(isRefused(range) ? range : formatRange(range)).toBe(canonical);
  });

  test.each([
    ['10.0.0.1/8', 'cidr.host-bits', '10.0.0.0/8'],
    ['fd00::1/8', 'cidr.host-bits', 'fd00::/8'],
    ['10.0.0.0/33', 'cidr.prefix', undefined],
    ['::/129', 'cidr.prefix', undefined],
    ['10.0.0.0/08', 'cidr.prefix', undefined],
    ['10.0.0.0/', 'cidr.prefix', undefined],
    ['10.0.0.0/255.0.0.0', 'cidr.prefix', undefined],
    ['10.0.0.0/8/8', 'cidr.prefix', undefined],
    ['10/8', 'cidr.invalid', undefined],
    ['example', 'cidr.invalid', undefined],
    ['::ffff:10.0.0.0/104', 'address.mapped', '10.0.0.0/8'],
    ['::ffff:10.0.0.1/104', 'address.mapped', '10.0.0.0/8'],
    ['::ffff:0:0/96', 'address.mapped', '0.0.0.0/0'],
    ['::ffff:10.0.0.1/128', 'address.mapped', '10.0.0.1'],
    ['::ffff:10.0.0.1', 'address.mapped', '10.0.0.1'],
  ])('refuses %s as %s', (text, code, fix) => {
    expect(parseCidr(text)).toMatchObject(fix === undefined ? { code } : { code, fix });
  });

  test('holds exactly the addresses that ipaddr.js matches', () => {
    fc.assert(
      fc.property(address, address, fc.nat(128), (network, probe, length) => {
        const prefix = Math.min(length, network.family === 4 ? 32 : 128);
        const range = rangeAround(network, prefix);
        const other = ipaddr.parse(formatAddress(probe));
        const base = ipaddr.parse(formatAddress(network));
        const expected = other.kind() === base.kind() && other.match(base, prefix);
        expect(inRange(probe, range)).toBe(expected);
      }),
    );
  });

  test('is undone by formatRange', () => {
    fc.assert(
      fc.property(address, fc.nat(128), (network, length) => {
        const range = rangeAround(network, Math.min(length, network.family === 4 ? 32 : 128));
        expect(parseCidr(formatRange(range))).toEqual(range);
      }),
    );
  });
});

test('formatRange writes what is no block by its ends', () => {
  expect(formatRange({ family: 4, first: 1n, last: 6n })).toBe('0.0.0.1-0.0.0.6');
  expect(prefixOf({ family: 4, first: 1n, last: 2n })).toBeNull();
});

test('parseAddress and parseCidr agree on what an address is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'01289.:af'), maxLength: 16 }), (text) => {
      expect(isRefused(parseCidr(text))).toBe(parseAddress(text) === null);
    }),
  );
});
