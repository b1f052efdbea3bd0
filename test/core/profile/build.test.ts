/** Does a profile become what was meant: refused with reasons, or a canonical document and its texts? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { buildProfile } from '../../../worker/core/build.ts';
import { canonicalText } from '../../../worker/core/document/canonical.ts';
import { sha256Hex } from '../../../worker/core/hash.ts';
import { HOSTED_BYTES, MAX_PAC_BYTES } from '../../../worker/core/pac/limit.ts';
import { sizeFindings } from '../../../worker/core/profile/size.ts';

const BASE: Profile = {
  proxies: {
    one: { scheme: 'http', host: 'one.example', port: 3128, auth: 'negotiate' },
    two: { scheme: 'http', host: 'two.example', port: 3128, auth: 'negotiate' },
  },
  routes: { office: ['one', 'two'] },
  rules: [{ when: { domain: 'corp.example' }, use: 'direct' }],
  default: 'office',
};

const build = (parts: Partial<Profile>) => buildProfile({ id: 'p', profile: { ...BASE, ...parts }, now: 0 });

/** Findings in short, without those that are only worth knowing. */
const told = (parts: Partial<Profile>) =>
  build(parts)
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ code, path }) => `${code} ${path}`);

const rule = (when: NonNullable<Profile['rules']>[number]['when'], use = 'direct') => ({ when, use });

describe('buildProfile', () => {
  test('compiles one text for each flavour, named by the hash of its bytes', () => {
    const { findings, artifacts, document } = build({});
    expect(findings).toEqual([]);
    expect(document).toEqual(BASE);
    expect(artifacts.map((one) => one.for)).toEqual(['generic', 'apple', 'windows']);
    for (const { text, hash } of artifacts) {
      expect(text).toMatch(/^[\n\x20-\x7e]+$/);
      expect(hash).toBe(sha256Hex(text));
    }
  });

  test('gives no artifacts, and the document as it was written, when anything is an error', () => {
    const built = build({ rules: [rule({ domain: 'Corp..example' })] });
    expect(built.artifacts).toEqual([]);
    expect(built.document.rules).toEqual([rule({ domain: 'Corp..example' })]);
  });

  test.each<[string, Partial<Profile>, string[]]>([
    ['an unknown default', { default: 'ofice' }, ['reference.unknown /default']],
    ['an unknown route in a rule', { rules: [rule({ plain: true }, 'x')] }, ['reference.unknown /rules/0/use']],
    ['an unknown proxy in a route', { routes: { office: ['one', 'tow'] } }, ['reference.unknown /routes/office/1']],
    ['an unknown firewall policy', { firewall: 'campus' }, ['reference.unknown /firewall']],
    ['an unknown list', { rules: [rule({ list: 'ads' })] }, ['reference.unknown /rules/0/when/list']],
    ['a zone without a policy', { rules: [rule({ zone: 'lab' })] }, ['reference.unknown /rules/0/when/zone']],
    ['one name for a proxy and a route', { routes: { office: ['one'], two: ['one'] } }, ['name.duplicate /routes/two']],
    ['a proxy twice in a route', { routes: { office: ['one', 'two', 'one'] } }, ['route.repeats /routes/office/2']],
    ['block in a list', { routes: { office: ['one', 'block'] } }, ['route.block /routes/office/1']],
    ['direct in front', { routes: { office: ['direct', 'one'] } }, ['route.direct-not-last /routes/office/0']],
    ['a route in a route', { routes: { office: ['one'], more: ['office'] } }, ['route.nested /routes/more/0']],
    ['two equal routes', { routes: { office: ['one'], same: ['one'] } }, ['route.same /routes/same']],
    [
      'two equal proxies',
      { proxies: { ...BASE.proxies, three: { scheme: 'http', host: 'ONE.example.', port: 3128, auth: 'none' } } },
      ['proxy.same /proxies/three'],
    ],
    [
      'a host that is none',
      { proxies: { ...BASE.proxies, one: { scheme: 'http', host: '010.1.2.3', port: 80 } } },
      ['host.numeric /proxies/one/host'],
    ],
    [
      'an address that is none',
      {
        proxies: {
          ...BASE.proxies,
          one: { scheme: 'http', host: 'one.example', port: 3128, auth: 'none', addresses: ['10.1'] },
        },
      },
      ['address.invalid /proxies/one/addresses/0'],
    ],
    [
      'a rule that never matches',
      { rules: [rule({ plain: true, domain: 'a.b' })] },
      ['rule.never-matches /rules/0/when'],
    ],
    [
      'a rule that is never reached',
      { rules: [rule({ domain: 'a' }), rule({ domain: 'b.a' })] },
      ['rule.unreachable /rules/1'],
    ],
    ['a network that is none', { delivery: { networks: ['10.0.0.1/8'] } }, ['cidr.host-bits /delivery/networks/0']],
    [
      'a network inside another',
      { delivery: { networks: ['10.1.0.0/16', '10.0.0.0/8', '10.0.0.0/8'] } },
      ['delivery.network-repeated /delivery/networks/0', 'delivery.network-repeated /delivery/networks/2'],
    ],
    [
      'a WPAD name that is an address',
      { delivery: { wpad: ['10.0.0.1'], access: 'public' } },
      ['host.address /delivery/wpad/0'],
    ],
    [
      'a WPAD name twice',
      { delivery: { wpad: ['wpad.a.example', 'WPAD.a.example.'], access: 'public' } },
      ['delivery.wpad-duplicate /delivery/wpad/1'],
    ],
    [
      'a WPAD name that opens a keyed profile',
      { delivery: { wpad: ['wpad.a.example'] } },
      ['delivery.wpad-open /delivery/wpad'],
    ],
  ])('tells %s', (_, parts, findings) => {
    expect(told(parts)).toEqual(findings);
  });

  test('tells what was probably meant', () => {
    expect(build({ default: 'ofice' }).findings[0]?.fix).toBe('Did you mean "office"?');
    expect(build({ routes: { office: ['one', 'tow'] } }).findings[0]?.fix).toBe('Did you mean "two"?');
  });

  test('tells what nothing leads to, and does not count disabled rules', () => {
    const rules = [{ ...rule({ plain: true }, 'lab'), disabled: true }];
    const { findings } = build({ rules, routes: { office: ['one'], lab: ['two'] } });
    expect(findings.map(({ code, path, severity }) => `${severity} ${code} ${path}`)).toEqual([
      'info proxy.unused /proxies/two',
      'info route.unused /routes/lab',
    ]);
  });

  test('refuses a profile whose text is larger than clients accept', () => {
    const host = Array.from({ length: 8_000 }, (_, i) => `*${sha256Hex(`${i}`)}.${sha256Hex(`x${i}`)}.example`);
    expect(build({ rules: [rule({ host })] })).toMatchObject({
      artifacts: [],
      findings: [{ code: 'pac.too-large', severity: 'error', path: '' }],
    });
  });
});

