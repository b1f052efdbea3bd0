/** Does an explanation say which entry of which list decided? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Explanation } from '../../../schemas/api.ts';
import type { Condition } from '../../../schemas/condition.ts';
import { Profile } from '../../../schemas/profile.ts';
import { explain, isAnswer } from '../../../worker/core/explain/explain.ts';
import { factsOf } from '../../../worker/core/explain/facts.ts';
import { readRules } from '../../../worker/core/follow/read-rules.ts';
import { ALONE } from '../../../worker/core/rules/surroundings.ts';
import { lists, urls } from '../lists/arbitrary.ts';
import { parsed } from '../lists/outcomes-of.ts';

const LISTS = new Map(
  Object.entries({
    ads: parsed('adblock', '||ads.example^\n@@||good.ads.example^\n||b.example/x').meaning,
    nets: parsed('cidr', '10.0.0.0/8\n10.128.0.0/16').meaning,
    more: parsed('domains', '*.example').meaning,
  }),
);

function asked(when: Condition, url: string): Explanation {
  const profile = Profile.parse({ rules: [{ when, use: 'block' }], default: 'direct' });
  const rules = readRules(profile, { policy: null, lists: LISTS, now: 0 }, () => {});
  const answer = rules && explain(rules, { url }, 0);
  if (answer === null || !isAnswer(answer)) throw new Error('unanswered');
  return Explanation.parse(answer.explanation);
}

describe('explain', () => {
  test.each<[Condition, string, Explanation['lists']]>([
    [{ list: 'ads' }, 'https://x.ads.example/', [{ list: 'ads', entry: 'domain: ads.example' }]],
    [{ list: 'nets' }, 'http://10.129.0.1/', [{ list: 'nets', entry: 'cidr: 10.0.0.0/8' }]],
    [
      { list: ['ads', 'more'] },
      'http://b.example/x',
      [
        { list: 'ads', entry: 'domain: b.example, url: "http://*b.example/x*"' },
        { list: 'more', entry: 'host: "*.example"' },
      ],
    ],
    [
      { any: [{ list: 'nets' }, { all: [{ list: 'more' }, { scheme: 'http' }] }] },
      'http://z.example/',
      [{ list: 'more', entry: 'host: "*.example"' }],
    ],
    [{ domain: 'ads.example' }, 'http://ads.example/', undefined],
    [{ not: { list: 'nets' } }, 'http://ads.example/', undefined],
  ])('of %j for %s names the entries', (when, url, expected) => {
    expect(asked(when, url)).toMatchObject({ rule: 0 });
    expect(asked(when, url).lists).toEqual(expected);
  });

  test('names the exception that takes a host away, in the trace', () => {
    const { rule, trace, lists: none } = asked({ list: 'ads' }, 'https://good.ads.example/');
    expect({ rule, none }).toEqual({ rule: null, none: undefined });
    const found = 'good.ads.example, which the exception "domain: good.ads.example" takes away from ads';
    expect(trace).toEqual([{ rule: 0, failed: { key: 'list', expected: 'ads', found } }]);
    expect(asked({ list: 'ads' }, 'https://other.test/').trace).toMatchObject([{ failed: { found: 'other.test' } }]);
  });
});

test('ListMeaning.entryFor names an entry that adds exactly where the list contains the request', () => {
  fc.assert(
    fc.property(lists, fc.array(urls, { minLength: 5, maxLength: 20 }), ({ format, text }, several) => {
      const { meaning } = parsed(format, text);
      for (const url of several) {
        const facts = factsOf({ url }, { surroundings: ALONE, now: 0 }, () => {});
        if (facts !== null) expect(meaning.entryFor?.(facts)?.adds ?? false).toBe(meaning.contains(facts));
      }
    }),
    { numRuns: 200 },
  );
});
