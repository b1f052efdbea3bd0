/** Are addresses read strictly and written canonically? ipaddr.js and the URL parser are the oracles. */
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { formatAddress, inRange, isMapped, parseAddress, readAddress } from '../../../worker/core/net/address.ts';

const REFUSED = [
  ...[
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '010.1.2.3',
    '1.2.3.04',
    '0x7f.0.0.1',
    '1.2.3.4 ',
    ' 1.2.3.4',
    '1.2.3.-4',
  ],
  ...[
    '1..2.3',
    '１.2.3.4',
    '1.2.3.4/32',
    '127.1',
    '1.2.3.4.',
    ':',
    ':::',
    '1::2::3',
    '::1%eth0',
    '[::1]',
    '1:2:3:4:5:6:7',
  ],
  ...[
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    '::g',
    '::1.2.3',
    '::1.2.3.04',
    '1.2.3.4::',
    '::1.2.3.4:5',
    ':1:2:3:4:5:6:7',
  ],
];

const ACCEPTED: readonly (readonly [written: string, canonical: string])[] = [
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['2001:DB8::0001', '2001:db8::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['1:0:2:3:4:5:6:7', '1:0:2:3:4:5:6:7'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ['::ffff:1.2.3.4', '::ffff:102:304'],
];

const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join('.'));
const group = fc.oneof(
  fc.constant('0'),
  fc.integer({ min: 0, max: 0xffff }).map((part) => part.toString(16)),
);
const ipv6 = fc.array(group, { minLength: 8, maxLength: 8 }).map((parts) => parts.join(':'));

describe('parseAddress', () => {
  test.each(REFUSED)('refuses %j', (text) => expect(parseAddress(text)).toBeNull());

  test.each(ACCEPTED)('reads %s as %s', (written, canonical) => {
    const address = parseAddress(written);
    expect(address && formatAddress(address)).toBe(canonical);
  });

  test('gives the same number as ipaddr.js', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (text) => {
        const bytes = ipaddr.parse(text).toByteArray();
        const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
        expect(parseAddress(text)).toEqual({ family: bytes.length === 4 ? 4 : 6, value });
      }),
    );
  });

  test('accepts nothing that ipaddr.js refuses', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'0123456789abf.:x%['), maxLength: 24 });
    fc.assert(
      fc.property(noise, (text) => {
        if (parseAddress(text) !== null) expect(ipaddr.isValid(text)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('formatAddress', () => {
  test('writes IPv6 as ipaddr.js and as the URL parser do', () => {
    fc.assert(
      fc.property(ipv6, (text) => {
        const address = parseAddress(text);
        const written = address && formatAddress(address);
        expect(written).toBe(ipaddr.IPv6.parse(text).toRFC5952String());
        expect(new URL(`http://[${text}]/`).hostname).toBe(`[${written}]`);
      }),
    );
  });

  test('is undone by parseAddress', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (text) => {
        const address = parseAddress(text);
        expect(address && parseAddress(formatAddress(address))).toEqual(address);
      }),
    );
  });
});

describe('readAddress', () => {
  test.each([
    ['::ffff:10.0.0.1', 'address.mapped', '10.0.0.1'],
    ['[::1]', 'address.invalid', '::1'],
    ['fe80::1%eth0', 'address.invalid', undefined],
    ['010.0.0.1', 'address.invalid', undefined],
  ])('refuses %s as %s', (text, code, fix) => {
    expect(readAddress(text)).toMatchObject(fix === undefined ? { code } : { code, fix });
  });

  test('says that a leading zero is the fault', () => {
    expect(readAddress('010.1.2.3')).toHaveProperty('error', expect.stringContaining('leading zero'));
  });
});

describe('inRange', () => {
  test('never mixes families', () => {
    const everything = { family: 6, first: 0n, last: (1n << 128n) - 1n } as const;
    expect(inRange({ family: 4, value: 1n }, everything)).toBe(false);
  });

  test('includes both ends', () => {
    const range = { family: 4, first: 5n, last: 7n } as const;
    expect([4n, 5n, 7n, 8n].map((value) => inRange({ family: 4, value }, range))).toEqual([false, true, true, false]);
  });
});

test('isMapped knows ::ffff:0:0/96 and nothing beside it', () => {
  const mapped = ['::ffff:0.0.0.0', '::ffff:ffff:ffff', '::fffe:ffff:ffff', '::1:0:0:0', '1.2.3.4'].map((text) => {
    const address = parseAddress(text);
    return address !== null && isMapped(address);
  });
  expect(mapped).toEqual([true, true, false, false, false]);
});
