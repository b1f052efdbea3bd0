/** Can a line make reading slow, or a list grow beyond what a Worker holds? */
import { describe, expect, test } from 'vitest';
import { LIST_FORMATS } from '../../../schemas/list.ts';
import { MAX_PATTERNS } from '../../../worker/core/lists/layers.ts';
import { MAX_LINE } from '../../../worker/core/lists/lines.ts';
import { outcomesOf, parsed } from './outcomes-of.ts';

const full = (unit: string) => unit.repeat(Math.floor(MAX_LINE / unit.length));

/** Units that, repeated, make careless expressions and parsers take the square of a line, or the stack of a process. */
const UNITS = [
  ' ',
  'a ',
  ' a',
  '\t',
  '.',
  'a.',
  '-',
  '*',
  '*.',
  '*?',
  '?',
  '^',
  '|',
  '||',
  '@@',
  '$',
  '$$',
  ',',
  ', ',
  ';',
  '/',
  '//',
  ' //',
  ' #',
  '#',
  '##',
  '(',
  ')',
  '((',
  'AND,((',
  'NOT,((AND,((',
  "'",
  "''",
  '"',
  '\\',
  '\\"',
  '[',
  '[[',
  '{',
  '{"rules":[',
  '(a+)+',
  '(a|a)*',
  '.*',
  ':',
  '://',
  ':@a',
  ' @a',
  '!',
  '+',
  ' +a',
  '%',
  '\u0000',
  'é',
  '例',
  'xn--',
  '1.',
  '1:',
  '::',
  '0/',
  '<',
  '<local>;',
  '=',
  'a=',
  '~',
  '-a',
];

const HEADS: Readonly<Record<string, string>> = {
  switchy: '[SwitchyOmega Conditions]\n@with result\n* +direct\n',
  clash: 'payload:\n',
};
const FRONTS = [
  '',
  '||',
  '/',
  'address=/',
  '0.0.0.0 ',
  'regexp:',
  'DOMAIN-REGEX,',
  'U: ',
  '- "',
  "- '",
  'AND,',
  '{"rules":[{"domain":["',
];

describe.each(LIST_FORMATS)('%s', (format) => {
  test('takes any line in little time, and loses none', () => {
    const start = performance.now();
    for (const unit of UNITS) {
      // Bypass lists are one kind of text between separators, whatever stands in front.
      const fronts = /proxy|bypass/.test(format) ? [''] : FRONTS;
      const lines = fronts.map((front) => (front + full(unit)).slice(0, MAX_LINE));
      const { totals } = parsed(format, (HEADS[format] ?? '') + lines.join('\n')).report;
      expect(totals.kept + totals.weakened + totals.refused + totals.silent).toBeGreaterThan(0);
    }
    // 700 lines of 16 Ki characters; careless ones would take seconds each.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe('auto', () => {
  test('looks at any text in little time', () => {
    const start = performance.now();
    for (const unit of [...UNITS, '\n', '\r', ' \n', '#\n']) {
      try {
        parsed('auto', unit.repeat(65_536));
      } catch (thrown) {
        expect(String(thrown)).toMatch(/refused/);
      }
    }
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe('patterns', () => {
  test('have a limit that names have not', () => {
    const lines = Array.from({ length: MAX_PATTERNS + 5 }, (_, k) => `keyword:w${k}x\nfull:n${k}.example`);
    const { totals, refused } = parsed('v2ray', lines.join('\n')).report;
    expect(totals).toMatchObject({ patterns: MAX_PATTERNS, names: MAX_PATTERNS + 5, refused: 5 });
    expect(refused[0]?.code).toBe('list.too-many-patterns');
  });

  test('have the length that they have in rules', () => {
    expect(outcomesOf('domains', `*${'a.'.repeat(600)}example`)).toEqual(['!list.long-line']);
    expect(outcomesOf('v2ray', `regexp:${'a'.repeat(1_025)}`)).toEqual(['!list.long-line']);
  });

  test('nest as deep as conditions do', () => {
    const nested = (depth: number) => `${'NOT,(('.repeat(depth)}DOMAIN,a.example${'))'.repeat(depth)}`;
    expect(outcomesOf('clash', nested(3))).toEqual(['not: { not: { not: { host: a.example } } }']);
    expect(outcomesOf('clash', nested(2_000))).toEqual(['!list.unreadable']);
  });
});
