/** Does workerd read lists as Node does: base64, text decoding, international names, expressions? */
import { describe, expect, test } from 'vitest';
import { outcomesOf, parsed } from './outcomes-of.ts';
import { gfwListLike } from './samples.ts';

describe('parseList in workerd', () => {
  test('reads base64 as what it says', () => {
    const text = gfwListLike(300);
    expect(parsed('auto', btoa(text)).report.totals).toEqual(parsed('adblock', text).report.totals);
  });

  test('reads UTF-8 inside base64, and spells international names in ASCII', () => {
    const bytes = new TextEncoder().encode('[AutoProxy 0.2.9]\n||例え.テスト\n||münchen.example\n');
    const text = btoa(String.fromCharCode(...bytes));
    expect(outcomesOf('adblock', text)).toEqual(['domain: xn--r8jz45g.xn--zckzah', 'domain: xn--mnchen-3ya.example']);
  });

  test('judges expressions alike', () => {
    expect(outcomesOf('v2ray', 'regexp:^ads[0-9]\\.\nregexp:(a+)+$')).toEqual([
      'regex: { host: "^ads[0-9]\\\\." }',
      '!regex.unsafe',
    ]);
  });
});
