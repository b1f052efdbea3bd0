/** What does `no_proxy` say, which every program reads in its own way? Pure. */
import { formatAddress } from '../../net/address.ts';
import { formatRange } from '../../net/cidr.ts';
import { type BypassDialect, SPEECHLESS } from '../fixed/dialect.ts';

const NO_RANGES = 'wget, urllib, httpx, undici and LWP read no ranges and use the proxy';

/**
 * Seen with curl 7.88, wget 1.21, Python's urllib, requests and httpx, Go 1.19, Ruby, undici, LWP and aria2: commas, no
 * blanks, no `*`. Bare names cover what is below them in all but aria2, dotted ones only what is below in most, so both
 * are written. Ranges are read by some.
 */
export const ENVIRONMENT: BypassDialect = {
  ...SPEECHLESS,
  loopback: ['localhost', '127.0.0.1', '::1'],
  suffix: (name) => ({ say: [name, `.${name}`] }),
  exact: (name) => ({ say: [name], wider: 'hosts below the name' }),
  below: (name) => ({ say: [`.${name}`], wider: 'the name itself, in curl, urllib and requests' }),
  range: (range) => {
    if (range.first === range.last)
      return single(range.family, formatAddress({ family: range.family, value: range.first }));
    return range.family === 4
      ? { say: [formatRange(range)], partly: NO_RANGES, wider: 'names that resolve into the range, in Ruby' }
      : { say: [formatRange(range)], partly: 'only Go, httpx and aria2 read ranges of IPv6; others use the proxy' };
  },
};

function single(family: 4 | 6, text: string) {
  if (family === 4) return { say: [text] };
  return { say: [text], partly: 'urllib, httpx, Ruby and undici do not read a bare IPv6 address and use the proxy' };
}

/** The list as one value. */
export const commaList = (texts: readonly string[]): string => texts.join(',');
