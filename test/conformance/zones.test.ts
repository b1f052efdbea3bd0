/** Does the PAC of a zone answer in every engine as `explain` does for a client of that zone? */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../worker/core/explain/facts.ts';
import { compilePac } from '../../worker/core/pac/compile.ts';
import { lowerRuleSet } from '../../worker/core/rules/lower.ts';
import { followed, followings, zonedQueries } from '../core/follow/following.ts';
import { ENGINES } from '../engines/table.ts';
import { needPrograms } from '../programs.ts';
import { questionsOf } from './client.ts';
import { explained, NOW } from './subject.ts';

describe.each(ENGINES)('the PAC of a zone in $name answers as explain does', (engine) => {
  test('for generated profiles, policies and queries', async (context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    await fc.assert(
      fc.asyncProperty(
        followings,
        fc.constantFrom(null, 'staff', 'lab'),
        fc.array(zonedQueries, { minLength: 5, maxLength: 30 }),
        async ({ profile, policy }, zone, several) => {
          const { ruleset } = followed(profile, policy);
          const standing = several.filter((query) => {
            const facts = factsOf(query, { surroundings: ruleset.surroundings, now: NOW }, () => {});
            return facts !== null && facts.zone === zone;
          });
          const program = lowerRuleSet(ruleset, { zone, flavour: 'generic' });
          const { text } = compilePac({ id: 'conformance', program });
          const asked = standing.flatMap((query) => questionsOf(query, NOW).map((question) => ({ query, question })));
          const answers = await engine.run(
            text,
            asked.map(({ question }) => question),
          );
          const line = (at: number, answer: unknown) =>
            `${JSON.stringify(asked[at]?.question)} → ${JSON.stringify(answer)}`;
          expect(answers.map((answer, at) => line(at, answer))).toEqual(
            asked.map(({ query }, at) => line(at, explained(ruleset, query, 'generic').pac)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
