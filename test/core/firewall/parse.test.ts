/** What is a policy, what is refused, and what is said about it? */
import { describe, expect, test } from 'vitest';
import { Policy } from '../../../schemas/firewall.ts';
import { parsePolicy } from '../../../worker/core/firewall/parse.ts';
import { parsed } from './parsed.ts';
import { CAMPUS } from './policies.ts';

const NOW = Date.parse('2026-11-24T12:00:00Z');

/** Codes and places, errors first told first. */
function told(document: object): [code: string, path: string][] {
  return parsePolicy(Policy.parse(document), NOW).findings.map(({ code, path }) => [code, path]);
}

const rule = (extra: object) => ({ rules: [{ action: 'allow', from: 'any', to: 'any', ...extra }] });

describe('Policy', () => {
  test('takes the policy of the design, and one without anything in it', () => {
    expect(Policy.safeParse(CAMPUS).success).toBe(true);
    expect(Policy.safeParse({}).success).toBe(true);
  });

  test('refuses unknown keys, wrong types and sizes beyond the limits', () => {
    const many = (count: number) => Array.from({ length: count }, () => ({ action: 'allow', from: 'any', to: 'any' }));
    const zones = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, k) => [`z${k}`, { networks: ['10.0.0.0/8'] }]));
    expect(Policy.safeParse({ rules: many(5_000), zones: zones(64) }).success).toBe(true);
    for (const wrong of [
      { rules: many(5_001) },
      { zones: zones(65) },
      { rulez: [] },
      { zones: { staff: { networks: [] } } },
      { zones: { any: { networks: ['10.0.0.0/8'] } } },
      { groups: { Proxies: [] } },
      { default: 'reject' },
      rule({ from: [] }),
      rule({ from: undefined }),
      rule({ ports: 0 }),
      rule({ ports: 65_536 }),
      rule({ ports: '443' }),
      rule({ protocol: 'icmp' }),
      rule({ expires: '2026-11-24' }),
      rule({ action: 'drop' }),
    ]) {
      expect(Policy.safeParse(wrong).success, JSON.stringify(wrong).slice(0, 80)).toBe(false);
    }
  });
});

