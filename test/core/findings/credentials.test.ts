/** Are credentials recognised, and ordinary words left alone? */
import { describe, expect, test } from 'vitest';
import { secretIn } from '../../../worker/core/findings/credentials.ts';
import { complete, finding } from '../../../worker/core/findings/finding.ts';
import { HIDDEN, MAX_SHOWN, quote, safePointer, show } from '../../../worker/core/findings/quote.ts';

const SECRETS = [
  'http://me:hunter22@proxy.example:3128',
  'https://token@host/',
  'socks5://me:@host',
  '//x http://me:hunter22@proxy',
  'me:hunter22@proxy.example',
  'login is me:hunter22@proxy',
  'password=hunter22',
  'Password = "hunter22"',
  '?api_key=hunter22',
  'https://x.example/?access_token=hunter22',
  'client_secret=hunter22',
  'token=hunter22',
  'https://x.example/?session_token=hunter22',
  'pw=hunter22',
  'me%3Ahunter22@proxy.example',
  'Authorization: Basic bWU6aHVudGVyMjI=',
  'Proxy-Authorization: hunter22',
  '{"authorization":"hunter22"}',
  'Bearer abcdefghijklmnopqrst',
  'Basic bWU6aHVudGVyMjI=',
  'basic QWxhZGRpbjpvcGVuIHNlc2Ft',
  '-----BEGIN RSA PRIVATE KEY-----',
  'login squid, password: hunter22',
  '"passphrase":"hunter22"',
  'Secret: hunter22',
  `ptl_${'Ab3-'.repeat(11)}_0d20ba22`,
  `ghp_${'a1B2'.repeat(9)}`,
  'AKIAIOSFODNN7EXAMPLE',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
];

const WORDS = [
  'https://www.example/a@b',
  'https://www.example/?q=me@example',
  'http://updates.example/*.iso',
  '*://*.example/*?password=*',
  'ask helpdesk@corp.example',
  'mailto:helpdesk@corp.example',
  'Password: ask the helpdesk',
  'the bearer of good news',
  'fd00::/8',
  '[::1]:8080',
  '10.0.0.0/8',
  'basic auth, see authorization policy',
  'basic authentication, Basic NTLM2Fallback, BASIC = off',
  'https://x.example/password-reset',
  'password=<yours>',
  'password: see ticket NET-4711',
  'password: <from the vault, 12 characters>',
  'no secrets: 100 % public',
  'compass: 123456',
  'ptl_ is how tokens begin',
  'compass=north',
  'tokens=unlimited',
  'https://www.example/a%3Ab',
  '09:00-18:00',
];

describe('secretIn', () => {
  test.each(SECRETS.map((text) => [text]))('recognises %j', (text) => {
    expect(secretIn(text)).not.toBeNull();
  });

  test.each(WORDS.map((text) => [text]))('leaves %j alone', (text) => {
    expect(secretIn(text)).toBeNull();
  });

  test('is quick on hostile text', () => {
    const start = performance.now();
    for (const text of ['('.repeat(1e6), 'a:'.repeat(5e5), '://'.repeat(3e5), 'password= '.repeat(1e5)]) secretIn(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('quote and show', () => {
  test.each(SECRETS.map((text) => [text]))('hide %j', (text) => {
    expect(quote(text)).toBe(HIDDEN);
    expect(show({ [text]: 1 })).toBe(HIDDEN);
    expect(safePointer(`/a/${text.replaceAll('~', '~0').replaceAll('/', '~1')}/b`)).toBe('/a');
  });

  test('cut long texts without splitting a character, quotes included', () => {
    expect(quote('x'.repeat(5000)).length).toBeLessThanOrEqual(MAX_SHOWN);
    expect(quote('💥'.repeat(5000)).isWellFormed()).toBe(true);
    expect(quote('"\n')).toBe('"\\"\\n"');
  });

  test('say what other values are', () => {
    expect([show([1, 2]), show({ a: 1, b: 2 }), show({}), show(null), show(undefined), show(5)]).toEqual([
      'a list of 2',
      'a map of a, b',
      'an empty map',
      'null',
      'nothing',
      '5',
    ]);
  });
});

describe('finding', () => {
  test('takes severity, words and advice from the table, and names its page', () => {
    expect(finding('route.repeats', '/routes/a/1')).toEqual({
      code: 'route.repeats',
      severity: 'error',
      path: '/routes/a/1',
      message: 'A route names the same proxy twice',
      fix: 'Remove the repetition.',
      docs: '/docs/findings#route.repeats',
    });
  });

  test('lets a case say it better', () => {
    expect(finding('route.unused', '', { message: 'm', severity: 'warning', fix: 'f' })).toMatchObject({
      message: 'm',
      severity: 'warning',
      fix: 'f',
    });
  });
});

describe('complete', () => {
  test('frees the findings of parsers from credentials in every text', () => {
    const text = 'http://me:hunter22@proxy.example';
    const made = complete({
      code: 'host.url',
      severity: 'error',
      path: `/dns/${text.replaceAll('/', '~1')}`,
      message: text,
      expected: text,
      found: text,
      fix: text,
    });
    expect(JSON.stringify(made)).not.toContain('hunter22');
    expect(made.docs).toBe('/docs/findings#host.url');
  });
});