describe('sizeFindings', () => {
  test.each([
    [HOSTED_BYTES, []],
    [HOSTED_BYTES + 1, ['pac.over-hosted-cap']],
    [Math.floor(MAX_PAC_BYTES * 0.8), ['pac.over-hosted-cap']],
    [Math.floor(MAX_PAC_BYTES * 0.8) + 1, ['pac.large']],
    [MAX_PAC_BYTES, ['pac.large']],
    [MAX_PAC_BYTES + 1, ['pac.too-large']],
  ])('looks at the largest text: %i bytes', (bytes, codes) => {
    const texts = [{ text: 'x' }, { text: 'x'.repeat(bytes) }];
    expect(sizeFindings(texts).map(({ code }) => code)).toEqual(codes);
  });
});

describe('the canonical document', () => {
  const written: Partial<Profile> = {
    proxies: { ...BASE.proxies, six: { scheme: 'socks5', host: 'FD00:0::1', port: 1080, addresses: ['FD00::0001'] } },
    rules: [
      rule({ domain: ['BÜCHER.example.', 'A.example'], scheme: 'HTTPS' }),
      rule({ cidr: 'FD00::/8', port: ['80-80', 443] }),
      rule({ any: [{ host: '*.B?.Example.' }, { not: { client: ['FE80::/10'] } }] }),
    ],
    delivery: { access: 'public', networks: ['2001:DB8::/32'], wpad: ['WPAD.Corp.Example.'] },
    tests: [
      {
        url: 'HTTPS://X.Bücher.example:443/',
        client: 'FD00::0:1',
        dns: { 'A.example.': ['10.0.0.1'] },
        expect: 'direct',
      },
    ],
  };

  test('has one spelling of hosts, addresses, ranges, ports and schemes, in the shape that was written', () => {
    const { document, findings } = build(written);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(document).toMatchObject({
      proxies: { six: { host: 'fd00::1', addresses: ['fd00::1'] } },
      rules: [
        rule({ domain: ['xn--bcher-kva.example', 'a.example'], scheme: 'https' }),
        rule({ cidr: 'fd00::/8', port: [80, 443] }),
        rule({ any: [{ host: '*.b?.example' }, { not: { client: ['fe80::/10'] } }] }),
      ],
      delivery: { networks: ['2001:db8::/32'], wpad: ['wpad.corp.example'] },
      tests: [{ url: 'HTTPS://X.Bücher.example:443/', client: 'fd00::1', dns: { 'a.example': ['10.0.0.1'] } }],
    });
  });

  test('is its own canonical form, with the same texts', () => {
    const first = build(written);
    const again = buildProfile({ id: 'p', profile: first.document, now: 0 });
    expect(canonicalText(Profile, again.document)).toBe(canonicalText(Profile, first.document));
    expect(again.artifacts).toEqual(first.artifacts);
  });

  test('fits the schema and adds nothing', () => {
    const { document } = build(written);
    expect(Profile.parse(document)).toEqual(document);
    expect(Object.keys(document)).toEqual(['proxies', 'routes', 'rules', 'default', 'delivery', 'tests']);
  });
});

