/** Is a rule called unreachable only when it is, and found when it plainly is? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../schemas/condition.ts';
import type { Query } from '../../../schemas/profile.ts';
import { explain, isAnswer } from '../../../worker/core/explain/explain.ts';
import { reachFindings } from '../../../worker/core/profile/reach/reach.ts';
import type { ListMeaning, Surroundings } from '../../../worker/core/rules/kind.ts';
import { parseRuleSet, type RuleSet } from '../../../worker/core/rules/ruleset.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';

/** A rule set of these conditions, all enabled, each leading elsewhere. */
function rulesOf(conditions: readonly Condition[], surroundings: Surroundings = ALONE): RuleSet {
  const told: string[] = [];
  const rules = conditions.map((when) => ({ when, use: 'direct' }));
  const parsed = parseRuleSet({ rules, default: 'block' }, surroundings, ({ code, path, severity }) => {
    if (severity === 'error') told.push(`${code} ${path}`);
  });
  if (parsed === null) throw new Error(told.join(', '));
  return parsed;
}

const reach = (conditions: readonly Condition[], surroundings?: Surroundings) =>
  reachFindings(rulesOf(conditions, surroundings)).map(({ code, path }) => `${code} ${path}`);

describe('a condition that contradicts itself', () => {
  test.each<[Condition]>([
    [{ plain: true, domain: 'corp.example' }],
    [{ plain: true, host: '*.example' }],
    [{ plain: true, host: 'w?w.*' }],
    [{ plain: true, cidr: '10.0.0.0/8' }],
    [{ cidr: '10.0.0.0/8', domain: 'corp.example' }],
    [{ cidr: '10.0.0.0/8', all: { cidr: '192.168.0.0/16' } }],
    [{ cidr: '10.0.0.0/8', all: { cidr: 'fd00::/8' } }],
    [{ domain: 'a.example', all: { domain: 'b.example' } }],
    [{ domain: 'a.example', host: '*.b.example' }],
    [{ domain: 'a.example', host: 'x*y.b?.example' }],
    [{ domain: 'a.example', not: { domain: 'example' } }],
    [{ host: 'a.example', not: { host: ['*.example'] } }],
    [{ host: 'a.example', not: { domain: 'a.example' } }],
    [{ scheme: 'https', all: { scheme: ['http', 'ftp'] } }],
    [{ scheme: 'https', url: 'http://a.example/*' }],
    [{ domain: 'b.example', url: 'http://a.example/*' }],
    [{ scheme: 'https', not: { scheme: ['http', 'https'] } }],
    [{ port: '1-100', all: { port: ['101-200', 443] } }],
    [{ port: 80, not: { port: '1-1023' } }],
    [{ client: '10.0.0.0/8', all: { client: '10.0.0.0/16', not: { client: '10.0.0.0/15' } } }],
    [{ time: { days: ['mon', 'tue'] }, all: { time: { days: ['wed'] } } }],
    [{ time: { from: '09:00', to: '12:00' }, all: { time: { from: '12:00', to: '18:00' } } }],
    [
      {
        time: { days: 'sun', from: '22:00', to: '06:00' },
        all: { time: { days: ['tue', 'wed', 'thu', 'fri', 'sat'] } },
      },
    ],
    [{ regex: { host: 'a+' }, not: { regex: { host: 'a+' } } }],
    [
      {
        any: [
          { plain: true, domain: 'a.b' },
          { cidr: '10.0.0.1', plain: true },
        ],
      },
    ],
    [{ all: [{ any: [{ port: 80 }, { port: 81 }] }, { any: [{ port: 82 }, { port: 83 }] }] }],
    [{ not: [{ port: '1-1023' }, { not: { port: 80 } }] }],
  ])('%j is told as rule.never-matches', (condition) => {
    expect(reach([condition])).toEqual(['rule.never-matches /rules/0/when']);
  });

  test('names the two keys that exclude each other', () => {
    const [one] = reachFindings(rulesOf([{ scheme: 'http', plain: true, domain: 'a.example', port: 80 }]));
    expect(one?.message).toContain('plain and domain exclude each other');
  });

  test.each<[Condition]>([
    [{ plain: true, domain: 'corp' }],
    [{ plain: true, host: 'w*' }],
    [{ plain: true, scheme: 'http', port: 443 }],
    [{ domain: 'a.example', host: '*.b.a.example' }],
    [{ domain: 'a.b.example', host: 'x*y*.example' }],
    [{ domain: 'example', not: { domain: 'a.example' } }],
    [{ domain: 'a.example', not: { host: 'a.example' } }],
    [{ cidr: '10.0.0.0/8', resolve: true, domain: 'corp.example' }],
    [{ host: '10.*', cidr: '10.0.0.0/8' }],
    [{ url: '*://*.example/*', scheme: 'http' }],
    [{ url: 'http://*.a.example/*', domain: 'b.example' }],
    [{ time: { days: 'sun', from: '22:00', to: '06:00' }, all: { time: { days: 'mon', from: '00:00', to: '06:00' } } }],
    [{ time: { from: '09:00', to: '12:00' }, all: { time: { from: '12:00', to: '18:00', zone: 'utc' } } }],
    [{ regex: [{ host: 'a' }, { host: 'b' }], not: { regex: { host: 'a' } } }],
    [{ port: 80, not: { scheme: 'http' } }],
    [{ scheme: 'gopher', not: { port: '1-65535' } }],
  ])('%j is left alone', (condition) => {
    expect(reach([condition])).toEqual([]);
  });
});

