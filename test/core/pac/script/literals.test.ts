import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commentText, regexLiteral, stringLiteral } from '../../../../worker/core/pac/script/literals.ts';

/** What the text of an expression is worth in a script. */
const evaluated = (text: string): unknown => new Function(`return (${text})`)();

const HOSTILE = [
  '"',
  "'",
  '\\',
  '\\"',
  '\n',
  '\r\n',
  '\u0000',
  '\u2028\u2029',
  '\ufeff',
  '</script>',
  '<!--',
  '-->',
  '*/',
  '/*',
  '//',
  `$${'{x}'}`,
  '`',
  '\u202e',
  'é😀',
  '\ud800',
  ']]>',
];

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...HOSTILE)).map((all) => all.join('')),
);

describe('stringLiteral', () => {
  test('evaluates to the text, is printable ASCII and cannot close an HTML script', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const literal = stringLiteral(text);
        expect(evaluated(literal)).toBe(text);
        expect(literal).toMatch(/^"[\x20-\x7e]*"$/);
        expect(literal).not.toMatch(/<[/!]/);
      }),
    );
  });
});

describe('regexLiteral', () => {
  test.each([
    ['a/b', 'a/b', 'a-b'],
    ['a\\/b', 'a/b', 'a-b'],
    ['[/]', '/', 'a'],
    ['[^/\\]]', 'x', ']'],
    ['\\\\/', '\\/', '/'],
    ['é', 'é', 'e'],
    ['\\é', 'é', 'e'],
    ['[\u2028]', '\u2028', 'x'],
    ['a\nb', 'a\nb', 'anb'],
    ['a\\\nb', 'a\nb', 'ab'],
    ['</script>', '</script>', 'script'],
    ['<!--[<!]', '<!--!', '!--!'],
    ['^"\'`$', '"\'`', '"'],
    ['x*/', 'xx/', 'x'],
  ])('matches what %j matches', (source, matching, other) => {
    const literal = regexLiteral(source);
    expect(literal).toMatch(/^\/[\x20-\x7e]+\/$/);
    expect(literal).not.toMatch(/<[/!]/);
    const expression = evaluated(literal) as RegExp;
    expect(expression).toBeInstanceOf(RegExp);
    expect([expression.test(matching), expression.test(other)]).toEqual([true, false]);
  });

  test('gives the empty expression a body: two slashes are a comment', () => {
    expect((evaluated(regexLiteral('')) as RegExp).test('anything')).toBe(true);
  });
});

describe('commentText', () => {
  test('stays inside a block comment, on one line, in printable ASCII', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const inside = commentText(text);
        expect(inside).toMatch(/^[\x20-\x7e]*$/);
        expect(inside).not.toMatch(/\*\/|<[/!]/);
        expect(evaluated(`/* ${inside} */ 7`)).toBe(7);
        expect(evaluated(`/*\n * ${inside}\n */ 7`)).toBe(7);
      }),
    );
  });
});
