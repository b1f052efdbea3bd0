/** How much do a profile's tests ask of its rules? Pure. */

import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { finding } from '../findings/finding.ts';

/**
 * What one entry costs, counted in names: a name took 0.02 to 0.07 µs, a wildcard with many stars over a URL of 1,800
 * characters 6 to 10 µs (one core, busy). Most URLs are short, so the price lies between.
 */
const COSTLY: Readonly<Record<string, number>> = { url: 64, regex: 64 };
/** Comparisons for all tests together, counted in names: some 5 s at the very worst. */
const MAX_WORK = 50_000_000;

/** An error when the tests could take longer than a write may; then they are not run. */
export function testWorkFindings({ tests = [], rules = [] }: Profile): Finding[] {
  const work = tests.length * rules.reduce((sum, rule) => sum + costOf(rule.when), 0);
  if (work <= MAX_WORK) return [];
  const sides = { expected: `at most ${MAX_WORK} comparisons`, found: `${work} comparisons` };
  return [
    finding('test.too-much', '/tests', { message: `expected tests with ${sides.expected}, found ${work}`, ...sides }),
  ];
}

/** Entries of a condition, counted in names. */
function costOf(value: unknown, price = 1): number {
  if (typeof value !== 'object' || value === null) return price;
  return Object.entries(value).reduce((sum, [key, child]) => sum + costOf(child, COSTLY[key] ?? price), 0);
}
