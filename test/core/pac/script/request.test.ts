/** Does a script see the same request in whatever spelling an engine hands it over? */
import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../../worker/core/net/refused.ts';
import { clientView } from '../../../../worker/core/net/url.ts';
import { compiled } from '../run.ts';

/** URL as an engine may hand it over, host, and what the rules must see. */
const SEEN: readonly (readonly [url: string, host: string, seen: string])[] = [
  ['http://a.example', 'a.example', 'http://a.example/'],
  ['HTTP://A.Example:80/P?Q#F', 'A.Example', 'http://a.example/P?Q'],
  ['http://a.example:8080', 'a.example', 'http://a.example:8080/'],
  ['http://a.example:/', 'a.example', 'http://a.example/'],
  ['http://a.example.:080/x', 'a.example.', 'http://a.example/x'],
  ['http://a.example?q=/#f', 'a.example', 'http://a.example/?q=/'],
  ['http://a.example?', 'a.example', 'http://a.example/?'],
  ['http://a.example#f', 'a.example', 'http://a.example/'],
  ['http://me:p@w:1@a.example:8080/x@y:1/', 'a.example', 'http://a.example:8080/x@y:1/'],
  ['http://a.example/?b@c.example:1/', 'a.example', 'http://a.example/?b@c.example:1/'],
  ['https://me@a.example:443/secret?x#y', 'a.example', 'https://a.example/'],
  ['https://a.example:80/secret', 'a.example', 'https://a.example:80/'],
  ['ws://a.example/chat?x', 'a.example', 'ws://a.example/chat?x'],
  ['wss://a.example/chat?x', 'a.example', 'wss://a.example/'],
  ['ftp://a.example:21/file', 'a.example', 'ftp://a.example/'],
  ['foo://a.example/x', 'a.example', 'foo://a.example/'],
  ['foo://a.example:80/x', 'a.example', 'foo://a.example:80/'],
  ['http://[::1]/', '::1', 'http://[::1]/'],
  ['http://[::1]:8080/x', '[::1]', 'http://[::1]:8080/x'],
  ['https://[2001:DB8::1]', '2001:DB8::1', 'https://[2001:db8::1]/'],
  ['Https://a.example:443', 'a.example', 'https://a.example/'],
];

describe('the URL that rules see', () => {
  test.each(SEEN)('%s', (url, host, seen) => {
    const exactly = (pattern: string) =>
      compiled([['PROXY p:1', { is: 'wildcard', on: 'url', patterns: [pattern.replaceAll('?', '*')] }]]);
    expect(exactly(seen).ask({ url, host })).toBe('PROXY p:1');
    expect(exactly(`${seen}x`).ask({ url, host })).toBe('DIRECT');
  });

  test.each(SEEN.filter(([url]) => URL.canParse(url)))('%s is what clientView says', (url, _, seen) => {
    const view = clientView(url);
    expect(isRefused(view) ? view : view.url).toBe(seen);
  });
});
