import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { optimise, PASSES } from '../../../worker/core/pac/passes/table.ts';
import { programs, questions } from './arbitrary.ts';
import { interpret } from './interpret.ts';

const PASSES_ONCE = [...new Set(PASSES)];

describe.each(PASSES_ONCE)('$name', (pass) => {
  test('run leaves every answer as it was', () => {
    fc.assert(
      fc.property(programs, fc.array(questions, { minLength: 1, maxLength: 20 }), (program, asked) => {
        const after = pass.run(program);
        for (const question of asked) expect(interpret(after, question)).toBe(interpret(program, question));
      }),
      { numRuns: 150 },
    );
  });

  test('does says what it does in a sentence', () => {
    expect(pass.does).toMatch(/^[A-Z].*\.$/);
  });
});

test('optimise leaves every answer as it was', () => {
  fc.assert(
    fc.property(programs, fc.array(questions, { minLength: 1, maxLength: 20 }), (program, asked) => {
      const after = optimise(program);
      for (const question of asked) expect(interpret(after, question)).toBe(interpret(program, question));
    }),
    { numRuns: 300 },
  );
});

test('optimise is deterministic and stable: a second run changes nothing', () => {
  fc.assert(
    fc.property(programs, (program) => {
      const once = optimise(program);
      expect(optimise(program)).toEqual(once);
      expect(optimise(once)).toEqual(once);
    }),
    { numRuns: 150 },
  );
});
