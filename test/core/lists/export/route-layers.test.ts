/** Is what leads to a route told as a list, and is everything lost that a list cannot say? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../../schemas/condition.ts';
import type { Profile } from '../../../../schemas/profile.ts';
import { explain, isAnswer } from '../../../../worker/core/explain/explain.ts';
import { readRules } from '../../../../worker/core/follow/read-rules.ts';
import { routeLayers } from '../../../../worker/core/lists/export/route-layers.ts';
import { exportOf } from '../../../../worker/core/lists/export/table.ts';
import { writeList } from '../../../../worker/core/lists/export/write.ts';
import { meaningOf } from '../../../../worker/core/lists/layers.ts';
import { parseList } from '../../../../worker/core/lists/parse.ts';
import { isRefused } from '../../../../worker/core/net/refused.ts';
import type { ListMeaning } from '../../../../worker/core/rules/kind.ts';

const layersOfText = (text: string) => {
  const parsed = parseList({ format: 'adblock', chunks: [text] });
  if (isRefused(parsed)) throw new Error(parsed.error);
  return parsed.layers;
};

function told(profile: Profile, route: string, lists: Readonly<Record<string, string>> = {}) {
  const layers = new Map(Object.entries(lists).map(([id, text]) => [id, layersOfText(text)] as const));
  const found = routeLayers(profile, route, layers);
  const { chunks } = writeList(found.layers, exportOf('domains'));
  const lost = found.lost.map(({ what, effect, except }) => `${except ? 'not ' : ''}${what}: ${effect}`);
  return { names: chunks.join('').split('\n').slice(0, -1), lost, losses: found.losses };
}

const LABELS = ['a', 'b', 'www'];
const name = fc
  .array(fc.constantFrom(...LABELS), { minLength: 1, maxLength: 3 })
  .map((labels) => `${labels.join('.')}.example`);
const host = fc.oneof(
  name,
  name.map((text) => `*.${text}`),
  fc.constantFrom('*a*', 'w?w.*', '10.*'),
);
const cidr = fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '2001:db8::/32');
const many = (one: fc.Arbitrary<string>) => fc.array(one, { minLength: 1, maxLength: 3 });
const plain = fc.oneof(
  fc.record({ domain: many(name) }),
  fc.record({ host: many(host) }),
  fc.record({ cidr: many(cidr) }),
  fc.record({ list: many(fc.constantFrom('x', 'y')) }),
  fc.record({ host, port: fc.constantFrom(80, 8080) }),
);
const when: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: plain },
  fc.record({ any: fc.array(plain, { minLength: 1, maxLength: 3 }) }),
);
const rule = fc.record({ when, use: fc.constantFrom('office', 'direct', 'block') });
const URLS = [
  ...LABELS.flatMap((one) => [
    `${one}.example`,
    ...LABELS.flatMap((two) => [`${one}.${two}.example`, `z.${one}.${two}.example`]),
  ]),
  ...['10.1.2.3', '10.1.9.9', '10.9.9.9', '192.0.2.1', '[2001:db8::1]'],
].flatMap((of) => [`http://${of}/`, `http://${of}:8080/`]);

/** Whether each of the URLs gets the route. */
function answers(rules: NonNullable<Profile['rules']>, lists: ReadonlyMap<string, ListMeaning>): boolean[] {
  const proxies = { office: { scheme: 'http', host: 'proxy.example', port: 3128 } } as const;
  const read = readRules({ proxies, rules, default: 'direct' }, { policy: null, lists, now: 0 }, () => {});
  if (read === null) throw new Error('expected rules without errors');
  return URLS.map((url) => {
    const answer = explain(read, { url }, 0);
    if (!isAnswer(answer)) throw new Error(url);
    return answer.explanation.route === 'office';
  });
}

describe('routeLayers', () => {
  test('holds exactly what the rules send to the route, where nothing is told to be lost', () => {
    const lists = new Map([
      ['x', layersOfText('||a.example^\n||b.b.example^\n')],
      ['y', layersOfText('||www.example^\n@@||a.www.example^\n||b.example^\n@@||b.example^\n')],
    ]);
    const meanings = new Map([...lists].map(([id, layers]) => [id, meaningOf(layers)] as const));
    let exact = 0;
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 6 }), (rules) => {
        const { layers, losses } = routeLayers({ rules, default: 'direct' }, 'office', lists);
        if (losses > 0) return;
        exact += 1;
        const asList = new Map([['route', meaningOf(layers)]]);
        expect(answers([{ when: { list: 'route' }, use: 'office' }], asList)).toEqual(answers(rules, meanings));
      }),
      { numRuns: 200 },
    );
    expect(exact).toBeGreaterThan(60);
  });

  test('takes the names and ranges of the rules of a route, through groups, without disabled rules', () => {
    const rules: Profile['rules'] = [
      { when: { domain: ['b.example', 'a.example'] }, use: 'office' },
      { when: { any: [{ host: '*.c.example' }, { cidr: '10.0.0.0/8' }] }, use: 'office' },
      { when: { domain: 'off.example' }, use: 'office', disabled: true },
      { when: { domain: 'other.example' }, use: 'direct' },
    ];
    expect(told({ rules, default: 'direct' }, 'office')).toEqual({
      names: ['a.example', 'b.example', '*.c.example', '10.0.0.0/8'],
      lost: [],
      losses: 0,
    });
  });

  test('leaves out what an earlier rule sends elsewhere, and keeps what only a later one does', () => {
    const rules: Profile['rules'] = [
      { when: { domain: 'www.a.example' }, use: 'direct' },
      { when: { domain: ['www.a.example', 'b.example'] }, use: 'office' },
      { when: { domain: 'b.example' }, use: 'direct' },
    ];
    expect(told({ rules, default: 'direct' }, 'office').names).toEqual(['b.example']);
  });

  test('tells what a list cannot say: zones, times, the default', () => {
    const rules: Profile['rules'] = [
      { when: { zone: 'guests', domain: 'x.example' }, use: 'direct' },
      { when: { domain: 'a.example' }, use: 'office' },
      { when: { list: 'none', zone: 'staff' }, use: 'office' },
    ];
    expect(told({ rules, default: 'office' }, 'office')).toEqual({
      names: ['a.example'],
      lost: [
        'not zone: guests, domain: x.example: wider',
        'list: none, zone: staff: narrower',
        'everything else: narrower',
      ],
      losses: 3,
    });
  });

  test('takes lists apart: names that they take away as a whole are left out, other exceptions are told', () => {
    const ads = '||ads.example^\n||gone.example^\n@@||gone.example^\n@@||ok.ads.example^\n';
    const rules: Profile['rules'] = [{ when: { list: 'ads' }, use: 'block' }];
    const { names, lost } = told({ rules, default: 'direct' }, 'block', { ads });
    expect(names).toEqual(['ads.example']);
    expect(lost).toContain('not domain: ok.ads.example: wider');
  });
});
