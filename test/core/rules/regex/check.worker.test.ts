/** Does the check of regular expressions run in workerd, as it does in Node? */
import { expect, test } from 'vitest';
import { checkRegex } from '../../../../worker/core/rules/regex/check.ts';

test.each([
  ['(?:^|\\.)ads?[0-9]*\\.example$', null],
  ['(a+)+$', 'regex.unsafe'],
  ['a(?<=b)', 'regex.unsupported'],
  ['a(', 'regex.syntax'],
  ['A', 'regex.never'],
])('checkRegex in workerd: %s is %s', (source, code) => {
  expect(checkRegex(source, 'host')?.code ?? null).toBe(code);
});