describe('parsePolicy', () => {
  test('spells addresses and names in one way, and leaves everything else as it was written', () => {
    const { document } = parsed({
      title: 'T',
      zones: { staff: { networks: ['2001:DB8:0::/48', '10.0.0.1/32'], seenAs: ['198.51.100.0/24'], note: 'n' } },
      groups: { proxies: ['Proxy.Corp.EXAMPLE.', '10.0.0.1'] },
      names: { 'PROXY.corp.example': ['2001:db8:0:0::1'] },
      rules: [
        {
          id: 'a',
          action: 'allow',
          from: 'staff',
          to: ['*.Bücher.example', 'proxies', '2001:db8::0/32'],
          ports: '80-80',
        },
      ],
    });
    expect(document).toEqual({
      title: 'T',
      zones: { staff: { networks: ['2001:db8::/48', '10.0.0.1'], seenAs: ['198.51.100.0/24'], note: 'n' } },
      groups: { proxies: ['proxy.corp.example', '10.0.0.1'] },
      names: { 'proxy.corp.example': ['2001:db8::1'] },
      rules: [
        {
          id: 'a',
          action: 'allow',
          from: 'staff',
          to: ['*.xn--bcher-kva.example', 'proxies', '2001:db8::/32'],
          ports: '80-80',
        },
      ],
    });
    expect(parsed(document).document).toEqual(document);
  });

  test('takes tcp, all ports and a default of deny where nothing is written', () => {
    const policy = parsed({ rules: [{ action: 'allow', from: 'any', to: 'any' }] });
    expect(policy.rules[0]?.services).toEqual({ protocols: ['tcp'], ports: [[1, 65_535]] });
    expect(policy.default).toBe('deny');
  });

  test('keeps a zone without the zones nested in it, and those without what is nested in them', () => {
    const { zones } = parsed({
      zones: {
        hq: { networks: ['10.0.0.0/8'] },
        servers: { networks: ['10.1.0.0/16'] },
        back: { networks: ['10.1.2.0/24'] },
      },
    });
    const region = (name: string) =>
      zones.get(name)?.region.map(({ first, last }) => [first.toString(16), last.toString(16)]);
    expect(region('hq')).toEqual([
      ['a000000', 'a00ffff'],
      ['a020000', 'affffff'],
    ]);
    expect(region('servers')).toEqual([
      ['a010000', 'a0101ff'],
      ['a010300', 'a01ffff'],
    ]);
    expect(region('back')).toEqual([['a010200', 'a0102ff']]);
  });

  test.each([
    ['host bits', rule({ to: '10.0.0.1/8' }), 'cidr.host-bits', '/rules/0/to'],
    ['a mapped address', rule({ to: ['any', '::ffff:10.0.0.1'] }), 'address.mapped', '/rules/0/to/1'],
    ['an address with a leading zero', rule({ to: '010.1.2.3' }), 'cidr.invalid', '/rules/0/to'],
    ['an unknown zone or group', rule({ from: 'staff' }), 'firewall.unknown-peer', '/rules/0/from'],
    ['a name whose only dot is the last', rule({ to: 'proxy.' }), 'firewall.unknown-peer', '/rules/0/to'],
    ['a wildcard inside a name', rule({ to: 'a.*.example' }), 'firewall.wildcard', '/rules/0/to'],
    ['a port in a name', rule({ to: 'a.example:80' }), 'cidr.invalid', '/rules/0/to'],
    ['a host name as a source', rule({ from: 'a.example' }), 'firewall.name-in-from', '/rules/0/from'],
    [
      'a group of names as a source',
      { groups: { g: ['a.example'] }, ...rule({ from: 'g' }) },
      'firewall.name-in-from',
      '/rules/0/from',
    ],
    ['a range that ends before it starts', rule({ ports: [1, '90-80'] }), 'firewall.ports', '/rules/0/ports/1'],
    ['a port beyond the last', rule({ ports: '80-70000' }), 'firewall.ports', '/rules/0/ports'],
    [
      'a network in two zones',
      { zones: { a: { networks: ['10.0.0.0/8'] }, b: { networks: ['10.0.0.0/8'] } } },
      'zone.network-twice',
      '/zones/b/networks',
    ],
    [
      'a zone and a group of one name',
      { zones: { a: { networks: ['10.0.0.0/8'] } }, groups: { a: [] } },
      'firewall.name-shared',
      '/groups/a',
    ],
    ['a group in a group', { groups: { a: [], b: ['a'] } }, 'firewall.group-member', '/groups/b/0'],
    ['any in a group', { groups: { a: ['any'] } }, 'firewall.group-member', '/groups/a/0'],
    [
      'one name in two spellings',
      { names: { 'a.example': ['10.0.0.1'], 'A.example': ['10.0.0.2'] } },
      'firewall.name-twice',
      '/names/A.example',
    ],
    ['an address that is none', { names: { 'a.example': ['10.0.0.256'] } }, 'address.invalid', '/names/a.example/0'],
    [
      'a zone whose network is none',
      { zones: { a: { networks: ['10.0.0.0/33'] } } },
      'cidr.prefix',
      '/zones/a/networks/0',
    ],
  ])('refuses %s', (_, document, code, path) => {
    expect(told(document)).toContainEqual([code, path]);
    expect(parsePolicy(Policy.parse(document), NOW).policy).toBeNull();
  });

  test('refuses an id that another rule has', () => {
    const twice = {
      rules: [
        { id: 'a', action: 'allow', from: 'any', to: 'any' },
        { id: 'a', action: 'deny', from: 'any', to: 'any' },
      ],
    };
    expect(told(twice)).toEqual([['firewall.rule-id', '/rules/1/id']]);
  });

  test.each([
    ['a rule that has expired', rule({ expires: '2026-11-24T12:00:00Z' }), 'firewall.expired', '/rules/0/expires'],
    [
      'families that do not meet',
      rule({ from: '10.0.0.0/8', to: '2001:db8::/32' }),
      'firewall.unmatchable',
      '/rules/0',
    ],
    ['an empty group', { groups: { g: [] }, ...rule({ to: 'g' }) }, 'firewall.unmatchable', '/rules/0'],
    ['a name without addresses', rule({ to: 'a.example' }), 'firewall.name-unknown', '/rules/0/to'],
    [
      'an edge that cannot tell zones apart',
      {
        zones: {
          a: { networks: ['10.1.0.0/16'], seenAs: ['192.0.2.0/24'] },
          b: { networks: ['10.2.0.0/16'], seenAs: ['192.0.2.0/24'] },
        },
      },
      'zone.seen-as-ambiguous',
      '/zones/b/seenAs',
    ],
    [
      'a zone that nested zones use up',
      { zones: { a: { networks: ['10.0.0.0/8'] }, b: { networks: ['10.0.0.0/9', '10.128.0.0/9'] } } },
      'zone.empty',
      '/zones/a/networks',
    ],
  ])('accepts and tells %s', (_, document, code, path) => {
    expect(told(document)).toContainEqual([code, path]);
    expect(parsePolicy(Policy.parse(document), NOW).policy).not.toBeNull();
  });

  test('says nothing about disabled rules, rules that still hold, and names that are known', () => {
    expect(told(rule({ to: 'a.example', disabled: true }))).toEqual([]);
    expect(told(rule({ expires: '2026-11-24T13:00:01+01:00' }))).toEqual([]);
    expect(told({ names: { 'a.example': ['10.0.0.1'] }, ...rule({ to: 'a.example' }) })).toEqual([]);
  });
});

