import { describe, expect, test } from 'vitest';
import { formatAddress, type IpRange, inRange, parseAddress } from '../../../../worker/core/net/address.ts';
import type { Test } from '../../../../worker/core/pac/program.ts';
import { about, compiled } from '../run.ts';
import { sequence } from '../words.ts';

const LAST = { 4: 2n ** 32n - 1n, 6: 2n ** 128n - 1n } as const;

const EVERYTHING: readonly IpRange[] = [
  { family: 4, first: 0n, last: LAST[4] },
  { family: 6, first: 0n, last: LAST[6] },
];

/** Ranges of very different sizes all over the number line of a family, both ends of it included. */
function manyRanges(family: 4 | 6, count: number, seed: number): IpRange[] {
  const next = sequence(seed);
  const bits = family === 4 ? 32 : 128;
  const random = () =>
    Array.from({ length: bits / 16 }, () => BigInt(next(65536))).reduce((all, one) => all * 65536n + one, 0n);
  return Array.from({ length: count }, (_, at) => {
    const size = 1n << BigInt(next(bits - 8));
    const first = at === 0 ? 0n : at === 1 ? LAST[family] - size : (random() / size) * size;
    const last = first + size - 1n + (at === 1 ? 1n : 0n);
    return { family, first, last: last > LAST[family] ? LAST[family] : last };
  });
}

/** Addresses at, inside and next to the edges. */
function probes(ranges: readonly IpRange[]): string[] {
  return ranges
    .flatMap(({ family, first, last }) =>
      [first - 1n, first, (first + last) / 2n, last, last + 1n].map((value) => ({ family, value })),
    )
    .filter(({ family, value }) => value >= 0n && value <= LAST[family])
    .map(formatAddress);
}

const on = (where: 'host' | 'client' | 'address', ranges: readonly IpRange[]): Test => ({
  is: 'ranges',
  on: where,
  ranges,
});

function firstOf(address: string, steps: readonly (readonly [string, readonly IpRange[]])[]): string {
  const parsed = parseAddress(address);
  return steps.find(([, ranges]) => parsed !== null && ranges.some((range) => inRange(parsed, range)))?.[0] ?? 'DIRECT';
}

describe.each([4, 6] as const)('literals of family %i', (family) => {
  test.each([
    [1, 1],
    [3, 2],
    [30, 1],
    [60, 3],
    [400, 1],
    [900, 5],
    [120, 120],
  ])('%i ranges in %i steps: the first step wins at every edge', (count, stepCount) => {
    const ranges = manyRanges(family, count, count + stepCount);
    const steps = Array.from(
      { length: stepCount },
      (_, step) => [`PROXY p${step}:1`, ranges.filter((_, at) => at % stepCount === step)] as const,
    );
    const pac = compiled(steps.map(([route, own]) => [route, on('host', own)] as const));
    const hosts = probes(ranges);
    expect(hosts.map((host) => `${host} ${pac.ask(about(host))}`)).toEqual(
      hosts.map((host) => `${host} ${firstOf(host, steps)}`),
    );
  });

  test('thousands of aligned ranges', () => {
    const step = 1n << BigInt(family === 4 ? 10 : 96);
    const ranges = Array.from({ length: 3000 }, (_, at) => ({
      family,
      first: BigInt(at * 7) * step * 16n,
      last: BigInt(at * 7) * step * 16n + step - 1n,
    })).filter(({ last }) => last <= LAST[family]);
    const pac = compiled([['PROXY p:1', on('host', ranges)]]);
    const hosts = probes(ranges.filter((_, at) => at % 60 === 0));
    expect(hosts.map((host) => `${host} ${pac.ask(about(host))}`)).toEqual(
      hosts.map((host) => `${host} ${firstOf(host, [['PROXY p:1', ranges]])}`),
    );
  });

  test.each([1, 5, 40, 200])('%i ranges of the client’s address', (count) => {
    const ranges = manyRanges(family, count, count);
    const pac = compiled([['PROXY p:1', on('client', ranges)]]);
    const clients = probes(ranges);
    expect(clients.map((clientIp) => `${clientIp} ${pac.ask(about('a.example', { clientIp }))}`)).toEqual(
      clients.map((clientIp) => `${clientIp} ${firstOf(clientIp, [['PROXY p:1', ranges]])}`),
    );
  });
});

