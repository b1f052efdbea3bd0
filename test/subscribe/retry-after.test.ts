import { expect, test } from 'vitest';
import { retryAfterOf } from '../../worker/subscribe/retry-after.ts';

const NOW = Date.parse('2026-11-24T10:00:00Z');

test.each([
  [null, null],
  ['', null],
  ['0', null],
  ['120', 120_000],
  ['Tue, 24 Nov 2026 10:05:00 GMT', 300_000],
  ['Tue, 24 Nov 2026 09:00:00 GMT', null],
  ['soon', null],
  ['-5', null],
  ['999999999', 86_400_000],
  ['Fri, 31 Dec 2399 23:59:59 GMT', 86_400_000],
])('retryAfterOf %j is %j', (header, wait) => {
  expect(retryAfterOf(header, NOW)).toBe(wait);
});
