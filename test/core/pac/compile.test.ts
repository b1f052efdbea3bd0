import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../../worker/core/hash.ts';
import { compilePac } from '../../../worker/core/pac/compile.ts';
import { NAME_ENCODINGS } from '../../../worker/core/pac/names/table.ts';
import type { Program, Test } from '../../../worker/core/pac/program.ts';
import { rewriteProgram } from '../../../worker/core/pac/walk.ts';
import type { Question } from '../../engines/engine.ts';
import { ENGINES } from '../../engines/table.ts';
import { needPrograms } from '../../programs.ts';
import { programs, questions } from './arbitrary.ts';
import { interpret } from './interpret.ts';
import { about, compiled, load, programOf } from './run.ts';
import { domainNames } from './words.ts';

const FORMS = NAME_ENCODINGS.map((form) => ({ form: { ...form, fits: () => true } }));
const several = fc.array(questions, { minLength: 10, maxLength: 40 });

const copied = (program: Program) => rewriteProgram(program, (test) => ({ ...test }));

const expected = (program: Program, asked: readonly Question[]) =>
  asked.map((question) => interpret(program, question));

describe.each(ENGINES)('compilePac in $name', (engine) => {
  test.for(FORMS)('answers as the interpreter does, names in form $form.name', async ({ form }, context) => {
    needPrograms(context, [{ missing: engine.available() }]);
    await fc.assert(
      fc.asyncProperty(programs, several, async (program, asked) => {
        const { text } = compilePac({ id: 'test', program, encodings: [form] });
        expect(await engine.run(text, asked)).toEqual(expected(program, asked));
      }),
      { numRuns: 40 },
    );
  });
});

describe('compilePac', () => {
  const names = (...all: string[]): Test => ({ is: 'names', names: all.map((name) => ({ name, match: 'suffix' })) });

  test('answers a thousand programs as the interpreter does', () => {
    fc.assert(
      fc.property(programs, several, (program, asked) => {
        const pac = load(compilePac({ id: 'test', program }).text);
        expect(asked.map(pac.ask)).toEqual(expected(program, asked));
      }),
      { numRuns: 1000 },
    );
  });

  test('a host that is decided is not asked by the steps behind, where the step at its place is impossible', () => {
    const pac = compiled([
      ['PROXY p:1', names('a')],
      ['PROXY p:1', { is: 'all', of: [names('a'), { is: 'regex', on: 'host', sources: ['^a'] }] }],
      ['PROXY q:1', { is: 'scheme', schemes: ['https'] }],
    ]);
    expect([pac.ask(about('a')), pac.ask(about('b'))]).toEqual(['PROXY p:1', 'PROXY q:1']);
  });

  test('the header names the profile and the hash of the program below it', () => {
    const { text, hash } = compilePac({ id: 'hq', program: programOf([]), comments: ['made for tests'] });
    const [, header, program] = /^(\/\*\n(?: \* .*\n)+ \*\/\n)([\s\S]*)$/.exec(text) ?? [];
    expect(header).toContain(' * Portolan profile hq\n');
    expect(header).toContain(' * made for tests\n');
    expect(header).toContain(sha256Hex(program ?? ''));
    expect(hash).toBe(sha256Hex(text));
  });

  test('equal programs are equal bytes, whatever the comments say the program hash stays', () => {
    fc.assert(
      fc.property(programs, (program) => {
        expect(compilePac({ id: 'a', program })).toEqual(compilePac({ id: 'a', program: copied(program) }));
      }),
      { numRuns: 100 },
    );
    const hashOf = (comments: readonly string[]) =>
      /program sha256 ([0-9a-f]{64})/.exec(compilePac({ id: 'a', program: programOf([]), comments }).text)?.[1];
    expect(hashOf(['one'])).toBe(hashOf(['another']));
  });

  test('foreign text stays text: ids, comments, results, patterns, schemes', () => {
    const hostile = '*/ alert(1) /* "\\\';\n\u2028</script><!--';
    const result = `PROXY ${hostile}`;
    const { text } = compilePac({
      id: hostile,
      comments: [hostile],
      program: programOf([
        [
          result,
          { is: 'wildcard', on: 'url', patterns: [`${hostile.replace(/[\n\u2028*]/g, '')}`, 'http://a.example/*'] },
        ],
        ['PROXY q:1', { is: 'scheme', schemes: [hostile] }],
        ['PROXY r:1', { is: 'names', names: [{ name: hostile, match: 'exact' }] }],
      ]),
    });
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text).not.toMatch(/<\/|<!/);
    const pac = load(text);
    expect(pac.ask({ url: 'http://a.example/x', host: 'a.example' })).toBe(result);
    expect(pac.ask({ url: 'http://b.example/x', host: 'b.example' })).toBe('DIRECT');
  });

  test('names that come sorted are the same bytes as names that do not', () => {
    const all = domainNames(2_000, { nested: true });
    const keys = all.map((name) => `${name.split('.').reverse().join('#')} s`).sort();
    const sorted = { is: 'names', names: [], sorted: [{ size: keys.length, keys: () => keys }] } as const;
    expect(compilePac({ id: 'a', program: programOf([['PROXY p:1', sorted]]) })).toEqual(
      compilePac({ id: 'a', program: programOf([['PROXY p:1', names(...all)]]) }),
    );
  });

  test('a route without a result string is refused', () => {
    expect(() => compilePac({ id: 'a', program: { ...programOf([]), otherwise: 'lost' } })).toThrow(/lost/);
  });
});
