/** Is what rules cost to ask bounded by what is said about them before they are asked? */
import { describe, expect, test } from 'vitest';
import { Profile } from '../../../schemas/profile.ts';
import { parseRuleSet } from '../../../worker/core/rules/ruleset.ts';
import { MAX_WORK, workOf } from '../../../worker/core/rules/work.ts';
import { CAMPUS } from './asking.ts';

function work(conditions: readonly unknown[], url: string, times = 1): number {
  const rules = conditions.map((when) => ({ when, use: 'block' }));
  const ruleset = parseRuleSet(Profile.parse({ rules, default: 'direct' }), CAMPUS, ({ severity, message }) => {
    if (severity === 'error') throw new Error(message);
  });
  if (ruleset === null) throw new Error('refused');
  return workOf(ruleset, Array(times).fill(url));
}

const LONG = `http://x/${'a'.repeat(2_000)}`;
const many = (count: number, condition: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => condition(index));

describe('workOf', () => {
  test('counts names and other entries one by one, inside groups as well, for every URL', () => {
    const conditions = [
      { domain: ['a.example', 'b.example'], port: 80 },
      { any: [{ cidr: '10.0.0.0/8' }, { not: { domain: 'c.example' } }] },
    ];
    expect(work(conditions, 'http://x/')).toBe(5);
    expect(work(conditions, 'http://x/', 7)).toBe(35);
  });

  // 4 ms each where it was measured.
  test('counts wildcards by what they take at the worst: their length times that of the text', () => {
    const pattern = (index: number) => ({ url: `*${'a'.repeat(500)}b${index}*` });
    expect(work(many(100, pattern), 'http://x/', 11)).toBeLessThan(MAX_WORK);
    expect(work(many(100, pattern), LONG, 11)).toBeGreaterThan(MAX_WORK);
  });

  // 150 ms each where it was measured.
  test('counts expressions by their ways and the square of the text', () => {
    const expression = (ways: string) => (index: number) => ({ regex: { url: `${ways}a*b${index}` } });
    expect(work(many(50, expression('(a|a)'.repeat(6))), LONG)).toBeGreaterThan(MAX_WORK);
    expect(work(many(50, expression('a')), LONG)).toBeLessThan(MAX_WORK);
    expect(work(many(500, expression('(a|a)'.repeat(6))), 'http://x/')).toBeLessThan(MAX_WORK);
  });

  test('leaves room for hundreds of expressions and hundreds of tests as people write them', () => {
    const conditions = many(500, (index) => ({ regex: { host: `^cdn${index}-[0-9]+\\.video\\.example$` } }));
    expect(work(conditions, 'https://cdn17-4.video.example:8443/live/stream?id=17', 500)).toBeLessThan(MAX_WORK);
  });
});