describe('the size of what is written out', () => {
  const group = Array.from({ length: 10_000 }, (_, k) => `10.${k >> 8}.${k & 255}.0/25`);
  const rules = (count: number, from: (k: number) => string[] | string) =>
    Array.from({ length: count }, (_, k) => ({ action: 'allow', from: from(k), to: 'any', ports: 80 }));

  test('is refused where many lists write a large group out, and the group alone may stand in any number', () => {
    const beside = { groups: { group }, rules: rules(300, (k) => ['group', `192.0.2.${k % 256}`, `11.0.${k >> 8}.1`]) };
    expect(told(beside)).toEqual([['firewall.too-many-addresses', '/rules']]);
    expect(told({ groups: { group }, rules: rules(300, () => 'group') })).toEqual([]);
  });

  test('counts host names that are written out, too', () => {
    const hosts = Array.from({ length: 10_000 }, (_, k) => `h${k}.example`);
    const to = (k: number) => ['hosts', `192.0.2.${k % 256}`, `11.0.${k >> 8}.1`];
    const many = Array.from({ length: 300 }, (_, k) => ({ action: 'allow', from: 'any', to: to(k), ports: 80 }));
    expect(told({ groups: { hosts }, rules: many })).toContainEqual(['firewall.too-many-addresses', '/rules']);
    expect(told({ groups: { hosts }, rules: many.slice(0, 100) })).not.toContainEqual([
      'firewall.too-many-addresses',
      '/rules',
    ]);
  });

  test('shows a few of many names that are unknown, for each rule that names them', () => {
    const hosts = Array.from({ length: 10_000 }, (_, k) => `h${k}.example`);
    const many = { groups: { hosts }, rules: rules(2, () => 'any').map((one) => ({ ...one, to: 'hosts' })) };
    const { findings } = parsePolicy(Policy.parse(many), NOW);
    expect(findings.map(({ code }) => code)).toEqual(['firewall.name-unknown', 'firewall.name-unknown']);
    expect(findings[0]?.found).toMatch(/^h0\.example, .* and 9995 more$/);
    expect(findings[0]?.found?.length).toBeLessThan(200);
  });

  test('counts names below one too', () => {
    const names = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, k) => [`h${k}.c.example`, [`10.${k >> 7}.${(k & 127) * 2}.1`]]),
    );
    const many = Array.from({ length: 500 }, (_, k) => ({
      action: 'allow',
      from: 'any',
      to: ['*.c.example', `*.x${k}.example`],
    }));
    expect(told({ names, rules: many }).filter(([code]) => code !== 'firewall.name-unknown')).toEqual([
      ['firewall.too-many-addresses', '/rules'],
    ]);
  });
});
