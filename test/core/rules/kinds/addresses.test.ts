/** Which addresses do `cidr` and `client` match, with and without DNS? */
import { describe, expect, test } from 'vitest';
import { errors, holds, lowered, read, spelled } from '../asking.ts';

const dns = {
  'in.example': '10.1.1.1',
  'OUT.example.': ['2001:db8::1', '192.0.2.1', '10.1.1.1'],
  'six.example': ['fd00::1'],
  'gone.example': null,
};

describe('cidr', () => {
  test.each([
    ['10.0.0.0/8', 'http://10.0.0.0/', true],
    ['10.0.0.0/8', 'http://10.255.255.255/', true],
    ['10.0.0.0/8', 'http://11.0.0.0/', false],
    ['10.0.0.0/8', 'http://in.example/', false],
    ['10.0.0.0/8', 'http://0xa.1/', true],
    ['127.0.0.1', 'http://127.1/', true],
    ['fd00::/8', 'http://[fd12::1]/', true],
    ['fd00::/8', 'http://[fe80::1]/', false],
    ['::/0', 'http://10.0.0.1/', false],
    ['0.0.0.0/0', 'http://[::1]/', false],
    ['10.0.0.0/8', 'http://[::ffff:10.0.0.1]/', false],
  ])('%s, asked for %s: %s', (cidr, url, expected) => expect(holds({ cidr }, { url, dns })).toBe(expected));

  test.each([
    ['http://in.example/', true],
    ['http://IN.example./', true],
    ['http://out.example/', false],
    ['http://six.example/', false],
    ['http://gone.example/', false],
    ['http://unknown.example/', false],
    ['http://10.9.9.9/', true],
    ['http://192.0.2.1/', false],
  ])('with resolve takes the first IPv4 address: %s: %s', (url, expected) => {
    expect(holds({ cidr: '10.0.0.0/8', resolve: true }, { url, dns })).toBe(expected);
  });

  test('tells what resolve costs, and that it gives no IPv6 address', () => {
    const codes = (condition: unknown) => read(condition).findings.map(({ code, severity }) => `${severity} ${code}`);
    expect(codes({ cidr: '10.0.0.0/8', resolve: true })).toEqual(['info rule.resolves']);
    expect(codes({ cidr: 'fd00::/8', resolve: true })).toEqual(['info rule.resolves', 'warning cidr.resolve-ipv6']);
    expect(codes({ cidr: '10.0.0.0/8' })).toEqual([]);
  });

  test('is lowered to the literal or to the looked-up address', () => {
    expect(lowered({ cidr: '10.0.0.0/8' })).toMatchObject({ is: 'ranges', on: 'host' });
    expect(lowered({ cidr: '10.0.0.0/8', resolve: true })).toMatchObject({ is: 'ranges', on: 'address' });
  });

  test('is spelled canonically, with its resolve', () => {
    const written = { cidr: ['FD00:0::/8', '10.0.0.1/32'], resolve: true };
    expect(spelled(written)).toEqual({ cidr: ['fd00::/8', '10.0.0.1'], resolve: true });
  });

  test.each([
    ['10.0.0.1/8', 'cidr.host-bits'],
    ['010.0.0.0/8', 'cidr.invalid'],
    ['10.1/16', 'cidr.invalid'],
    ['::ffff:10.0.0.0/104', 'address.mapped'],
    ['corp.example', 'cidr.invalid'],
  ])('refuses %s as %s', (cidr, code) => {
    expect(errors({ cidr: ['10.0.0.0/8', cidr] })).toEqual([`${code} /rules/0/when/cidr/1`]);
  });
});

describe('client', () => {
  test.each([
    ['10.20.0.0/16', '10.20.3.4', true],
    ['10.20.0.0/16', '10.21.3.4', false],
    ['127.0.0.1', undefined, true],
    ['fd00::/8', 'fd00::1', true],
    ['0.0.0.0/0', 'fd00::1', false],
  ])('%s, asked by %s: %s', (range, client, expected) => {
    const query = client === undefined ? { url: 'http://a/' } : { url: 'http://a/', client };
    expect(holds({ client: range }, query)).toBe(expected);
  });
});