test('ranges beside names that come to hundreds of results', () => {
  const ranges = manyRanges(4, 300, 8);
  const mixed = Array.from({ length: 8 }, (_, bit): readonly [string, Test] => {
    const own = Array.from({ length: 200 }, (_, at) => at).filter((at) => ((at + 1) >> bit) % 2 === 1);
    const names = own.map((at) => ({ name: `n${at}.example`, match: 'suffix' as const }));
    return [
      `PROXY n${bit}:1`,
      {
        is: 'all',
        of: [
          { is: 'names', names },
          { is: 'port', ranges: [[bit + 1, bit + 1]] },
        ],
      },
    ];
  });
  const steps = [0, 1, 2].map((step) => [`PROXY p${step}:1`, ranges.filter((_, at) => at % 3 === step)] as const);
  const pac = compiled([...mixed, ...steps.map(([route, own]) => [route, on('host', own)] as const)]);
  expect(pac.text).toContain('nets4Of=[');
  const hosts = probes(ranges);
  expect(hosts.map((host) => `${host} ${pac.ask(about(host))}`)).toEqual(
    hosts.map((host) => `${host} ${firstOf(host, steps)}`),
  );
  expect(pac.ask({ ...about('a.n199.example'), url: 'https://a.n199.example:4/' })).toBe('PROXY n3:1');
});

test('neighbours become one range, a gap of one address stays', () => {
  const range = (first: bigint, last: bigint) => ({ family: 4, first, last }) as const;
  const pac = compiled([
    ['PROXY p:1', on('host', [range(5n, 6n), range(1n, 2n), range(3n, 3n), range(8n, 9n), range(2n, 2n)])],
  ]);
  const inside = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].filter((last) => pac.ask(about(`0.0.0.${last}`)) === 'PROXY p:1');
  expect(inside).toEqual([1, 2, 3, 5, 6, 8, 9]);
  expect(pac.text).toContain('v<1?0:v<4?1:v<5?0:v<7?1:v<8?0:v<10?1:0');
});

test.each([1, 40, 200])('%i ranges of resolved addresses', (count) => {
  const ranges = manyRanges(4, count, count);
  const pac = compiled([['PROXY p:1', on('address', ranges)]]);
  const addresses = probes(ranges);
  const ask = (address: string) => pac.ask(about('a.example', { dns: { 'a.example': address } }));
  expect(addresses.map((address) => `${address} ${ask(address)}`)).toEqual(
    addresses.map((address) => `${address} ${firstOf(address, [['PROXY p:1', ranges]])}`),
  );
});

test.each([
  'a.example',
  '1.2.3',
  '1.2.3.4.5',
  '1.2.3.256',
  '01.2.3.4',
  '1..2.3',
  '0x7f.1',
  ':',
  '::1::',
  '1:2',
  'fe80::1%1',
  '1:2:3:4::5:6:7:8',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1::10000',
  '::1.2.3',
  '::01.2.3.4',
  '1.2.3.4::',
])('%s is no literal: it is not even in the range of everything', (host) => {
  const pac = compiled([['PROXY p:1', on('host', EVERYTHING)]]);
  expect(pac.ask(about(host))).toBe('DIRECT');
});

test.each(['1.2.3.4', '::', '[::1]', '1:2:3:4:5:6:7::', '::1.2.3.4', '0001:2:3:4:5:6:7:abcD'])(
  '%s is a literal',
  (host) => {
    const pac = compiled([['PROXY p:1', on('host', EVERYTHING)]]);
    expect(pac.ask(about(host))).toBe('PROXY p:1');
  },
);

test('an answer of the engine that is no address is unknown, whatever it is', () => {
  const byClient = compiled([['PROXY p:1', on('client', EVERYTHING)]]);
  const byName = compiled([['PROXY p:1', on('address', EVERYTHING)]]);
  const strange = [
    null,
    '',
    'localhost',
    '1.2.3',
    '0x7f.0.0.1',
    '010.1.2.3',
    '1.2.3.4 ',
    '::1%eth0',
    '[::1]',
    '1.2.3.4;5',
  ];
  for (const given of strange) {
    expect(byClient.ask(about('a.example', { clientIp: given })), String(given)).toBe('DIRECT');
    expect(byName.ask(about('a.example', { dns: { 'a.example': given } })), String(given)).toBe('DIRECT');
  }
  expect(byName.ask(about('a.example', { dns: { 'a.example': '::1' } }))).toBe('DIRECT');
  const { clientIp: _, ...withoutClient } = about('a.example');
  expect(byClient.ask(withoutClient)).toBe('DIRECT');
  expect(byClient.ask(about('a.example', { clientIp: '::FFFF:1.2.3.4' }))).toBe('PROXY p:1');
});
