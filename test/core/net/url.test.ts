/** Is the client's view of a URL the text that the docstring of `clientView` fixes? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../worker/core/net/refused.ts';
import { clientView } from '../../../worker/core/net/url.ts';
import { LONG, VIEWS } from './url-cases.ts';

describe('clientView', () => {
  test.each(VIEWS)('sees %s as %s', (written, url, host, port) => {
    expect(clientView(written)).toMatchObject({ url, host, port, scheme: url.slice(0, url.indexOf(':')) });
  });

  test.each([
    ['example.com', 'url.invalid'],
    ['//example.com/', 'url.invalid'],
    ['', 'url.invalid'],
    ['http://', 'url.invalid'],
    ['http://a b/', 'url.invalid'],
    ['http://a:99999/', 'url.invalid'],
    ['http://1.2.3.256/', 'url.invalid'],
    ['foo://m%C3%BC/', 'url.invalid'],
    [`http://${LONG}.a/`, 'url.invalid'],
    ['http://./', 'url.no-host'],
    ['file:///etc/hosts', 'url.no-host'],
    ['mailto:a@b.example', 'url.no-host'],
    ['data:text/plain,x', 'url.no-host'],
    ['blob:http://a.example/x', 'url.no-host'],
  ])('refuses %j as %s', (written, code) => expect(clientView(written)).toMatchObject({ code }));

  test.each([
    ['http://10.0.0.1/', { family: 4, value: 0x0a000001n }],
    ['http://[::1]/', { family: 6, value: 1n }],
    ['foo://010.0.0.1/', null],
    ['http://a.example/', null],
  ])('knows the literal of %s', (written, literal) => expect(clientView(written)).toMatchObject({ literal }));

  test('sees its own answer as it is', () => {
    const host = fc.constantFrom('a.example', 'A.Example.', '[::1]', '10.0.0.1', '0x7f.1', 'plain');
    const scheme = fc.constantFrom('http', 'HTTPS', 'ws', 'wss', 'ftp', 'foo');
    const port = fc.constantFrom('', ':', ':80', ':443', ':8080', ':21');
    const rest = fc.constantFrom('', '/', '/p', '?q', '/p?q#f', '/?', '#f', '/a@b:c');
    fc.assert(
      fc.property(fc.tuple(scheme, fc.constantFrom('', 'u@', 'u:p@'), host, port, rest), ([s, user, h, p, r]) => {
        const view = clientView(`${s}://${user}${h}${p}${r}`);
        if (isRefused(view)) throw new Error(view.error);
        expect(view.url).toMatch(/^[\u0021-\u007e]+$/);
        expect(clientView(view.url)).toEqual(view);
      }),
      { numRuns: 300 },
    );
  });
});