describe('a rule behind others', () => {
  test.each<[Condition[]]>([
    [[{ host: '*' }, { domain: 'a.example' }]],
    [[{ domain: 'example' }, { domain: 'a.example' }]],
    [[{ domain: ['a.example', 'b.example'] }, { host: ['x.a.example', '*.b.example', 'b.example'] }]],
    [[{ domain: 'a.example' }, { domain: 'a.example', port: 443 }]],
    [[{ host: '*.b?.example' }, { host: ['x.b1.example'] }]],
    [[{ host: '*ads*' }, { domain: 'x.ads.example' }]],
    [[{ host: 'x*' }, { host: 'x*', port: 80 }]],
    [[{ cidr: '10.0.0.0/8' }, { cidr: ['10.1.0.0/16', '10.9.9.9'] }]],
    [[{ plain: true }, { host: 'wiki' }]],
    [[{ plain: true }, { plain: true, port: 80 }]],
    [[{ port: '1-1023' }, { port: [80, 443], domain: 'a.example' }]],
    [[{ scheme: ['http', 'https'] }, { scheme: 'https', client: '10.0.0.0/8' }]],
    [
      [
        { client: '10.0.0.0/8', port: '1-1023' },
        { client: '10.1.0.0/16', port: 80, domain: 'a.example' },
      ],
    ],
    [
      [
        { domain: 'example', port: 443 },
        { domain: 'a.example', port: 443, scheme: 'https' },
      ],
    ],
    [[{ url: 'http://a.example/x*' }, { url: 'http://a.example/x*', time: { days: 'mon' } }]],
    [[{ time: { from: '08:00', to: '20:00' } }, { time: { days: 'mon', from: '09:00', to: '10:00' } }]],
    [
      [
        { time: { dates: { from: '2026-01-01', to: '2026-12-31' } } },
        { time: { dates: { from: '2026-01-01', to: '2026-12-31' } }, port: 80 },
      ],
    ],
    [[{ not: { domain: 'a.example' } }, { not: { domain: ['a.example', 'b.example'] } }]],
  ])('%j is told as rule.unreachable', (conditions) => {
    expect(reach(conditions)).toContain('rule.unreachable /rules/1');
  });

  test('is told when several rules together decide everything, and names them', () => {
    const rules = rulesOf([
      { domain: 'a.example' },
      { port: 80 },
      { host: '*.b.example' },
      { host: ['x.a.example', 'x.b.example'] },
    ]);
    expect(reachFindings(rules)).toMatchObject([{ path: '/rules/3', found: 'decided by /rules/0, /rules/2' }]);
    expect(reach([{ port: '1-1000' }, { port: '1001-65535' }, { port: [80, '900-1100'] }])).toEqual([
      'rule.unreachable /rules/2',
    ]);
    expect(reach([{ plain: true }, { not: { plain: true } }, { scheme: 'http' }])).toEqual([]);
  });

  test.each<[Condition[]]>([
    [[{ domain: 'a.example' }, { domain: 'example' }]],
    [[{ host: 'a.example' }, { domain: 'a.example' }]],
    [[{ host: '*.a.example' }, { domain: 'a.example' }]],
    [[{ host: 'x*.a.example' }, { domain: 'a.example' }]],
    [[{ domain: 'a.example', port: 443 }, { domain: 'a.example' }]],
    [[{ plain: true }, { domain: 'corp' }]],
    [[{ cidr: '10.0.0.0/8' }, { cidr: '10.0.0.0/8', resolve: true }]],
    [[{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }]],
    [[{ port: '1-65535' }, { scheme: 'gopher' }]],
    [[{ time: { from: '08:00', to: '20:00' } }, { time: { from: '08:00', to: '20:00', zone: 'utc' } }]],
    [[{ time: { dates: { from: '2026-01-01', to: '2026-12-31' } } }, { port: 80 }]],
    [[{ regex: { host: 'a' } }, { regex: { host: 'ab' } }]],
  ])('%j is left alone', (conditions) => {
    expect(reach(conditions)).toEqual([]);
  });

  test('is not blamed on disabled rules, and not looked at when it is disabled', () => {
    const rules = rulesOf([{ host: '*' }, { domain: 'a.example' }, { plain: true, domain: 'a.b' }]);
    const off = (index: number) =>
      rules.rules.map((rule) => (rule.index === index ? { ...rule, disabled: true } : rule));
    expect(reachFindings({ ...rules, rules: off(0) }).map(({ path }) => path)).toEqual(['/rules/2/when']);
    expect(reachFindings({ ...rules, rules: off(1) }).map(({ path }) => path)).toEqual(['/rules/0', '/rules/2/when']);
  });

  test('is never blamed on what a list holds today', () => {
    const nothing: ListMeaning = { test: { is: 'never' }, contains: () => false };
    const everything: ListMeaning = { test: { is: 'always' }, contains: () => true };
    const lists = { ...ALONE, list: (id: string) => (id === 'none' ? nothing : everything) };
    expect(
      reach(
        [
          { list: 'none' },
          { list: 'all' },
          { not: { list: 'all' } },
          { any: { list: 'none' } },
          { domain: 'a.example' },
        ],
        lists,
      ),
    ).toEqual([]);
    expect(reach([{ list: 'all' }, { list: 'all', port: 80 }], lists)).toEqual(['rule.unreachable /rules/1']);
    expect(reach([{ list: 'all', plain: true, domain: 'a.b' }], lists)).toEqual(['rule.never-matches /rules/0/when']);
    expect(reach([{ domain: 'a.example' }, { list: 'all', domain: 'x.a.example' }], lists)).toEqual([
      'rule.unreachable /rules/1',
    ]);
  });

  test('may be reached in one zone only', () => {
    const zones = { ...ALONE, zones: ['lab', 'staff'] };
    expect(reach([{ zone: 'lab' }, { zone: 'staff' }, { domain: 'a.example' }], zones)).toEqual([]);
    expect(
      reach(
        [
          { zone: 'lab', domain: 'a.example' },
          { zone: 'lab', host: 'a.example' },
        ],
        zones,
      ),
    ).toEqual(['rule.unreachable /rules/1']);
    expect(reach([{ any: [{ zone: 'lab' }, { not: { zone: 'lab' } }] }, { plain: true }], zones)).toContain(
      'rule.unreachable /rules/1',
    );
    expect(reach([{ not: { any: { zone: 'lab' } } }, { plain: true }], zones)).toEqual([]);
    expect(reach([{ zone: 'lab', all: { zone: 'staff' } }], zones)).toEqual(['rule.never-matches /rules/0/when']);
  });
});

