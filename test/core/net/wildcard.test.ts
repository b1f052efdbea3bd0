/** Do wildcards match what a backtracking oracle matches, in bounded time, and are patterns kept in one spelling? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalHostPattern } from '../../../worker/core/net/host-pattern.ts';
import { isRefused } from '../../../worker/core/net/refused.ts';
import { readUrlPattern } from '../../../worker/core/net/url-pattern.ts';
import { canonicalRuns, matchesWildcard } from '../../../worker/core/net/wildcard.ts';

const pattern = fc.string({ unit: fc.constantFrom(...'ab.*?'), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom(...'ab.'), maxLength: 10 });

/** The definition, as a regular expression. */
function oracle(wildcard: string): RegExp {
  const source = wildcard.replaceAll('.', '\\.').replaceAll('*', '[^]*').replaceAll('?', '[^]');
  return new RegExp(`^${source}$`);
}

describe('matchesWildcard', () => {
  test('is the definition', () => {
    fc.assert(
      fc.property(pattern, text, (wildcard, subject) => {
        expect(matchesWildcard(wildcard, subject)).toBe(oracle(wildcard).test(subject));
      }),
      { numRuns: 1_000 },
    );
  });

  test('does not blow up', () => {
    const started = performance.now();
    expect(matchesWildcard(`${'*a'.repeat(500)}b`, 'a'.repeat(4_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test('canonicalRuns keeps the meaning and has one form', () => {
  fc.assert(
    fc.property(pattern, text, (wildcard, subject) => {
      const canonical = canonicalRuns(wildcard);
      expect(canonical).not.toMatch(/\*[*?]/);
      expect(canonicalRuns(canonical)).toBe(canonical);
      expect(matchesWildcard(canonical, subject)).toBe(matchesWildcard(wildcard, subject));
    }),
    { numRuns: 300 },
  );
});

describe('canonicalHostPattern', () => {
  test.each([
    ['*.Example.COM.', '*.example.com'],
    ['**.x.example', '*.x.example'],
    ['*?*.x', '?*.x'],
    ['*.münchen.example', '*.xn--mnchen-3ya.example'],
    ['10.*', '10.*'],
    ['fd00:*', 'fd00:*'],
    ['*', '*'],
    ['build?', 'build?'],
  ])('spells %s as %s', (written, canonical) => expect(canonicalHostPattern(written)).toBe(canonical));

  test.each([
    ['.example', 'wildcard.never', '*.example'],
    ['a..*', 'wildcard.never', undefined],
    ['example.*.', 'wildcard.never', undefined],
    ['mün*.example', 'wildcard.invalid', undefined],
    ['a b*', 'wildcard.invalid', undefined],
    ["*'", 'wildcard.invalid', undefined],
    ['*.example:8080', 'host.port', undefined],
    ['*.example:*', 'host.port', undefined],
    ['[fd00:*]', 'host.brackets', undefined],
    ['http://*', 'wildcard.url', undefined],
    ['*.example/x', 'wildcard.url', undefined],
    ['*@example', 'host.credentials', undefined],
    [`*${'a'.repeat(254)}`, 'wildcard.never', undefined],
  ])('refuses %s as %s', (written, code, fix) => {
    expect(canonicalHostPattern(written)).toMatchObject(fix === undefined ? { code } : { code, fix });
  });
});

describe('readUrlPattern', () => {
  test.each([
    ['HTTP://Updates.EXAMPLE/A/*.iso', 'http://updates.example/A/*.iso', true],
    ['http://a.example', 'http://a.example/', false],
    ['http://a.example:80/*', 'http://a.example/*', false],
    ['http://a.example:8080/*', 'http://a.example:8080/*', false],
    ['https://*', 'https://*', false],
    ['https://a.example/*', 'https://a.example/*', false],
    ['*://*.Example/*', '*://*.example/*', false],
    ['http://*ads*', 'http://*ads*', false],
    ['http://*ads', 'http://*ads/', true],
    ['HTTPS:*', 'https:*', false],
    ['*.iso', '*.iso', true],
    ['*', '*', false],
    ['http://[FD00::1]:81/x', 'http://[fd00::1]:81/x', true],
    ['http://münchen.example/*', 'http://xn--mnchen-3ya.example/*', false],
    ['http*://a.example/x', 'http*://a.example/x', true],
  ])('reads %s as %s', (written, canonical, needsPath) => {
    expect(readUrlPattern(written)).toEqual({ text: canonical, needsPath });
  });

  test.each([
    ['https://a.example/path*', 'url.never'],
    ['ftp://a.example/x', 'url.never'],
    ['a.example/*', 'url.never'],
    ['http:///x', 'url.never'],
    ['http://a.example/#x', 'url.fragment'],
    ['http://me:pw@a.example/', 'url.credentials'],
    ['http://a.example/a b', 'wildcard.invalid'],
    ['http://a.example/ü*', 'wildcard.invalid'],
    ['*ü*', 'wildcard.invalid'],
    ['http://.example/', 'wildcard.never'],
  ])('refuses %s as %s', (written, code) => expect(readUrlPattern(written)).toMatchObject({ code }));

  test('is a fixed point', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'aZ.*?:/@[]80ü-'), maxLength: 14 });
    const front = fc.constantFrom('', 'http://', 'HTTPS://', '*://', 'ws://a.');
    fc.assert(
      fc.property(front, noise, (scheme, rest) => {
        const read = readUrlPattern(scheme + rest);
        if (!isRefused(read)) expect(readUrlPattern(read.text)).toMatchObject({ text: read.text });
      }),
      { numRuns: 300 },
    );
  });
});
