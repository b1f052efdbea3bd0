/** Do `explain` and the PAC text give the same answer, in every engine and to every client's spelling? */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Query } from '../../schemas/profile.ts';
import { profiles, queries } from '../core/rules/arbitrary.ts';
import type { Engine } from '../engines/engine.ts';
import { ENGINES } from '../engines/table.ts';
import { needPrograms } from '../programs.ts';
import type { Expected } from './case.ts';
import { CASES } from './cases/table.ts';
import { questionsOf } from './client.ts';
import { explained, FLAVOURS, NOW, pacOf, rulesOfCase, tryRules } from './subject.ts';

const queryOf = ([, query]: Expected): Query => (typeof query === 'string' ? { url: query } : query);

describe('explain', () => {
  test.for(CASES)('$name', (one) => {
    const ruleset = rulesOfCase(one);
    const routes = one.expected.map((expected) => [
      explained(ruleset, queryOf(expected), 'generic').route,
      expected[1],
    ]);
    expect(routes).toEqual(one.expected);
  });
});

/** What a text answers to the queries in all spellings, and what it should. */
async function compare(engine: Engine, text: string, asked: readonly { query: Query; pac: string }[]) {
  const questions = asked.flatMap(({ query, pac }) =>
    questionsOf(query, NOW).map((question) => ({ question, query, pac })),
  );
  const answers = await engine.run(
    text,
    questions.map(({ question }) => question),
  );
  const line = (at: number, answer: unknown) =>
    `${JSON.stringify(questions[at]?.question)} → ${JSON.stringify(answer)}`;
  expect(answers.map((answer, at) => line(at, answer))).toEqual(questions.map(({ pac }, at) => line(at, pac)));
}

describe.each(ENGINES)('the PAC text in $name answers as explain does', (engine) => {
  test.for(CASES)('$name', async (one, context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    const ruleset = rulesOfCase(one);
    const flavours = one === CASES[0] ? FLAVOURS : FLAVOURS.slice(0, 1);
    for (const flavour of flavours) {
      const asked = one.expected.map(queryOf).map((query) => ({ query, ...explained(ruleset, query, flavour) }));
      await compare(engine, pacOf(ruleset, flavour), asked);
    }
  });

  test('for generated profiles and queries, in every flavour', async (context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    await fc.assert(
      fc.asyncProperty(
        profiles,
        fc.array(queries, { minLength: 5, maxLength: 30 }),
        fc.constantFrom(...FLAVOURS),
        async (profile, several, flavour) => {
          const ruleset = tryRules(profile);
          fc.pre(!Array.isArray(ruleset));
          if (!('rules' in ruleset)) return;
          const asked = several.map((query) => ({ query, ...explained(ruleset, query, flavour) }));
          await compare(engine, pacOf(ruleset, flavour), asked);
        },
      ),
      { numRuns: 100 },
    );
  });
});
