import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextRun } from '../../../../worker/core/lists/refresh/next-run.ts';

const MINUTE = 60_000;
const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);

test('nextRun never comes before the span has passed, nor a tenth later than it', () => {
  fc.assert(
    fc.property(id, fc.constantFrom('15m', '6h', '30d'), (list, every) => {
      const span = { '15m': 15, '6h': 360, '30d': 43_200 }[every] ?? 0;
      const at = nextRun({ id: list, every, failures: 0 }, 1_000);
      expect(at).toBeGreaterThanOrEqual(1_000 + span * MINUTE);
      expect(at).toBeLessThanOrEqual(1_000 + span * MINUTE * 1.1);
      expect(nextRun({ id: list, every, failures: 0 }, 1_000)).toBe(at);
    }),
  );
});

test('nextRun comes sooner after a failure, waits longer after each, and never longer than after a success', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 40].map((failures) => nextRun({ id: 'ads', every: '6h', failures }, 0));
  expect(waits[0]).toBeGreaterThanOrEqual(5 * MINUTE);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1)).toBe(nextRun({ id: 'ads', every: '6h', failures: 0 }, 0));
  expect(nextRun({ id: 'ads', every: '15m', failures: 3 }, 0)).toBe(
    nextRun({ id: 'ads', every: '15m', failures: 0 }, 0),
  );
});

test('nextRun spreads lists', () => {
  const times = Array.from({ length: 50 }, (_, n) => nextRun({ id: `list-${n}`, every: '6h', failures: 0 }, 0));
  expect(new Set(times).size).toBeGreaterThan(45);
});
