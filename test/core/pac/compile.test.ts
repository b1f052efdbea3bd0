import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePac } from '../../../worker/core/pac/compile.ts';
import { front } from '../../../worker/core/pac/names/front.ts';
import { plain } from '../../../worker/core/pac/names/plain.ts';
import type { Program } from '../../../worker/core/pac/program.ts';
import type { Answer, Engine, Question } from '../../engines/engine.ts';
import { ENGINES } from '../../engines/table.ts';
import { needPrograms } from '../../programs.ts';
import { programs, questions } from './arbitrary.ts';
import { interpret } from './interpret.ts';

const FORMS = [{ form: plain }, { form: front }];

describe.each(ENGINES)('compilePac in $name', (engine) => {
  test.for(FORMS)('answers as the interpreter does, names in form $form.name', async ({ form }, context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    await fc.assert(
      fc.asyncProperty(programs, fc.array(questions, { minLength: 10, maxLength: 40 }), async (program, asked) => {
        const { text } = compilePac({ id: 'test', program, encodings: [form] });
        expect(await answers(engine, text, asked)).toEqual(expected(program, asked));
      }),
      { numRuns: 100 },
    );
  });
});

async function answers(engine: Engine, text: string, asked: readonly Question[]): Promise<readonly Answer[]> {
  return engine.run(text, asked);
}

function expected(program: Program, asked: readonly Question[]): string[] {
  return asked.map((question) => interpret(program, question));
}