describe('the tests of a profile', () => {
  const question = { url: 'https://x.corp.example/', expect: 'direct' };

  test('pass in silence', () => {
    expect(told({ tests: [question, { url: 'https://news.example/', expect: 'office' }] })).toEqual([]);
  });

  test('that fail are told with what was expected, what came out, and which rule decided', () => {
    const { findings } = build({
      tests: [question, { ...question, expect: 'office' }, { url: 'https://a.example/', expect: 'two' }],
    });
    expect(findings).toMatchObject([
      { code: 'test.failed', severity: 'error', path: '/tests/1', expected: 'office', found: 'direct (by /rules/0)' },
      { code: 'test.failed', severity: 'error', path: '/tests/2', expected: 'two', found: 'office (by default)' },
    ]);
    expect(findings[0]?.message).toContain('rule 0 (domain: corp.example)');
  });

  test.each<[string, NonNullable<Profile['tests']>[number], string]>([
    ['an unknown route', { ...question, expect: 'dirct' }, 'reference.unknown /tests/0/expect'],
    ['no URL', { ...question, url: 'corp.example' }, 'url.invalid /tests/0/url'],
    ['a URL that no client asks about', { ...question, url: 'file:///etc/hosts' }, 'url.no-host /tests/0/url'],
    ['no address', { ...question, client: '10.1' }, 'address.invalid /tests/0/client'],
    ['a zone that is unknown', { ...question, zone: 'lab' }, 'reference.unknown /tests/0/zone'],
    [
      'an answer of DNS that is none',
      { ...question, dns: { 'a.example': '1.2.3' } },
      'address.invalid /tests/0/dns/a.example',
    ],
    [
      'two answers for one name',
      { ...question, dns: { 'a.example': '10.0.0.1', 'A.example.': null } },
      'test.dns-duplicate /tests/0/dns/A.example.',
    ],
  ])('are refused with %s', (_, one, finding) => {
    expect(told({ tests: [one] })).toEqual([finding]);
  });

  test('are refused, and not run, when they would take too long', () => {
    const url = Array.from({ length: 2_000 }, (_, index) => `*a*b*c*${index}*d*e*`);
    const tests = Array.from({ length: 700 }, () => ({
      url: `http://a.example/${'abc'.repeat(600)}`,
      expect: 'office',
    }));
    const start = performance.now();
    const { findings } = build({ rules: [rule({ any: { url } })], tests });
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'test.too-much', path: '/tests' },
    ]);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('must say when, as soon as they reach a time, and only then', () => {
    const rules = [
      rule({ domain: 'corp.example' }),
      rule({ domain: 'lab.example', time: { from: '09:00', to: '18:00' } }, 'one'),
    ];
    const lab = { url: 'https://lab.example/', expect: 'one' };
    expect(told({ rules, tests: [question, { url: 'https://a.example/', expect: 'office' }] })).toEqual([]);
    expect(told({ rules, tests: [lab] })).toEqual(['test.at-missing /tests/0']);
    expect(
      told({
        rules,
        tests: [
          { ...lab, at: '2026-11-24T09:00:00+01:00' },
          { ...lab, at: '2026-11-24T18:00:00+01:00', expect: 'office' },
        ],
      }),
    ).toEqual([]);
  });
});

