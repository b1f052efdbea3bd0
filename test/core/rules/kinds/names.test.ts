/** Which hosts do `domain`, `host` and `plain` match, and what do they refuse? */
import { describe, expect, test } from 'vitest';
import { errors, holds, lowered, spelled } from '../asking.ts';

const LONGEST = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(61)}`;

describe('domain', () => {
  test.each([
    ['corp.example', 'https://corp.example/', true],
    ['corp.example', 'https://wiki.corp.example/', true],
    ['corp.example', 'https://notcorp.example/', false],
    ['corp.example', 'https://corp.example.org/', false],
    ['corp.example', 'https://example/', false],
    ['Corp.EXAMPLE.', 'https://WIKI.corp.Example./', true],
    ['münchen.example', 'https://www.xn--mnchen-3ya.example/', true],
    ['xn--mnchen-3ya.example', 'https://MÜNCHEN.example/', true],
    ['constructor', 'https://constructor/', true],
    ['__proto__', 'https://a.__proto__/', true],
    ['constructor', 'https://toString/', false],
    [LONGEST, `https://${LONGEST}/`, true],
    ['example', 'https://10.0.0.1/', false],
    ['example', 'https://[::1]/', false],
    ['example', 'http://user:example@other/#example', false],
  ])('%s, asked for %s: %s', (domain, url, expected) => expect(holds({ domain }, url)).toBe(expected));

  test.each([
    ['10.0.0.1', 'host.address'],
    ['::1', 'host.address'],
    ['10.0.0.0/8', 'host.address'],
    ['*.corp.example', 'host.wildcard'],
    ['.corp.example', 'host.empty-label'],
    ['corp.example:80', 'host.port'],
    ['https://corp.example', 'host.url'],
    ['0x7f.1', 'host.numeric'],
  ])('refuses %s as %s', (domain, code) => {
    expect(errors({ domain: ['ok.example', domain] })).toEqual([`${code} /rules/0/when/domain/1`]);
  });

  test('points at the key itself when it has a single value', () => {
    expect(errors({ domain: '10.0.0.1' })).toEqual(['host.address /rules/0/when/domain']);
  });

  test('keeps the shape that was written', () => {
    expect(spelled({ domain: 'A.Example.' })).toEqual({ domain: 'a.example' });
    expect(spelled({ domain: ['A.Example.'] })).toEqual({ domain: ['a.example'] });
  });
});

describe('host', () => {
  test.each([
    ['www.example', 'https://www.example/', true],
    ['www.example', 'https://a.www.example/', false],
    ['*.example', 'https://www.example/', true],
    ['*.example', 'https://a.b.example/', true],
    ['*.example', 'https://example/', false],
    ['*example', 'https://example/', true],
    ['*.build?.example', 'https://a.build7.example/', true],
    ['*.build?.example', 'https://a.build.example/', false],
    ['*.BUILD?.Example.', 'https://A.Build7.EXAMPLE./', true],
    ['10.*', 'https://10.1.2.3/', true],
    ['10.*', 'https://10.example/', true],
    ['10.1.2.3', 'https://10.1.2.3/', true],
    ['10.1.2.3', 'https://0xa.1.2.3/', true],
    ['FD00:0::1', 'https://[fd00::1]/', true],
    ['fd00:*', 'https://[fd00::1]/', true],
    ['*', 'https://[::1]/', true],
  ])('%s, asked for %s: %s', (host, url, expected) => expect(holds({ host }, url)).toBe(expected));

  test('makes names of patterns that are names', () => {
    expect(lowered({ host: ['www.x.example', '*.x.example', '**.y.example'] })).toEqual({
      is: 'names',
      names: [
        { name: 'www.x.example', match: 'exact' },
        { name: 'x.example', match: 'below' },
        { name: 'y.example', match: 'below' },
      ],
    });
  });

  test('keeps patterns that also match addresses', () => {
    expect(lowered({ host: '*.1' })).toEqual({ is: 'wildcard', on: 'host', patterns: ['*.1'] });
    expect(lowered({ host: '10.0.0.1' })).toMatchObject({ is: 'ranges', on: 'host' });
    expect(lowered({ host: ['a?', '*'] })).toEqual({ is: 'always' });
  });

  test.each([
    ['.example', 'host.empty-label'],
    ['1.2.3', 'host.numeric'],
    ['mün*.example', 'wildcard.invalid'],
  ])('refuses %s as %s', (host, code) => expect(errors({ host })).toEqual([`${code} /rules/0/when/host`]));
});

test.each([
  ['http://intranet/', true],
  ['http://INTRANET./', true],
  ['http://constructor/', true],
  ['http://wiki.example/', false],
  ['http://127.0.0.1/', false],
  ['http://[::1]/', false],
  ['http://2130706433/', false],
])('plain, asked for %s: %s', (url, expected) => expect(holds({ plain: true }, url)).toBe(expected));