describe('a rule that always holds', () => {
  test.each<[Condition]>([[{ host: '*' }], [{ url: '*' }], [{ any: [{ plain: true }, { host: '*' }] }]])(
    '%j is told as rule.always',
    (condition) => {
      expect(reach([condition])).toEqual(['rule.always /rules/0']);
    },
  );
});

describe('reachFindings', () => {
  const host = fc.constantFrom('a.example', 'x.a.example', 'b.example', 'example', 'corp', 'x.corp');
  const ends = fc.constantFrom(...(['00:00', '06:00', '12:00', '18:00', '24:00'] as const));
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ domain: fc.uniqueArray(host, { minLength: 1, maxLength: 2 }) }),
    fc.record({
      host: fc.constantFrom(
        'a.example',
        '*.a.example',
        '*.example',
        'x*',
        '*a*',
        'corp',
        '10.0.0.1',
        '10.*',
        '?.example',
      ),
    }),
    fc.record({
      cidr: fc.constantFrom('10.0.0.0/8', '10.0.0.1', 'fd00::/8'),
      resolve: fc.constantFrom(true as const, undefined),
    }),
    fc.constant<Condition>({ plain: true }),
    fc.record({ scheme: fc.uniqueArray(fc.constantFrom('http', 'https', 'ftp'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ port: fc.constantFrom(80, 443, '80-100', '1-65535') }),
    fc.record({ url: fc.constantFrom('http://a.example/*', '*://*.a.example/*', 'https://*', '*iso') }),
    fc.record({ regex: fc.record({ host: fc.constantFrom('^a', 'corp$') }) }),
    fc.record({ client: fc.constantFrom('10.0.0.0/8', '127.0.0.1', '10.1.0.0/16') }),
    fc
      .record({ days: fc.constantFrom('mon' as const, 'tue' as const, undefined), from: ends, to: ends })
      .filter(({ from, to }) => from !== to && from !== '24:00' && !(from === '00:00' && to === '24:00'))
      .map((time): Condition => ({ time })),
  );
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'condition' },
      { arbitrary: leaf, weight: 3 },
      { arbitrary: fc.tuple(leaf, leaf).map(([one, other]): Condition => ({ ...one, ...other })), weight: 2 },
      {
        arbitrary: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }).map((any): Condition => ({ any })),
        weight: 1,
      },
      {
        arbitrary: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }).map((all): Condition => ({ all })),
        weight: 1,
      },
      { arbitrary: tie('condition').map((not): Condition => ({ not })), weight: 1 },
    ),
  }));
  const query: fc.Arbitrary<Query> = fc
    .record({
      scheme: fc.constantFrom('http', 'https', 'ftp', 'gopher'),
      host: fc.constantFrom(
        'a.example',
        'x.a.example',
        'b.example',
        'corp',
        'x.corp',
        'xa',
        '10.0.0.1',
        '10.9.9.9',
        '[fd00::1]',
        'other.test',
      ),
      port: fc.constantFrom('', ':80', ':90', ':443', ':9999'),
      path: fc.constantFrom('', 'x.iso'),
      client: fc.constantFrom('127.0.0.1', '10.1.2.3', '10.9.9.9', '192.0.2.1'),
      at: fc.constantFrom(
        '2026-11-23T05:00:00Z',
        '2026-11-23T13:00:00Z',
        '2026-11-24T19:00:00Z',
        '2026-11-29T03:00:00Z',
      ),
      answer: fc.constantFrom('10.0.0.1', '192.0.2.9', null),
    })
    .map(({ scheme, host: shown, port, path, client, at, answer }) => ({
      url: `${scheme}://${shown}${port}/${path}`,
      client,
      at,
      ...(/^[a-z.]+$/.test(shown) ? { dns: { [shown]: answer } } : {}),
    }));

  test('never blames a rule that decides a request', () => {
    let blamed = 0;
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 7 }),
        fc.array(query, { minLength: 40, maxLength: 40 }),
        (conditions, queries) => {
          const rules = rulesOf(conditions);
          const findings = reachFindings(rules).filter(({ severity }) => severity === 'error');
          const dead = new Set(findings.map(({ path }) => Number(path.split('/')[2])));
          blamed += dead.size;
          for (const one of queries) {
            const answer = explain(rules, one, 0);
            if (!isAnswer(answer)) throw new Error(JSON.stringify(answer));
            expect(
              dead.has(answer.explanation.rule ?? -1),
              `${JSON.stringify(one)} against ${JSON.stringify(conditions)}`,
            ).toBe(false);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(blamed).toBeGreaterThan(50);
  });

  test.each<[what: string, condition: (index: number) => Condition]>([
    ['single names', (i) => ({ domain: `d${i}.example` })],
    ['names with ports', (i) => ({ domain: `d${i}.example`, port: 1 + i })],
    ['host patterns', (i) => ({ host: `*x${i}*.example` })],
    ['ranges', (i) => ({ cidr: `10.${i >> 7}.${(i & 127) * 2}.0/24` })],
    ['ports', (i) => ({ port: 1 + 2 * i })],
    [
      'groups',
      (i) => ({ any: [{ host: `a${i}*` }, { all: [{ port: i + 1 }, { not: { domain: `d${i}.example` } }] }] }),
    ],
  ])('stays quick for 5,000 rules of %s', (_, make) => {
    const rules = rulesOf(Array.from({ length: 5000 }, (_unused, index) => make(index)));
    const start = performance.now();
    expect(reachFindings(rules)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(6000);
  });
});
