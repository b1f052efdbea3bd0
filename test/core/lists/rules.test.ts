/** What do rules make of lists: in the program, and where rules are judged by their reach? */
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../schemas/condition.ts';
import { compilePac } from '../../../worker/core/pac/compile.ts';
import { reachFindings } from '../../../worker/core/profile/reach/reach.ts';
import { lowerRuleSet } from '../../../worker/core/rules/lower.ts';
import { parseRuleSet, type RuleSet } from '../../../worker/core/rules/ruleset.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';
import { about, load } from '../pac/run.ts';
import { parsed } from './outcomes-of.ts';

const LISTS = new Map([
  ['ads', parsed('adblock', '||a.example^\n@@||b.a.example^\n||192.0.2.0^').meaning],
  ['more', parsed('domains', 'c.example\na.example').meaning],
  ['none', parsed('domains', '').meaning],
]);

function rules(...conditions: readonly Condition[]): RuleSet {
  const surroundings = { ...ALONE, list: (id: string) => LISTS.get(id) };
  const profile = {
    proxies: { p: { scheme: 'http', host: 'p.example', port: 3128 } },
    rules: conditions.map((when, index) => ({ when, use: index % 2 === 0 ? 'p' : 'block' })),
    default: 'direct',
  } as const;
  const set = parseRuleSet({ ...profile, rules: [...profile.rules] }, surroundings, (finding) => {
    throw new Error(JSON.stringify(finding));
  });
  if (set === null) throw new Error('refused');
  return set;
}

function answers(set: RuleSet, hosts: readonly string[]): string[] {
  const { text } = compilePac({ id: 'test', program: lowerRuleSet(set, { zone: null, flavour: 'generic' }) });
  const pac = load(text);
  return hosts.map((host) => String(pac.ask(about(host))));
}

const reach = (...conditions: readonly Condition[]) =>
  reachFindings(rules(...conditions)).map(({ code, path }) => `${code} ${path}`);

describe('a rule that names lists', () => {
  test('leaves what an exception takes away to the next rule', () => {
    expect(
      answers(rules({ list: 'ads' }, { domain: 'b.a.example' }), [
        'x.a.example',
        'b.a.example',
        '192.0.2.0',
        'd.example',
      ]),
    ).toEqual(['PROXY p.example:3128', 'PROXY 127.0.0.1:9', 'PROXY p.example:3128', 'DIRECT']);
  });

  test('asks several lists one by one: an exception of one takes nothing from another', () => {
    expect(answers(rules({ list: ['ads', 'more'] }), ['b.a.example', 'c.example', 'd.example'])).toEqual([
      'PROXY p.example:3128',
      'PROXY p.example:3128',
      'DIRECT',
    ]);
  });

  test('joins a list with other keys by AND', () => {
    expect(answers(rules({ list: 'more', not: { host: 'www.c.example' } }), ['c.example', 'www.c.example'])).toEqual([
      'PROXY p.example:3128',
      'DIRECT',
    ]);
  });

  test('a list that holds nothing never matches', () => {
    expect(answers(rules({ list: 'none' }), ['a.example'])).toEqual(['DIRECT']);
  });
});

describe('reachFindings', () => {
  test('does not guess about the names of a list', () => {
    expect(reach({ list: 'more' }, { domain: 'c.example' })).toEqual([]);
    expect(reach({ domain: 'example' }, { list: 'more' })).toEqual([]);
    expect(reach({ list: 'more', domain: 'c.example' })).toEqual([]);
  });

  test('knows that the same list asked again decides nothing', () => {
    expect(reach({ list: 'more' }, { list: 'more' })).toEqual(['rule.unreachable /rules/1']);
  });

  test('has nothing against a list that holds nothing: a subscription may be empty for a while', () => {
    expect(reach({ list: 'none' }, { domain: 'a.example' })).toEqual([]);
  });
});
