/** Does a script remember hosts only where an answer cannot change, and never more than a bounded number? */
import { describe, expect, test } from 'vitest';
import type { Test } from '../../../../worker/core/pac/program.ts';
import { about, compiled } from '../run.ts';
import { domainNames } from '../words.ts';

const suffix = (names: readonly string[]): Test => ({
  is: 'names',
  names: names.map((name) => ({ name, match: 'suffix' })),
});
const MANY = domainNames(100);

describe('the memo', () => {
  test('answers a host again as before, also hosts named like what objects inherit', () => {
    const hosts = ['constructor', '__proto__', 'tostring', 'length', 'a.example', 'hasownproperty', '__count__'];
    const pac = compiled([['PROXY p:1', suffix(['__proto__', 'length', 'a.example'])]]);
    const expected = hosts.map((host) => (/^(__proto__|length|a\.example)$/.test(host) ? 'PROXY p:1' : 'DIRECT'));
    for (let round = 0; round < 3; round++) expect(hosts.map((host) => pac.ask(about(host)))).toEqual(expected);
    expect(pac.text).toContain('memo');
  });

  test('forgets all hosts when there are too many, and answers on', () => {
    const pac = compiled([['PROXY p:1', suffix(MANY)]]);
    const hosts = Array.from({ length: 9000 }, (_, at) => `h${at}.${at % 2 === 0 ? MANY[at % 100] : 'none.test'}`);
    const expected = hosts.map((_, at) => (at % 2 === 0 ? 'PROXY p:1' : 'DIRECT'));
    for (let round = 0; round < 2; round++) expect(hosts.map((host) => pac.ask(about(host)))).toEqual(expected);
  });

  test.each<[string, Test]>([
    ['the port', { is: 'port', ranges: [[8443, 8443]] }],
    ['the scheme', { is: 'scheme', schemes: ['ftp'] }],
    ['the URL', { is: 'wildcard', on: 'url', patterns: ['*x*y*'] }],
    ['an expression over the URL', { is: 'regex', on: 'url', sources: ['x'] }],
    ['the time', { is: 'time', windows: [{ clock: 'utc', from: 5, to: 7 }] }],
    ['the client', { is: 'ranges', on: 'client', ranges: [{ family: 4, first: 5n, last: 6n }] }],
    ['the resolver', { is: 'ranges', on: 'address', ranges: [{ family: 4, first: 5n, last: 6n }] }],
  ])('holds no answer where %s counts', (_, test) => {
    expect(compiled([['PROXY p:1', test]]).text).not.toContain('memo');
    const mixed = compiled([
      ['PROXY p:1', { is: 'all', of: [suffix(MANY), { is: 'not', of: test }] }],
      ['PROXY q:1', suffix(['zz.example'])],
    ]);
    expect(mixed.text).toContain('function named(');
    expect(mixed.text).not.toContain('function answer(');
  });

  test('of the names alone leaves what else counts open', () => {
    const pac = compiled([
      ['PROXY p:1', { is: 'all', of: [suffix(MANY), { is: 'port', ranges: [[8443, 8443]] }] }],
      ['PROXY q:1', suffix(MANY.slice(50))],
    ]);
    const [first = '', last = ''] = [MANY[0], MANY[99]];
    const ask = (host: string, port: string) => pac.ask(about(host, { url: `https://${host}${port}/` }));
    for (let round = 0; round < 2; round++) {
      expect([ask(first, ':8443'), ask(first, ''), ask(last, ':8443'), ask(last, '')]).toEqual([
        'PROXY p:1',
        'DIRECT',
        'PROXY p:1',
        'PROXY q:1',
      ]);
    }
  });
});
