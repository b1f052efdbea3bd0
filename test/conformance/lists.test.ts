/** Do rules that name random lists get one answer from `explain` and from the PAC text in every engine? */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition } from '../../schemas/condition.ts';
import { lists, urls } from '../core/lists/arbitrary.ts';
import { parsed } from '../core/lists/outcomes-of.ts';
import { ENGINES } from '../engines/table.ts';
import { needPrograms } from '../programs.ts';
import { BASE } from './case.ts';
import { questionsOf } from './client.ts';
import { explained, NOW, pacOf, rulesOf } from './subject.ts';

const whens: fc.Arbitrary<Condition> = fc.constantFrom<Condition>(
  { list: 'one' },
  { list: ['one', 'other'] },
  { list: 'other', domain: ['a', 'com'] },
  { list: 'one', not: { list: 'other' } },
  { not: { list: 'one' }, scheme: 'http' },
  { any: [{ list: 'other', port: 8080 }, { domain: 'b.com' }] },
  { domain: 'a.com' },
  { cidr: '10.0.0.0/8' },
);

describe.each(ENGINES)('the PAC text in $name answers as explain does', (engine) => {
  test('for generated lists, rules that name them, and queries', async (context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    await fc.assert(
      fc.asyncProperty(
        lists,
        lists,
        fc.uniqueArray(whens, { minLength: 1, maxLength: 4 }),
        fc.array(urls, { minLength: 5, maxLength: 25 }),
        async (one, other, conditions, several) => {
          const known = Object.entries({ one, other }).map(
            ([id, { format, text }]) => [id, parsed(format, text).meaning] as const,
          );
          const uses = ['direct', 'block', 'open', 'mixed'];
          const rules = conditions.map((when, at) => ({ when, use: uses[at] ?? 'direct' }));
          const ruleset = rulesOf({ ...BASE, rules }, new Map(known));
          const asked = several.flatMap((url) =>
            questionsOf({ url, client: '10.1.2.3' }, NOW).map((question) => ({ url, question })),
          );
          const answers = await engine.run(
            pacOf(ruleset, 'generic'),
            asked.map(({ question }) => question),
          );
          const line = (at: number, answer: unknown) => `${JSON.stringify(asked[at]?.question)} → ${answer}`;
          expect(answers.map((answer, at) => line(at, answer))).toEqual(
            asked.map(({ url }, at) => line(at, explained(ruleset, { url, client: '10.1.2.3' }, 'generic').pac)),
          );
        },
      ),
      { numRuns: 80 },
    );
  });
});
