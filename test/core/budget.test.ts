import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../worker/core/budget.ts';

describe('createBudget()', () => {
  it('lets a minute’s worth through at once, then says in how many seconds there is one again', () => {
    const budget = createBudget({ perMinute: 3, askers: 10 });
    expect([0, 1, 2].map(() => budget.take('a', 0))).toEqual([0, 0, 0]);
    expect([budget.isSpent('a', 0), budget.take('a', 0)]).toEqual([true, 20]);
    expect([budget.take('a', 19_000), budget.take('a', 20_000), budget.take('a', 20_000)]).toEqual([1, 0, 20]);
  });

  it('counts each asker alone', () => {
    const budget = createBudget({ perMinute: 1, askers: 10 });
    expect([budget.take('a', 0), budget.take('b', 0), budget.take('a', 0)]).toEqual([0, 0, 60]);
  });

  it('remembers a bounded number of askers, and forgets who asked longest ago', () => {
    const budget = createBudget({ perMinute: 1, askers: 2 });
    for (const asker of ['a', 'b', 'a', 'c']) budget.take(asker, 0);
    expect(['a', 'b', 'c'].map((asker) => budget.isSpent(asker, 0))).toEqual([true, false, true]);
  });

  it('neither gives nor takes anything when the clock is set back', () => {
    const budget = createBudget({ perMinute: 2, askers: 2 });
    budget.take('a', 1_000_000);
    expect([budget.take('a', 0), budget.take('a', 0)]).toEqual([0, 30]);
  });

  it('never lets through more than its size and what came back meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (gaps, perMinute) => {
        const budget = createBudget({ perMinute, askers: 1 });
        let now = 0;
        let through = 0;
        for (const gap of gaps) {
          now += gap;
          if (budget.take('a', now) === 0) through += 1;
        }
        expect(through).toBeLessThanOrEqual(perMinute + (now * perMinute) / 60_000 + 1e-6);
      }),
    );
  });
});
