/** Which URL of a PAC is embedded in a text? Pure. */
import type { Flavour } from '../../../schemas/profile.ts';

/** What stands in URLs that every format carries: no blanks, quotes, commas, and nothing outside ASCII. */
const CARRIED = /^[A-Za-z0-9\-._~:/?#[\]@!$&()*+;=%]+$/;

/** Whether a text can be embedded: an absolute http or https URL without user information, of carried characters. */
export function isPacUrl(text: string): boolean {
  if (!CARRIED.test(text) || !URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '';
}

/**
 * The URL with the zone and the flavour that a text is for, in this order, unless it names them already. The generic
 * flavour is never named.
 */
export function embeddedUrl(pacUrl: string, zone: string | null, flavour: Flavour): string {
  const url = new URL(pacUrl);
  if (zone !== null && !url.searchParams.has('zone')) append(url, 'zone', zone);
  if (flavour !== 'generic' && !url.searchParams.has('for')) append(url, 'for', flavour);
  return url.href;
}

/** Zones and flavours are of unreserved characters; what was there stays as it was written. */
function append(url: URL, key: string, value: string): void {
  url.search = url.search === '' ? `?${key}=${value}` : `${url.search}&${key}=${value}`;
}
