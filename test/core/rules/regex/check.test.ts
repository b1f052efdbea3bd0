/** Are expressions outside the subset refused with their offset, and is what remains linear? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../../worker/core/net/refused.ts';
import { checkRegex } from '../../../../worker/core/rules/regex/check.ts';
import { MAX_WAYS } from '../../../../worker/core/rules/regex/ways.ts';
import { ACCEPTED, sources, texts } from './arbitrary.ts';
import { attempt } from './backtrack.ts';

const REFUSED: readonly (readonly [source: string, code: string, offset: number])[] = [
  ['a(', 'regex.syntax', 2],
  ['a)', 'regex.syntax', 1],
  ['a{', 'regex.syntax', 2],
  ['a]', 'regex.syntax', 1],
  ['*a', 'regex.syntax', 1],
  ['a**', 'regex.syntax', 3],
  ['[b-a]', 'regex.syntax', 4],
  ['\\', 'regex.syntax', 1],
  ['\\p{L}', 'regex.syntax', 1],
  ['a\\01', 'regex.syntax', 2],
  ['(?=a)*', 'regex.syntax', 6],
  ['ab(?<=b)', 'regex.unsupported', 2],
  ['ab(?<!b)', 'regex.unsupported', 2],
  ['(a)\\1', 'regex.unsupported', 3],
  ['(?<n>a)', 'regex.unsupported', 0],
  ['(?<n>a)\\k<n>', 'regex.unsupported', 0],
  ['(?i:a)', 'regex.unsupported', 0],
  ['a\\u0062', 'regex.unsupported', 1],
  ['a\\cA', 'regex.unsupported', 1],
  ['a\\0', 'regex.unsupported', 1],
  ['a\\v', 'regex.unsupported', 1],
  ['[a\\b]', 'regex.unsupported', 2],
  ['a[]', 'regex.unsupported', 1],
  ['a[^]', 'regex.unsupported', 1],
  ['a{0}', 'regex.unsupported', 0],
  ['aü', 'regex.unsupported', 1],
  ['[aü]', 'regex.unsupported', 2],
  ['a(?=b*)', 'regex.unsupported', 1],
  ['(?:a(?!b))*', 'regex.unsupported', 4],
  ['wWw', 'regex.never', 1],
  ['a\\s', 'regex.never', 1],
  ['a b', 'regex.never', 1],
  ['[A-Z]', 'regex.never', 0],
  ['(a+)+$', 'regex.unsafe', 1],
  ['(a|a)*$', 'regex.unsafe', 0],
  ['(?:a|b|ab)*$', 'regex.unsafe', 0],
  ['^(ab)*(ab)*$', 'regex.unsafe', 6],
  ['(.*)*', 'regex.unsafe', 0],
  ['(a?){25}a{25}', 'regex.unsafe', 0],
  ['(?:a?b?)+c', 'regex.unsafe', 0],
  ['(x+x+)+y', 'regex.unsafe', 1],
  ['^([\\w-]+\\.?)+$', 'regex.unsafe', 2],
  ['.*foo.*bar', 'regex.unsafe', 5],
  ['a(?:b*b*b*c)?', 'regex.unsafe', 8],
  ['\\w{0,100}\\w{0,100}$', 'regex.unsafe', 0],
  ['((a{30}){30}){30}', 'regex.unsafe', 2],
  ['(?=(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)b)', 'regex.unsafe', 34],
];

describe('checkRegex', () => {
  test.each(ACCEPTED)('accepts %s', (source) => expect(checkRegex(source, 'host')).toBeNull());

  test.each(REFUSED)('refuses %s as %s at %i', (source, code, offset) => {
    const refused = checkRegex(source, 'host');
    expect(refused).toMatchObject({ code });
    expect(refused?.error).toContain(`(at offset ${offset})`);
  });

  test('allows capitals in URLs, whose paths keep their case', () => {
    expect(checkRegex('/Path', 'url')).toBeNull();
    expect(checkRegex('/Path', 'host')).toMatchObject({ code: 'regex.never', fix: 'p' });
  });

  test('allows 64 ways through six doubled letters and refuses 128 through seven', () => {
    expect(checkRegex(`^${'(a|a)'.repeat(6)}b$`, 'host')).toBeNull();
    expect(checkRegex(`^${'(a|a)'.repeat(7)}b$`, 'host')).toMatchObject({ code: 'regex.unsafe' });
  });

  test('takes what it costs from the effort that a document has, and refuses unseen when nothing is left', () => {
    const effort = { left: 100, ways: { host: 0, url: 0 } };
    expect(checkRegex('^.{1,63}x$', 'host', effort)).toBeNull();
    expect(effort.left).toBeLessThan(0);
    expect(checkRegex('a', 'host', effort)).toMatchObject({ code: 'regex.unsafe' });
    expect(checkRegex('a', 'host')).toBeNull();
  });

  test('answers within a second whatever is asked', () => {
    const hostile = [
      '(a|b)*a(a|b){15}$',
      '(?:[ab]{0,30}){30}',
      `${'(a|b|c)?'.repeat(120)}`,
      `(?:${'[a-m]|[n-z]|'.repeat(70)}x)*y`,
    ];
    for (const source of hostile) {
      const started = performance.now();
      checkRegex(source, 'host');
      expect(performance.now() - started).toBeLessThan(1_000);
    }
  });
});

describe('an accepted expression', () => {
  test('takes a backtracking matcher a bounded number of steps a character', () => {
    fc.assert(
      fc.property(sources, texts, (source, text) => {
        fc.pre(checkRegex(source, 'host') === null);
        const limit = MAX_WAYS * (text.length + 1) * (source.length + 1);
        expect(attempt(source, text, limit).steps).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is told apart from one that needs exponential time', () => {
    const text = `${'a'.repeat(24)}c`;
    for (const source of ['(?:a+)+$', '(?:a|a)*$', '(?:a?a?)*$'.replace('*', '{12}')]) {
      expect(isRefused(checkRegex(source, 'host') ?? 'accepted')).toBe(true);
      expect(attempt(source, text, 20_000).steps).toBeGreaterThan(20_000);
    }
  });

  test('matches in the plain matcher what it matches in the engine', () => {
    fc.assert(
      fc.property(sources, texts, (source, text) => {
        fc.pre(checkRegex(source, 'host') === null);
        expect(attempt(source, text, 1_000_000).matched).toBe(new RegExp(`^(?:${source})`).test(text));
      }),
      { numRuns: 300 },
    );
  });
});
