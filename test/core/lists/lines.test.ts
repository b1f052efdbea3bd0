import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf, MAX_LINE } from '../../../worker/core/lists/lines.ts';

const texts = (chunks: readonly string[]) => [...linesOf(chunks)].map(({ text }) => text);

describe('linesOf', () => {
  test('ends lines at LF, CR LF and CR, and drops blanks and a byte order mark', () => {
    expect(texts(['\uFEFFa\r\n b \rc\n\nd'])).toEqual(['a', 'b', 'c', '', 'd']);
    expect(texts(['a\n'])).toEqual(['a']);
    expect(texts([''])).toEqual([]);
    expect(texts(['\n'])).toEqual(['']);
  });

  test('gives the same lines for the same text in any chunks', () => {
    const text = fc
      .array(fc.constantFrom('a', 'bc', ' ', '\r', '\n', '\r\n', '\uFEFF'), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 4 }), (whole, size) => {
        const chunks = whole.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
        expect([...linesOf(chunks)]).toEqual([...linesOf([whole])]);
      }),
      { numRuns: 300 },
    );
  });

  test('cuts a line that is too long, however it arrives, and goes on behind it', () => {
    const long = 'x'.repeat(MAX_LINE + 1);
    for (const chunks of [
      [`a\n${long}\nb`],
      ['a\n', ...Array.from({ length: 20_000 }, () => 'x'), '\nb'],
      [`a\n${long}`, `${long}\n`, 'b'],
    ]) {
      const lines = [...linesOf(chunks)];
      expect(lines.map(({ number, isCut }) => [number, isCut])).toEqual([
        [1, false],
        [2, true],
        [3, false],
      ]);
      expect(lines[1]?.text.length).toBeLessThanOrEqual(256);
    }
    expect([...linesOf(['x'.repeat(MAX_LINE)])].map(({ isCut }) => isCut)).toEqual([false]);
  });
});