describe('credentials', () => {
  const secret = 'hunter22';
  const places: readonly [string, Partial<Profile>, string][] = [
    [
      'a proxy’s host',
      { proxies: { ...BASE.proxies, one: { scheme: 'http', host: `me:${secret}@one.example`, port: 80 } } },
      '/proxies/one/host',
    ],
    ['a domain', { rules: [rule({ domain: `me:${secret}@corp.example` })] }, '/rules/0/when/domain'],
    ['a pattern of URLs', { rules: [rule({ url: `http://me:${secret}@corp.example/*` })] }, '/rules/0/when/url'],
    [
      'an expression',
      { rules: [rule({ any: { regex: { url: `^http://me:${secret}@x` } } })] },
      '/rules/0/when/any/regex/url',
    ],
    ['a note', { rules: [{ ...rule({ plain: true }), note: `password=${secret}` }] }, '/rules/0/note'],
    ['the title', { title: `Authorization: Basic ${secret}` }, '/title'],
    ['a test', { tests: [{ url: `https://me:${secret}@x.corp.example/`, expect: 'direct' }] }, '/tests/0/url'],
    [
      'a name of a test’s DNS',
      { tests: [{ url: 'https://x.corp.example/', dns: { [`me:${secret}@a`]: null }, expect: 'direct' }] },
      '/tests/0/dns',
    ],
    ['a WPAD name', { delivery: { access: 'public', wpad: [`me:${secret}@wpad.example`] } }, '/delivery/wpad/0'],
  ];

  test.each(places)('in %s are refused and not shown', (_, parts, path) => {
    const { findings, artifacts } = build(parts);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ code: 'credentials.found', path }),
    ]);
    expect(JSON.stringify(findings)).not.toContain(secret);
    expect(artifacts).toEqual([]);
  });
});

describe('buildProfile on any profile of the right shape', () => {
  const mostly = <Value>(good: readonly Value[], odd: readonly Value[]) =>
    fc.oneof({ arbitrary: fc.constantFrom(...good), weight: 9 }, { arbitrary: fc.constantFrom(...odd), weight: 1 });
  const name = mostly(['a', 'b', 'direct', 'block'], ['c', 'x']);
  const host = mostly(
    ['a.example', 'B.example.', '10.0.0.1', 'FD00::1', 'ü.example', 'constructor'],
    ['*', '-', 'a..b', 'x'.repeat(64), '010.1.1.1', ''],
  );
  const proxy = fc.record({
    scheme: mostly(['http'] as const, ['socks4'] as const),
    host,
    port: fc.constantFrom(1, 80, 65535),
  });
  const members = mostly([['a'], ['b', 'direct'], ['b', 'a']], [['direct', 'a'], ['c'], ['x']]);
  const when = fc.oneof(
    fc.record({ domain: mostly(['a.example', 'Corp.example.', 'ü.example'], ['10.0.0.1', 'a..b']) }),
    fc.record({ host: mostly(['*.A.example', 'b.example', 'FD00::1'], ['.a', '*']) }),
    fc.record({ cidr: mostly(['10.0.0.0/8', 'FD00::/8', '192.0.2.1'], ['10.0.0.1/8']) }),
    fc.record({ url: mostly(['HTTP://A.example:80/*', '*://b.example/*'], ['a.example', 'https://a.example/x']) }),
  );
  const profile = fc.record(
    {
      proxies: fc.record({ a: proxy, b: proxy }),
      routes: fc.dictionary(fc.constantFrom('c', 'd'), members, { maxKeys: 2 }),
      rules: fc.array(fc.record({ when, use: name }), { maxLength: 3 }),
      default: name,
      delivery: fc.record({
        access: fc.constantFrom('key' as const, 'public' as const),
        networks: fc.constantFrom<string[]>(['10.0.0.0/8'], ['FD00::/8', 'FD00:1::/32']),
        wpad: mostly([['WPAD.a.example'], ['wpad']], [['10.0.0.1']]),
      }),
      tests: fc.array(
        fc.record({ url: host.map((one) => `http://${one}/`), expect: name, client: fc.constant('FD00:0::1') }),
        { maxLength: 1 },
      ),
    },
    { requiredKeys: ['proxies', 'default'] },
  );

  test('never throws; artifacts and errors exclude each other; what was built builds again to the same', () => {
    let built = 0;
    fc.assert(
      fc.property(profile, (one) => {
        const first = buildProfile({ id: 'p', profile: one, now: 0 });
        expect(first.artifacts.length > 0).toBe(!first.findings.some(({ severity }) => severity === 'error'));
        for (const { path, message, docs } of first.findings)
          expect([path.startsWith('/'), message !== '', docs !== undefined]).toEqual([true, true, true]);
        if (first.artifacts.length === 0) return;
        built++;
        const again = buildProfile({ id: 'p', profile: first.document, now: 0 });
        expect([again.document, again.artifacts]).toEqual([first.document, first.artifacts]);
      }),
      { numRuns: 300 },
    );
    expect(built).toBeGreaterThan(20);
  });
});
