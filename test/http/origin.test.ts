import { describe, expect, it } from 'vitest';
import { originOf } from '../../worker/http/origin.ts';

const REQUEST = 'http://127.0.0.1:8787/v1/profiles?x=y';

describe('originOf()', () => {
  it.each([undefined, '', 'not a url', 'javascript:alert(1)', 'ftp://files.example/'])(
    'is the request’s own origin when PUBLIC_URL is %j',
    (setting) => {
      expect(originOf(REQUEST, setting)).toBe('http://127.0.0.1:8787');
    },
  );

  it.each([
    ['https://pac.corp.example', 'https://pac.corp.example'],
    ['https://pac.corp.example/', 'https://pac.corp.example'],
    ['https://pac.corp.example:8443/x?y', 'https://pac.corp.example:8443'],
  ])('is that of PUBLIC_URL %s', (setting, origin) => {
    expect(originOf(REQUEST, setting)).toBe(origin);
  });
});
