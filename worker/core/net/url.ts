/** How does a client show a URL to a PAC? The one view that `explain`, tests and the compiled text share. Pure. */
import { type IpAddress, parseAddress } from './address.ts';
import { MAX_HOST } from './host.ts';
import { defaultPort } from './port.ts';
import type { Refused } from './refused.ts';

/** Schemes whose path and query a PAC may see (Chromium keeps them for http and ws only). */
export const SCHEMES_WITH_PATH: readonly string[] = ['http', 'ws'];

/** A URL in the client's view. */
export interface ClientView {
  /** See `clientView`. Printable ASCII without spaces. */
  readonly url: string;
  /** Lower case, without the colon. */
  readonly scheme: string;
  /** Lower-case ASCII, no brackets, one trailing dot removed, never empty, at most 253 characters. */
  readonly host: string;
  /** The URL's port, else the scheme's default, else null. */
  readonly port: number | null;
  /** The host as an address, when it is one in the strict spelling of `parseAddress`. */
  readonly literal: IpAddress | null;
}

/**
 * The client's view of a URL, or why it is none that a client would ask a PAC about.
 *
 * The URL is first parsed by the WHATWG parser; then `url` is exactly
 *
 *     scheme "://" host [":" port] rest
 *
 * - scheme: lower case;
 * - host: lower case, one trailing dot removed, IPv6 in brackets (`[::1]`), else as parsed; no user name or password;
 * - port: decimal, left out when it is the scheme's default (http 80, ws 80, https 443, wss 443, ftp 21);
 * - rest: for http and ws everything from the path on up to the fragment, a lone `?` kept, `/` put in front where
 *   the path is empty; for every other scheme `/`;
 * - the fragment and its `#` are dropped.
 *
 * So `HTTP://me:pw@EXAMPLE.com.:80?x#y` is `http://example.com/?x` and `https://[::1]:8443/a?b` is
 * `https://[::1]:8443/`. A script that gets a URL from an engine reaches the same text by the same steps: cut at the
 * first `#`; the authority ends at the first `/` or `?` after `://`; user name and password end at its last `@`;
 * the port is what follows the last `:` outside brackets.
 */
export function clientView(text: string): ClientView | Refused {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (parsed === null) return refused('url.invalid', 'expected an absolute URL, such as https://www.example/');
  const scheme = parsed.protocol.slice(0, -1);
  const named = parsed.hostname.toLowerCase().replace(/\.$/, '');
  const flaw = hostFlaw(named, scheme);
  if (flaw !== null) return flaw;
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  const host = named.replace(/^\[(.*)\]$/, '$1');
  return {
    url: `${scheme}://${named}${port}${rest(parsed, scheme)}`,
    scheme,
    host,
    port: parsed.port === '' ? defaultPort(scheme) : Number(parsed.port),
    literal: parseAddress(host),
  };
}

/** Path and query as the parser wrote them. `search` would lose a lone `?`, so they are cut out of `href`. */
function rest(parsed: URL, scheme: string): string {
  if (!SCHEMES_WITH_PATH.includes(scheme)) return '/';
  const [address = ''] = parsed.href.split('#', 1);
  return address.slice(address.indexOf('/', scheme.length + '://'.length));
}

function hostFlaw(host: string, scheme: string): Refused | null {
  if (host === '')
    return refused('url.no-host', `expected a URL with a host; clients ask no PAC about ${scheme}: URLs without`);
  if (host.includes('%')) return refused('url.invalid', 'expected a host that has an ASCII form');
  if (host.length <= MAX_HOST) return null;
  return refused('url.invalid', `expected a host of at most ${MAX_HOST} characters`);
}

function refused(code: string, error: string): Refused {
  return { code, error };
}
