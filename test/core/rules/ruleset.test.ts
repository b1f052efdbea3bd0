/** Are proxies, routes and rules checked together, and what do routes answer per flavour of client? */
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../schemas/finding.ts';
import { type Flavour, Profile } from '../../../schemas/profile.ts';
import { lowerRuleSet } from '../../../worker/core/rules/lower.ts';
import { parseRuleSet, type RuleSet } from '../../../worker/core/rules/ruleset.ts';
import { CAMPUS } from './asking.ts';

const PROXIES = {
  web: { scheme: 'http', host: 'Proxy.Example.', port: 3128 },
  tls: { scheme: 'https', host: 'tls.example', port: 443 },
  four: { scheme: 'socks4', host: '192.0.2.4', port: 1080 },
  five: { scheme: 'socks5', host: '2001:DB8::5', port: 1080 },
};
const ROUTES = {
  all: ['web', 'tls', 'four', 'five'],
  open: ['tls', 'five', 'direct'],
  secure: ['tls', 'four'],
  onlydirect: ['direct'],
};

function read(written: unknown): { ruleset: RuleSet | null; findings: Finding[] } {
  const findings: Finding[] = [];
  const ruleset = parseRuleSet(Profile.parse(written), CAMPUS, (finding) => findings.push(finding));
  return { ruleset, findings };
}

function results(flavour: Flavour, zone: string | null = null): Record<string, string> {
  const { ruleset } = read({ proxies: PROXIES, routes: ROUTES, default: 'direct' });
  if (ruleset === null) throw new Error('refused');
  return Object.fromEntries(lowerRuleSet(ruleset, { zone, flavour }).results);
}

function errors(written: unknown): string[] {
  const { ruleset, findings } = read(written);
  expect(ruleset).toBeNull();
  return findings.map(({ code, path }) => `${code} ${path}`);
}

describe('lowerRuleSet', () => {
  test('writes generic result strings', () => {
    expect(results('generic')).toEqual({
      direct: 'DIRECT',
      block: 'PROXY 127.0.0.1:9',
      web: 'PROXY proxy.example:3128',
      tls: 'HTTPS tls.example:443',
      four: 'SOCKS4 192.0.2.4:1080',
      five: 'SOCKS5 [2001:db8::5]:1080',
      all: 'PROXY proxy.example:3128; HTTPS tls.example:443; SOCKS4 192.0.2.4:1080; SOCKS5 [2001:db8::5]:1080',
      open: 'HTTPS tls.example:443; SOCKS5 [2001:db8::5]:1080; DIRECT',
      secure: 'HTTPS tls.example:443; SOCKS4 192.0.2.4:1080',
      onlydirect: 'DIRECT',
    });
  });

  test('for Apple drops what its resolver misreads, and adds the SOCKS twin', () => {
    expect(results('apple')).toMatchObject({
      direct: 'DIRECT',
      tls: 'PROXY 127.0.0.1:9',
      all: 'PROXY proxy.example:3128; SOCKS5 [2001:db8::5]:1080; SOCKS [2001:db8::5]:1080',
      open: 'SOCKS5 [2001:db8::5]:1080; SOCKS [2001:db8::5]:1080; DIRECT',
      secure: 'PROXY 127.0.0.1:9',
    });
  });

  test('for Windows keeps PROXY and DIRECT, and blocks what is left empty', () => {
    expect(results('windows')).toMatchObject({
      direct: 'DIRECT',
      block: 'PROXY 127.0.0.1:9',
      five: 'PROXY 127.0.0.1:9',
      all: 'PROXY proxy.example:3128',
      open: 'DIRECT',
      secure: 'PROXY 127.0.0.1:9',
    });
  });

  test('leaves disabled rules out and keeps the indexes of the profile', () => {
    const { ruleset } = read({
      rules: [
        { when: { plain: true }, use: 'block', disabled: true },
        { when: { zone: 'staff', scheme: 'http' }, use: 'direct' },
      ],
      default: 'block',
    });
    const program = ruleset && lowerRuleSet(ruleset, { zone: 'staff', flavour: 'generic' });
    const scheme = { is: 'scheme', schemes: ['http'] };
    expect(program).toMatchObject({
      steps: [{ test: { is: 'all', of: [{ is: 'always' }, scheme] }, route: 'direct', rule: 1 }],
      otherwise: 'block',
    });
  });
});

