/** Which URLs are fetched at all, and where does a redirect lead? Pure. */
import type { Refused } from '../core/net/refused.ts';
import { failed } from './failed.ts';

/** Characters of a URL; servers refuse longer ones. */
const MAX_URL = 8_192;

/** The URL when it may be fetched: https, or http where that was chosen, without a user name and password. */
export function usableUrl(text: string, isInsecure: boolean): URL | Refused {
  const url = URL.parse(text);
  if (url === null || url.href.length > MAX_URL) return failed('subscription.redirect', 'expected a URL');
  const isAllowed = url.protocol === 'https:' || (isInsecure && url.protocol === 'http:');
  if (!isAllowed) {
    const expected = isInsecure ? 'https or http' : 'https';
    return failed('subscription.redirect', `expected ${expected}, found ${url.protocol.slice(0, 20)}`);
  }
  if (url.username === '' && url.password === '') return url;
  return failed('subscription.redirect', 'expected a URL without a user name and password');
}

/** Where a `Location` leads from a URL (RFC 9110, 10.2.2). */
export function nextUrl(location: string | null, from: URL, isInsecure: boolean): URL | Refused {
  if (location === null) return failed('subscription.redirect', 'expected a Location beside the redirect');
  const url = URL.parse(location, from);
  return url === null ? failed('subscription.redirect', 'expected a URL in Location') : usableUrl(url.href, isInsecure);
}
