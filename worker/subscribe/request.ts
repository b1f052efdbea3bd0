/** Which request is sent to a publisher? No credential, no cookie, nothing about who asks. Pure. */

/** What an earlier answer said of itself, for conditional requests (RFC 9110, 8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,254}"$/;
const DATE = /^[\x20-\x7e]{1,64}$/;

/** The validators in headers; what is none is dropped, so that nothing else is ever sent back. */
export function validatorsOf(etag: string | null, lastModified: string | null): Validators {
  return {
    etag: etag !== null && ETAG.test(etag) ? etag : null,
    lastModified: lastModified !== null && DATE.test(lastModified) ? lastModified : null,
  };
}

/** The headers that every request has, beside those of the connection. */
export function headersFor({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    'User-Agent': 'Portolan (rule lists)',
    Accept: 'text/plain, */*;q=0.5',
    ...(etag === null ? {} : { 'If-None-Match': etag }),
    ...(lastModified === null ? {} : { 'If-Modified-Since': lastModified }),
  };
}

/** The bytes of a GET of a parsed URL, which is plain ASCII without blanks or controls by its parser. */
export function requestFor(url: URL, validators: Validators): Uint8Array {
  const headers = { Host: url.host, ...headersFor(validators), 'Accept-Encoding': 'gzip', Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return new TextEncoder().encode(`GET ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('')}\r\n`);
}
