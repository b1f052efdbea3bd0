import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, test } from 'vitest';
import { formatAddress, type IpAddress, parseAddress } from '../../../worker/core/net/address.ts';
import { parseCidr } from '../../../worker/core/net/cidr.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';
import { DENIED_RANGES, useOf } from '../../../worker/core/probe/denied-ranges.ts';
import { type GuardRules, judgeAddresses, judgeHost } from '../../../worker/core/probe/guard.ts';

const address = (text: string): IpAddress => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const network = (text: string) => {
  const range = parseCidr(text);
  if (isRefused(range)) throw new Error(range.error);
  return range;
};

const edge: GuardRules = { networks: [], own: [{ host: 'portolan.example', port: 443 }] };
const inside: GuardRules = {
  networks: ['127.0.0.0/8', '::1', '10.0.0.0/8'].map(network),
  own: [{ host: '127.0.0.1', port: 8787 }],
};
const reason = (host: string, rules: GuardRules = edge, port = 3128): string => {
  const judged = judgeHost(host, port, rules);
  return 'denied' in judged ? judged.denied.reason : 'allowed';
};

test.each([
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '100.100.100.200',
  '169.254.169.254',
  '168.63.129.16',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fd00:ec2::254',
  'ff02::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001:0:7f00:1::',
  '2001:db8::1',
])('judgeHost leaves %s alone: it is not public', (host) => {
  expect(reason(host)).toBe('range');
});

test.each([
  '0x7f000001',
  '0x7f.1',
  '2130706433',
  '127.1',
  '0177.0.0.1',
  '010.0.0.1',
  '1.2.3',
  '8.8.8.8.',
  '[::1]',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  'fe80::1%eth0',
  '127。0。0。1',
  '①②⑦.0.0.1',
  'a@127.0.0.1',
  'a.example/x',
  'a.example:80',
  '',
])('judgeHost refuses the spelling %s, whatever it may mean', (host) => {
  expect(reason(host)).toBe('spelling');
  expect(reason(host, inside)).toBe('spelling');
});

test.each([25, 53, 465, 587])('judgeHost never goes to port %i', (port) => {
  expect(reason('8.8.8.8', edge, port)).toBe('port');
  expect(reason('proxy.example', edge, port)).toBe('port');
});

test('judgeHost passes public literals and names on', () => {
  expect(judgeHost('8.8.8.8', 3128, edge)).toEqual({ address: address('8.8.8.8') });
  expect(judgeHost('2606:4700::1111', 3128, edge)).toEqual({ address: address('2606:4700::1111') });
  expect(judgeHost('Proxy.Example.', 3128, edge)).toEqual({ name: 'proxy.example' });
});

test('judgeHost refuses our own name on every port', () => {
  expect(reason('portolan.example')).toBe('own-host');
  expect(reason('PORTOLAN.example.', edge, 443)).toBe('own-host');
  expect(reason('other.portolan.example')).toBe('allowed');
});

test.each(['127.0.0.1', '127.0.0.2', '::1'])('judgeHost refuses our own port on this machine, as %s', (host) => {
  expect(reason(host, inside, 8787)).toBe('own-host');
  expect(reason(host, inside, 3128)).toBe('allowed');
});

test('judgeHost knows localhost as this machine, whichever side says it', () => {
  const local: GuardRules = { ...inside, own: [{ host: 'localhost', port: 8787 }] };
  expect(reason('localhost', local, 8787)).toBe('own-host');
  expect(reason('localhost', local, 3128)).toBe('allowed');
  expect(reason('127.0.0.1', local, 8787)).toBe('own-host');
  expect(judgeAddresses([address('127.0.0.1')], 8787, inside)?.reason).toBe('own-host');
});

test('judgeHost reaches what the operator allows, and nothing beside it', () => {
  expect(reason('127.0.0.1', inside)).toBe('allowed');
  expect(reason('10.9.9.9', inside)).toBe('allowed');
  expect(reason('192.168.1.1', inside)).toBe('range');
  expect(reason('169.254.169.254', inside)).toBe('range');
});

test('judgeAddresses refuses a name with one address that may not be reached, wherever it stands', () => {
  const good = address('8.8.8.8');
  for (const bad of ['10.0.0.1', '127.0.0.1', '169.254.169.254', '::1']) {
    expect(judgeAddresses([good, address(bad)], 3128, edge)?.reason).toBe('range');
    expect(judgeAddresses([address(bad), good], 3128, edge)?.reason).toBe('range');
  }
  expect(judgeAddresses([good, address('1.1.1.1')], 3128, edge)).toBeNull();
});

describe('the table of denied ranges', () => {
  /** What ipaddr.js calls ordinary; everything else it knows as special must be special here. */
  const ORDINARY = ['unicast'];

  test.each(['IPv4', 'IPv6'] as const)('holds every %s address that ipaddr.js knows as special', (kind) => {
    const arbitrary = kind === 'IPv4' ? fc.ipV4() : fc.ipV6();
    fc.assert(
      fc.property(arbitrary, (text) => {
        const parsed = parseAddress(text);
        if (parsed === null) return;
        const special = !ORDINARY.includes(ipaddr.parse(formatAddress(parsed)).range());
        if (special && !knownDifference(parsed)) expect(useOf(parsed), text).not.toBe('public');
      }),
      { numRuns: 300 },
    );
  });

  /** AS112 (RFC 7534, RFC 7535) and AMT (RFC 7450) are globally reachable in IANA's registries. */
  const knownDifference = (parsed: IpAddress): boolean =>
    ['192.31.196.0/24', '192.52.193.0/24', '192.175.48.0/24', '2620:4f:8000::/48'].some((text) => {
      const { family, first, last } = network(text);
      return family === parsed.family && first <= parsed.value && parsed.value <= last;
    });

  test('has a source for every row', () => {
    for (const { source, cidr } of DENIED_RANGES) expect(source, cidr).toMatch(/^RFC \d+|^learn\.microsoft\.com/);
  });

  test('knows IPv4-mapped addresses as translations', () => {
    expect(useOf(address('::ffff:8.8.8.8'))).toBe('translation');
    expect(useOf(address('::ffff:127.0.0.1'))).toBe('translation');
  });
});
