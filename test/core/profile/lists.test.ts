/** What does a profile become that names rule lists? */
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { buildProfile } from '../../../worker/core/build.ts';
import { explain, isAnswer } from '../../../worker/core/explain/explain.ts';
import { readRules } from '../../../worker/core/follow/read-rules.ts';
import type { Lists } from '../../../worker/core/rules/kind.ts';
import { parsed } from '../lists/outcomes-of.ts';
import { about, load } from '../pac/run.ts';

const LISTS: Lists = new Map([
  ['ads', parsed('adblock', '||a.example^\n@@||b.a.example^').meaning],
  ['cn', parsed('domains', 'c.example').meaning],
]);

const PROFILE = Profile.parse({
  proxies: { p: { scheme: 'http', host: 'p.example', port: 3128, auth: 'negotiate' } },
  rules: [
    { when: { list: 'ads' }, use: 'block' },
    { when: { any: [{ not: { list: 'cn' }, domain: 'example' }] }, use: 'p' },
  ],
  default: 'direct',
  tests: [
    { url: 'https://www.a.example/', expect: 'block' },
    { url: 'https://b.a.example/', expect: 'p' },
    { url: 'https://c.example/', expect: 'direct' },
  ],
});

describe('buildProfile', () => {
  test('gives the rules what lists mean: in the tests of the document and in every text', () => {
    const { findings, artifacts } = buildProfile({ id: 'p', profile: PROFILE, lists: LISTS, now: 0 });
    expect(findings).toEqual([]);
    expect(artifacts).toHaveLength(3);
    for (const { text } of artifacts) {
      const pac = load(text);
      expect(pac.ask(about('www.a.example'))).toMatch(/127\.0\.0\.1/);
      expect(pac.ask(about('b.a.example'))).toMatch(/p\.example:3128/);
      expect(pac.ask(about('c.example'))).toBe('DIRECT');
    }
  });

  test('a test that its list fails is told', () => {
    const lists = new Map([...LISTS, ['ads', parsed('domains', 'd.example').meaning]]);
    const { findings, artifacts } = buildProfile({ id: 'p', profile: PROFILE, lists, now: 0 });
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual(['test.failed /tests/0']);
    expect(artifacts).toEqual([]);
  });

  test('a list that is not among them is an error at its place', () => {
    const lists = new Map([['ads', parsed('domains', 'a.example').meaning]]);
    const { findings } = buildProfile({ id: 'p', profile: PROFILE, lists, now: 0 });
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'reference.unknown /rules/1/when/any/0/not/list',
    ]);
  });
});

describe('readRules', () => {
  test('gives explain what lists mean', () => {
    const rules = readRules(PROFILE, { policy: null, lists: LISTS, now: 0 }, (finding) => {
      throw new Error(JSON.stringify(finding));
    });
    if (rules === null) throw new Error('refused');
    const routes = ['www.a.example', 'b.a.example', 'c.example'].map((host) => {
      const answer = explain(rules, { url: `https://${host}/` }, 0);
      return isAnswer(answer) ? answer.explanation.route : answer;
    });
    expect(routes).toEqual(['block', 'p', 'direct']);
  });
});