describe('parseRuleSet', () => {
  test('tells names that refer to nothing, with a guess', () => {
    const { findings } = read({
      proxies: PROXIES,
      routes: { office: ['wep'] },
      rules: [{ when: { plain: true }, use: 'offce' }],
      default: 'nowhere-at-all',
    });
    expect(findings).toMatchObject([
      { code: 'reference.unknown', path: '/routes/office/0', fix: 'Did you mean "web"?' },
      { code: 'reference.unknown', path: '/rules/0/use', found: 'offce', fix: 'Did you mean "office"?' },
      { code: 'reference.unknown', path: '/default' },
    ]);
  });

  test('tells of a disabled rule what is wrong with it, but not what it would cost', () => {
    const rule = (disabled: boolean, cidr: string) => ({ when: { cidr, resolve: true }, use: 'direct', disabled });
    const codesOf = (...rules: object[]) =>
      read({ rules, default: 'direct' }).findings.map(({ code, path }) => `${code} ${path}`);
    expect(codesOf(rule(false, '10.0.0.0/8'))).toEqual([expect.stringContaining('rule.resolves /rules/0')]);
    expect(codesOf(rule(true, '10.0.0.0/8'))).toEqual([]);
    expect(codesOf(rule(true, '10.0.0.1/8'))).toEqual([expect.stringContaining('/rules/0')]);
  });

  test.each([
    [{ office: ['web', 'web'] }, 'route.repeats /routes/office/1'],
    [{ office: ['direct', 'web'] }, 'route.direct-not-last /routes/office/0'],
    [{ office: ['web', 'block'] }, 'route.block /routes/office/1'],
    [{ office: ['web'], other: ['office'] }, 'route.nested /routes/other/0'],
    [{ web: ['tls'] }, 'name.duplicate /routes/web'],
  ])('refuses the routes %j', (routes, error) => {
    expect(errors({ proxies: PROXIES, routes, default: 'direct' })).toEqual([error]);
  });

  test.each([
    ['proxy.example:3128', 'host.port'],
    ['http://proxy.example', 'host.url'],
    ['me:pw@proxy.example', 'host.credentials'],
    ['me:p:w@proxy.example', 'host.credentials'],
    ['http://proxy.example:80', 'host.url'],
    ['[::1]', 'address.invalid'],
    ['::ffff:10.0.0.1', 'address.mapped'],
    ['10.1', 'host.numeric'],
    ['proxy.example; DIRECT', 'host.invalid'],
    ['*.example', 'host.wildcard'],
  ])('refuses the proxy host %s as %s', (host, code) => {
    const proxies = { web: { scheme: 'http', host, port: 1 } };
    expect(errors({ proxies, default: 'web' })).toEqual([`${code} /proxies/web/host`]);
  });

  test('checks disabled rules like the others', () => {
    const rules = [{ when: { cidr: '10.0.0.1/8' }, use: 'direct', disabled: true }];
    expect(errors({ rules, default: 'direct' })).toEqual(['cidr.host-bits /rules/0/when/cidr']);
  });

  test('tells the errors of all rules at once', () => {
    const rules = [
      { when: { domain: '10.0.0.1' }, use: 'direct' },
      { when: { plain: true }, use: 'direct' },
      { when: { list: 'gone' }, use: 'gone' },
    ];
    expect(errors({ rules, default: 'direct' })).toEqual([
      'host.address /rules/0/when/domain',
      'reference.unknown /rules/2/when/list',
      'reference.unknown /rules/2/use',
    ]);
  });

  test('gives null only beside an error', () => {
    const { ruleset, findings } = read({ rules: [{ when: { url: 'http://a/x' }, use: 'direct' }], default: 'direct' });
    expect(findings.map(({ severity }) => severity)).toEqual(['warning']);
    expect(ruleset).not.toBeNull();
  });
});

describe('the expressions of a document', () => {
  const rules = (count: number, source: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => ({ when: { regex: { host: source(index) } }, use: 'block' }));

  test('are accepted by the thousand as people write them', () => {
    const { findings } = read({
      rules: rules(5_000, (index) => `^cdn${index}[0-9]+\\.video\\.example$`),
      default: 'direct',
    });
    expect(findings).toEqual([]);
  });

  test('are refused from the one on before which the dear ones took the effort of the whole document', () => {
    const found = errors({ rules: rules(2_000, (index) => `x${index}([a-f]{1,30}x){1,30}`), default: 'direct' });
    expect(found[0]).toMatch(/^regex\.unsafe \/rules\/[1-9][0-9]*\/when\/regex\/host$/);
    expect(found.at(-1)).toBe('regex.unsafe /rules/1999/when/regex/host');
  });
});
