import vm from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesWildcard } from '../../../../worker/core/net/wildcard.ts';
import type { Test } from '../../../../worker/core/pac/program.ts';
import { factorPatterns } from '../../../../worker/core/pac/script/alternation.ts';
import { about, compiled } from '../run.ts';
import { domainNames } from '../words.ts';

const wildcard = (patterns: readonly string[]): Test => ({ is: 'wildcard', on: 'host', patterns });

describe('factorPatterns', () => {
  test('patterns as expressions and as globs match what the wildcards match', () => {
    const piece = fc.constantFrom('*', '*', '?', 'a', 'b', 'ab', '.', 'com', '-', '$', '^');
    const pattern = fc.array(piece, { minLength: 1, maxLength: 7 }).map((all) => all.join(''));
    const host = fc.array(fc.constantFrom('a', 'b', '.', 'com', '-', 'aab'), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 30 }),
        fc.array(
          host.map((all) => all.join('').replace(/\.$/, 'x')),
          { minLength: 10, maxLength: 30 },
        ),
        (patterns, hosts) => {
          const pac = compiled([['PROXY p:1', wildcard(patterns)]]);
          const expected = hosts.map((one) => patterns.some((pattern) => matchesWildcard(pattern, one)));
          expect(hosts.map((one) => pac.ask(about(one)) === 'PROXY p:1')).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('common beginnings are written once', () => {
    expect(factorPatterns(['*adserver*', '*adsense*', '*adx*']).sources).toEqual(['ad(?:se(?:nse|rver)|x)']);
    expect(factorPatterns(['ab', 'abc', 'abd', 'x?']).sources).toEqual(['^(?:ab(?:c|d)?|x.)$']);
    expect(factorPatterns(['ab*', 'abc*', 'abd*']).sources).toEqual(['^ab']);
  });

  test('a search that could take more than linear time is left to the glob helper', () => {
    const { sources, globs } = factorPatterns(['a*b', '*a*b', 'a*b*c', '*a*', '**a**']);
    expect(sources).toEqual(['^a.*b$', 'a']);
    expect(globs).toEqual(['*a*b', 'a*b*c']);
  });

  test('long lists become several expressions of at most 500 alternatives', () => {
    const names = domainNames(2_000).map((name) => `*${name}*`);
    const { sources } = factorPatterns(names);
    expect(sources.length).toBeGreaterThan(2);
    for (const source of sources) expect(source.split('|').length).toBeLessThanOrEqual(500);
    const pac = compiled([['PROXY p:1', wildcard(names)]]);
    const hosts = names.slice(0, 200).map((pattern) => `x${pattern.slice(1, -1)}y.test`);
    expect(hosts.filter((host) => pac.ask(about(host)) !== 'PROXY p:1')).toEqual([]);
  });

  test('patterns that begin alike a hundred times over do not nest a hundred groups', () => {
    const patterns = Array.from({ length: 100 }, (_, at) => `${'a'.repeat(at + 1)}b?`);
    const pac = compiled([['PROXY p:1', wildcard(patterns)]]);
    const hosts = [`${'a'.repeat(1)}bx`, `${'a'.repeat(100)}bx`, `${'a'.repeat(101)}bx`, 'bx'];
    expect(hosts.map((host) => pac.ask(about(host)))).toEqual(['PROXY p:1', 'PROXY p:1', 'DIRECT', 'DIRECT']);
  });

  test('the glob helper takes time linear in the text, where expressions would take years', () => {
    const pac = compiled([['PROXY p:1', wildcard([`${'*a'.repeat(30)}*b`])]]);
    expect(pac.ask(about('a'.repeat(250)))).toBe('DIRECT');
    expect(pac.ask(about(`${'a'.repeat(250)}b`))).toBe('PROXY p:1');
  });

  test('the glob helper lets the engine look for what a part with ? says, and compares only there', () => {
    const patterns = domainNames(300).map((name) => `*${name.slice(0, 3)}?${name.slice(3, 5)}*x??y*`);
    const { text } = compiled([['PROXY p:1', wildcard(patterns)]]);
    const context = vm.createContext({ steps: 0 });
    vm.runInContext(
      `String.prototype.charAt = (own => function (at) { steps++; return own.call(this, at) })("".charAt)`,
      context,
    );
    const ask = (host: string) => vm.runInContext(`${text};FindProxyForURL("https://${host}/","${host}")`, context);
    expect(ask(`${'abcdefgh'.repeat(7)}.${'z0z1z2z3'.repeat(7)}.test`)).toBe('DIRECT');
    // Two for each pattern, and what the few take that are nearly there.
    expect(context.steps).toBeLessThan(1_000);
    expect(ask(`${patterns[7]?.replaceAll('*', 'a').replaceAll('?', 'b')}.test`)).toBe('PROXY p:1');
  });
});
