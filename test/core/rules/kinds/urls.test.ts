/** Which URLs do `scheme`, `port`, `url` and `regex` match, in the client's view of them? */
import { describe, expect, test } from 'vitest';
import { REGEX_URL_LENGTH } from '../../../../worker/core/rules/regex/check.ts';
import { errors, holds, lowered, read, spelled } from '../asking.ts';

describe('scheme', () => {
  test.each([
    ['https', 'https://a/', true],
    ['HTTPS', 'https://a/', true],
    ['https', 'HTTPS://a/', true],
    ['http', 'https://a/', false],
    ['gopher', 'gopher://a/', true],
  ])('%s, asked for %s: %s', (scheme, url, expected) => expect(holds({ scheme }, url)).toBe(expected));

  test('is spelled in lower case', () =>
    expect(spelled({ scheme: ['HTTP', 'ws'] })).toEqual({ scheme: ['http', 'ws'] }));
});

describe('port', () => {
  test.each([
    [443, 'https://a/', true],
    [443, 'https://a:443/', true],
    [443, 'https://a:8443/', false],
    [80, 'ws://a/', true],
    [21, 'ftp://a/', true],
    [443, 'wss://a/', true],
    [70, 'gopher://a/', false],
    [70, 'gopher://a:70/', true],
    ['1-65535', 'gopher://a/', false],
    ['9000-9099', 'http://a:9000/', true],
    ['9000-9099', 'http://a:9099/', true],
    ['9000-9099', 'http://a:9100/', false],
    [['9000-9099', 80], 'http://u:8080@a/', true],
  ])('%j, asked for %s: %s', (port, url, expected) => expect(holds({ port }, url)).toBe(expected));

  test.each([['9099-9000'], ['1-70000'], ['70000-70001']])('refuses %s', (port) => {
    expect(errors({ port: [80, port] })).toEqual(['port.range /rules/0/when/port/1']);
  });

  test('is spelled with the simplest form', () =>
    expect(spelled({ port: ['80-80', '1-2'] })).toEqual({ port: [80, '1-2'] }));
});

describe('url', () => {
  test.each([
    ['http://updates.example/*.iso', 'http://updates.example/a/b.iso', true],
    ['http://updates.example/*.iso', 'http://updates.example/a/b.ISO', false],
    ['HTTP://Updates.Example:80/*.iso', 'http://UPDATES.example./x.iso#frag', true],
    ['http://updates.example/*.iso', 'http://me:pw@updates.example/x.iso', true],
    ['http://updates.example/*.iso', 'http://updates.example:8080/x.iso', false],
    ['https://updates.example/*', 'https://updates.example/secret', true],
    ['https://updates.example', 'https://updates.example/secret?x', true],
    ['*secret*', 'https://updates.example/secret', false],
    ['*secret*', 'http://updates.example/secret', true],
    ['ws://a.example/*x', 'ws://a.example/?x', true],
    ['http://[::1]/*', 'http://[0::1]/', true],
    ['*', 'foo://a/', true],
  ])('%s, asked for %s: %s', (url, asked, expected) => expect(holds({ url }, asked)).toBe(expected));

  test('tells that clients hide paths, only where one is looked at', () => {
    const codes = (url: string) => read({ url }).findings.map(({ code, path }) => `${code} ${path}`);
    expect(codes('http://a.example/x')).toEqual(['rule.url-path-hidden /rules/0/when/url']);
    expect(codes('http://a.example/*')).toEqual([]);
    expect(codes('https://a.example')).toEqual([]);
  });

  test.each([
    ['https://a.example/x', 'url.never'],
    ['a.example/x', 'url.never'],
    ['http://u:p@a.example/', 'url.credentials'],
    ['http://a.example/#x', 'url.fragment'],
  ])('refuses %s as %s', (url, code) => expect(errors({ url })).toEqual([`${code} /rules/0/when/url`]));
});

describe('regex', () => {
  test.each([
    [{ host: '^ads?[0-9]*\\.' }, 'https://ad12.x.example/', true],
    [{ host: '^ads?[0-9]*\\.' }, 'https://bad.x.example/', false],
    [{ host: ['a$', 'b$'] }, 'https://xb/', true],
    [{ host: 'example' }, 'https://EXAMPLE.com/', true],
    [{ host: '^::1$' }, 'https://[::1]/', true],
    [{ url: '^https://a/$' }, 'https://A:443/path', true],
    [{ url: '[?]q=1' }, 'http://a/?q=1', true],
    [{ url: '[?]q=1' }, 'https://a/?q=1', false],
    [{ host: '^a$', url: '^http:' }, 'http://a/', true],
    [{ host: '^a$', url: '^http:' }, 'https://a/', false],
    [[{ host: '^b$' }, { url: '^https:' }], 'https://a/', true],
  ])('%j, asked for %s: %s', (regex, url, expected) => expect(holds({ regex }, url)).toBe(expected));

  test('sees the first 1,024 characters of a URL', () => {
    const padding = 'x'.repeat(REGEX_URL_LENGTH - 'http://a/'.length - 1);
    expect(holds({ regex: { url: 'y$' } }, `http://a/${padding}y`)).toBe(true);
    expect(holds({ regex: { url: 'y$' } }, `http://a/${padding}yz`)).toBe(true);
    expect(holds({ regex: { url: 'y' } }, `http://a/${padding}zy`)).toBe(false);
  });

  test('points at the expression and names the offset', () => {
    expect(errors({ regex: [{ host: ['ok', 'a(?<=a)b'] }] })).toEqual([
      'regex.unsupported /rules/0/when/regex/0/host/1',
    ]);
    expect(read({ regex: { host: 'a(?<=a)b' } }).findings[0]?.message).toContain('offset 1');
  });

  test('tells about hidden paths where a URL is looked at', () => {
    const [finding] = read({ regex: { url: 'x' } }).findings;
    expect(finding).toMatchObject({ code: 'rule.url-path-hidden', path: '/rules/0/when/regex/url' });
  });

  test('is lowered to both parts joined by AND', () => {
    expect(lowered({ regex: { host: 'a', url: ['b', 'c'] } })).toEqual({
      is: 'all',
      of: [
        { is: 'regex', on: 'host', sources: ['a'] },
        { is: 'regex', on: 'url', sources: ['b', 'c'] },
      ],
    });
  });
});
