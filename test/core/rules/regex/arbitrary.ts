/** Which expressions and texts are worth trying? */
import fc from 'fast-check';

/** Expressions as people write them, all in the subset. */
export const ACCEPTED: readonly string[] = [
  ...['^ads?[0-9]*\\.', '(?:^|\\.)example\\.com$', '.*\\.google\\.com.*', 'foo.*bar', '^(?:\\d{1,3}\\.){3}\\d{1,3}$'],
  ...[
    '^([a-z0-9-]+\\.)*example\\.com$',
    '[A-Za-z]+',
    '\\bads\\b',
    '^a+?b',
    'a|b|',
    '()',
    '^(?!www\\.)',
    '^(?=[a-z])',
    '\\x61',
  ],
  ...[
    '[\\w-]',
    '[^.]',
    '[.\\]]',
    '\\/',
    '^.{1,63}\\.example$',
    '^(?:.+\\.)?x\\.com$',
    '[0-9]{1,3}[0-9]{1,3}',
    '^[0-9]+[a-z]*$',
  ],
];

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^b]');
const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{0,3}', '{2,}', '*?', '+?');
const generated = fc.letrec<{ sources: string; sequence: string; element: string }>((tie) => ({
  sources: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((all) => all.join('|')),
  sequence: fc.array(tie('element'), { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
  element: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    { weight: 3, arbitrary: fc.tuple(atom, quantifier).map(([one, times]) => one + times) },
    { weight: 1, arbitrary: fc.tuple(tie('sources'), quantifier).map(([inner, times]) => `(?:${inner})${times}`) },
    { weight: 1, arbitrary: fc.constantFrom('$', '^') },
  ),
}));
/** Expressions over two letters, most of them dangerous when repeated. */
export const { sources } = generated;

/** Hosts of three letters, long runs among them, which a matcher may have to give up. */
export const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 }),
  fc
    .tuple(fc.constantFrom('a', 'b', 'ab', 'aab'), fc.integer({ min: 5, max: 400 }))
    .map(([unit, times]) => `${unit.repeat(times)}c`),
);
