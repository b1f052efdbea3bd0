/** Do shape errors point at the right place, say what was expected and found, and keep secrets? */
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { checkShape, shapeFindings } from '../../../worker/core/document/shape.ts';

/** A profile that is right but for what is put into it. */
function findingsOf(parts: Record<string, unknown>) {
  const shaped = checkShape(Profile, { default: 'direct', ...parts });
  return 'findings' in shaped ? shaped.findings : [];
}

const rule = (when: unknown) => ({ rules: [{ when, use: 'direct' }] });
const proxy = (parts: Record<string, unknown>) => ({
  proxies: { p: { scheme: 'http', host: 'p.example', port: 80, ...parts } },
});

describe('checkShape', () => {
  test('gives the document when the shape is right', () => {
    expect(checkShape(Profile, { default: 'direct' })).toEqual({ document: { default: 'direct' } });
  });

  test.each<
    [what: string, parts: Record<string, unknown>, code: string, path: string, expected: string, found: string]
  >([
    ['a missing key', { default: undefined }, 'shape.missing', '/default', 'a text', 'nothing'],
    ['a number for a text', { title: 5 }, 'shape.type', '/title', 'a text', '5'],
    ['null', { title: null }, 'shape.type', '/title', 'a text', 'null'],
    ['a map for a list', { rules: { a: 1 } }, 'shape.type', '/rules', 'a list', 'a map of a'],
    [
      'a value of no listed kind',
      proxy({ scheme: 'socks' }),
      'shape.value',
      '/proxies/p/scheme',
      '"http", "https", "socks4" or "socks5"',
      '"socks"',
    ],
    ['a port beyond the last', proxy({ port: 65536 }), 'shape.size', '/proxies/p/port', 'at most 65535', '65536'],
    ['half a port', proxy({ port: 1.5 }), 'shape.type', '/proxies/p/port', 'a whole number', '1.5'],
    [
      'a reserved name',
      { proxies: { any: {} } },
      'shape.name',
      '/proxies/any',
      'a name other than direct, block and any: those are built in',
      '"any"',
    ],
    [
      'an id in upper case',
      { default: 'Office' },
      'shape.format',
      '/default',
      '1 to 63 of a-z, 0-9 and "-", beginning with a letter or digit',
      '"Office"',
    ],
    ['a union of kinds', rule({ domain: 5 }), 'shape.type', '/rules/0/when/domain', 'a text or a list', '5'],
    [
      'an entry of a list in a union',
      rule({ domain: ['a', 5] }),
      'shape.type',
      '/rules/0/when/domain/1',
      'a text',
      '5',
    ],
    ['an empty list', rule({ domain: [] }), 'shape.size', '/rules/0/when/domain', 'at least 1 entry', 'a list of 0'],
    [
      'a time without its leading zero',
      rule({ time: { from: '9:00' } }),
      'shape.format',
      '/rules/0/when/time/from',
      'HH:MM, 00:00 to 24:00',
      '"9:00"',
    ],
    [
      'no day of any month',
      rule({ time: { dates: { from: '2026-02-30', to: '2026-03-01' } } }),
      'shape.format',
      '/rules/0/when/time/dates/from',
      'a date, such as 2026-11-24',
      '"2026-02-30"',
    ],
    [
      'a deep condition',
      rule({ any: [{ plain: true }, { all: { not: [{ port: 'x' }] } }] }),
      'shape.format',
      '/rules/0/when/any/1/all/not/0/port',
      '"from-to", such as "9000-9099"',
      '"x"',
    ],
    ['an empty condition', rule({}), 'shape.refused', '/rules/0/when', 'at least one key', 'an empty map'],
    [
      'resolve without cidr',
      rule({ resolve: true }),
      'shape.refused',
      '/rules/0/when/resolve',
      'cidr beside resolve',
      'true',
    ],
    ['plain: false', rule({ plain: false }), 'shape.value', '/rules/0/when/plain', 'true', 'false'],
    ['too long a text', { note: 'x'.repeat(501) }, 'shape.size', '/note', 'at most 500 characters', '501 characters'],
    [
      'a time without offset',
      { tests: [{ url: 'http://a/', expect: 'direct', at: '2026-11-24T09:00:00' }] },
      'shape.format',
      '/tests/0/at',
      'a time with its offset, such as 2026-11-24T09:30:00+01:00',
      '"2026-11-24T09:00:00"',
    ],
  ])('tells %s', (_, parts, code, path, expected, found) => {
    expect(findingsOf(parts)).toEqual([expect.objectContaining({ code, path, expected, found, severity: 'error' })]);
  });

  test('tells every unknown key at its own place, with the one that was probably meant', () => {
    const findings = findingsOf({ titel: 'x', rules: [{ when: { domian: 'a', 'x/y': 1 }, use: 'direct' }] });
    expect(findings.map(({ code, path, fix }) => [code, path, fix])).toEqual([
      ['shape.unknown-key', '/rules/0/when/domian', 'Did you mean "domain"?'],
      ['shape.unknown-key', '/rules/0/when/x~1y', undefined],
      ['shape.unknown-key', '/titel', 'Did you mean "title"?'],
    ]);
    expect(findings[0]?.expected).toContain('domain, host, cidr');
  });

  test('tells more than 64 proxies', () => {
    const proxies = Object.fromEntries(
      Array.from({ length: 65 }, (_, i) => [`p${i}`, { scheme: 'http', host: 'p', port: 80 }]),
    );
    expect(findingsOf({ proxies })).toMatchObject([
      { code: 'shape.refused', path: '/proxies', expected: 'at most 64 proxies' },
    ]);
  });

  test('says what to do about missing and surplus quotes', () => {
    expect(findingsOf({ title: 5 })[0]?.fix).toBe('Put quotes around it.');
    expect(findingsOf(proxy({ port: '80' }))[0]?.fix).toBe('Remove the quotes.');
  });

  test('shows at most a hundred characters and never a credential', () => {
    const [long] = findingsOf({ default: 'X'.repeat(5000) });
    expect(long?.found?.length).toBeLessThanOrEqual(100);
    const secret = JSON.stringify([
      findingsOf({ default: 'http://me:hunter22@proxy.example' }),
      findingsOf(proxy({ auth: 'password=hunter22' })),
      findingsOf({ 'http://me:hunter22@proxy.example': 1, proxies: { 'me:hunter22@host': {} } }),
    ]);
    expect(secret).not.toContain('hunter22');
    expect(secret).toContain('[not shown: looks like a credential]');
  });

  test('tells at most a hundred findings', () => {
    expect(findingsOf({ rules: Array.from({ length: 400 }, () => 5) })).toHaveLength(100);
    const start = performance.now();
    expect(findingsOf(Object.fromEntries(Array.from({ length: 80_000 }, (_, i) => [`k${i}`, 1])))).toHaveLength(100);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test.each([[null], [5], ['x'], [[]], [undefined]])('answers for %j as a whole document', (value) => {
    const shaped = checkShape(Profile, value);
    expect('findings' in shaped && shaped.findings.length).toBe(1);
  });
});

describe('shapeFindings', () => {
  test('works without a schema, only then without the known keys', () => {
    const result = Profile.safeParse({ default: 'direct', titel: 1 });
    expect(shapeFindings(result.error as never, { default: 'direct', titel: 1 })).toMatchObject([
      { path: '/titel', found: '"titel"' },
    ]);
  });
});
