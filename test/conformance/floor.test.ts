/** Does every compiled text keep to the floor of the oldest client? */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePac } from '../../worker/core/pac/compile.ts';
import { NAME_ENCODINGS } from '../../worker/core/pac/names/table.ts';
import { programs } from '../core/pac/arbitrary.ts';
import { programOf } from '../core/pac/run.ts';
import { domainNames } from '../core/pac/words.ts';
import { CASES } from './cases/table.ts';
import { floorFlaws } from './floor.ts';
import { FLAVOURS, pacOf, rulesOfCase } from './subject.ts';

describe('compiled texts', () => {
  test.for(CASES)('$name', (one) => {
    const ruleset = rulesOfCase(one);
    for (const flavour of FLAVOURS) expect(floorFlaws(pacOf(ruleset, flavour))).toEqual([]);
  });

  test.for(NAME_ENCODINGS)('of generated programs, names in form $name', (form) => {
    fc.assert(
      fc.property(programs, (program) => {
        const { text } = compilePac({ id: 'test', program, encodings: [{ ...form, fits: () => true }] });
        expect(floorFlaws(text)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('of a group of hosts that many results are in, which is a text with a digit for each', () => {
    const below = (name: string) => ({ is: 'names' as const, names: [{ name, match: 'below' as const }] });
    const member = below('zz.example');
    const steps = [
      ...['a', 'b', 'c', 'd'].map((name) => [`PROXY ${name}:1`, below(`${name}.zz.example`)] as const),
      ['PROXY z:1', { is: 'all', of: [member, { is: 'scheme', schemes: ['ftp'] }] }] as const,
      ...['e', 'f', 'g', 'h'].map((name) => [`PROXY ${name}:1`, below(`${name}.zz.example`)] as const),
    ];
    const { text } = compilePac({ id: 'test', program: programOf(steps) });
    expect(text).toMatch(/var d\d+="[01]+";/);
    expect(floorFlaws(text)).toEqual([]);
  });

  test('of ten thousand names and many kinds', () => {
    const names = domainNames(10_000, { nested: true });
    const steps = Array.from({ length: 400 }, (_, rule) => ({
      test: {
        is: 'names' as const,
        names: names.filter((_, at) => at % 400 === rule).map((name) => ({ name, match: 'below' as const })),
      },
      route: `r${rule}`,
      rule,
    }));
    const results = new Map(['DIRECT', ...steps.map(({ route }) => route)].map((route) => [route, `PROXY ${route}:1`]));
    const { text } = compilePac({ id: 'test', program: { steps, otherwise: 'DIRECT', results } });
    expect(floorFlaws(text)).toEqual([]);
  });
});

describe('floorFlaws', () => {
  const inFunction = (body: string) => `var list=[1],text="1";function FindProxyForURL(url,host){${body}}`;

  test.each([
    ['host[0]', 'not known to be an array'],
    ['[1].indexOf(1)', 'indexOf of an array'],
    ['host.split(/a/)', 'split by something other than a text'],
    ['host.substr(-1)', 'unknown member substr'],
    ['host.trim()', 'unknown member trim'],
    ['[1].map(host)', 'unknown member map'],
    ['JSON.parse(host)', 'unknown name JSON'],
    ['isInNet(host,"10.0.0.0","255.0.0.0")', 'unknown name isInNet'],
    ['eval(host)', 'unknown name eval'],
    ['new RegExp(host)', 'only new Date()'],
    ['({a:1})', 'objects inherit names'],
    ['"\u00e9"', 'not printable ASCII'],
    ['[1,].length', 'trailing comma'],
    ['list.charAt(0)', 'charAt of an array'],
    ['text[0]', 'not known to be an array'],
    ['text.slice(1)', 'slice of no array'],
    ['host.split(".").sort(host)', 'sort with 1 arguments'],
    ['host.replace(/a/g,FindProxyForURL)', 'replace by something other'],
    ['host.replace(/a/g,"$1")', 'replace by something other'],
    ['Array(host)', 'only Array(length)'],
  ])('refuses %s', (expression, flaw) => {
    expect(floorFlaws(inFunction(`return ${expression}`)).join()).toContain(flaw);
  });

  test.each([['let a;'], ['const a = 1;'], ['return host.default'], ['return `a`'], ['return (() => 1)()']])(
    'does not even parse %s',
    (body) => {
      expect(() => floorFlaws(inFunction(body))).toThrow();
    },
  );
});
