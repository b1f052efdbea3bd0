import { describe, expect, test } from 'vitest';
import { Problem } from '../../schemas/finding.ts';
import { problemAnswer } from '../../worker/http/problem.ts';
import { FAULTS, Fault, type FaultCode } from '../../worker/service/fault.ts';

const problemOf = async (fault: Fault): Promise<Problem> =>
  Problem.parse(await problemAnswer(fault, '00000000-0000-4000-8000-000000000000').json());

describe('problemAnswer', () => {
  test.each(Object.keys(FAULTS) as FaultCode[])('%s is told in errors too, with its code', async (code) => {
    const problem = await problemOf(new Fault(code, 'There is no profile hq.'));
    expect(problem).toMatchObject({ type: `/docs#problem-${code}`, status: FAULTS[code].status });
    expect(problem.errors).toEqual([{ pointer: '', code, detail: 'There is no profile hq.' }]);
  });

  test('tells the places that are wrong, and nothing beside them', async () => {
    const errors = [{ pointer: '/default', code: 'shape.missing', detail: 'expected the key "default"', line: 1 }];
    const problem = await problemOf(new Fault('invalid', 'Expected a body of the documented shape.', { errors }));
    expect(problem.errors).toEqual(errors);
  });
});
