/** What does an HTTP reply tell about the one who wrote it? Pure. */

/** The head of a reply, as far as it is needed. Header names are lower case. */
export interface HttpReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Everything that was received, one character a byte. */
  readonly text: string;
}

const STATUS_LINE = /^HTTP\/[0-9.]{1,3} ([1-5][0-9]{2})(?: |\r?\n)/;

/** Bytes as text, one character a byte: nothing is lost and nothing fails. */
export const latin1 = (received: Uint8Array): string =>
  Array.from(received, (byte) => String.fromCharCode(byte)).join('');

/** Reads a reply, or null where the bytes are none. */
export function readReply(received: Uint8Array): HttpReply | null {
  const text = latin1(received);
  const status = STATUS_LINE.exec(text)?.[1];
  if (status === undefined) return null;
  const head = text.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const headers = head.split(/\r?\n/).slice(1).flatMap(header);
  return { status: Number(status), headers, text };
}

/** Whether a reply's head is complete: all that most questions need. */
export const headIsComplete = (received: Uint8Array): boolean => /\r?\n\r?\n/.test(latin1(received));

/** Products that put their name into `Server` and are forward proxies whatever else they may be set up as. */
const PROXY_SERVERS = /^(?:squid|tinyproxy|privoxy|polipo|3proxy|mitmproxy|blue ?coat|zscaler|ccproxy|proxy)/i;
/** Headers that only proxies write. `Via` and `X-Cache` are not among them: content networks write those. */
const PROXY_HEADERS: readonly string[] = ['x-squid-error', 'proxy-agent', 'proxy-connection', 'proxy-authenticate'];

/** Whether the reply says of itself that a proxy wrote it. */
export const isMarkedAsProxy = (reply: HttpReply): boolean =>
  reply.headers.some(
    ([name, value]) => PROXY_HEADERS.includes(name) || (name === 'server' && PROXY_SERVERS.test(value)),
  );

/** The authentication schemes of a 407, in lower case, in the order offered, each once. */
export function offeredSchemes(reply: HttpReply): readonly string[] {
  const values = reply.headers.filter(([name]) => name === 'proxy-authenticate').map(([, value]) => value);
  const schemes = values.map((value) => /^[A-Za-z][A-Za-z0-9-]{0,31}/.exec(value.trim())?.[0].toLowerCase());
  return [...new Set(schemes.filter((scheme) => scheme !== undefined))];
}

/** Web servers that say why they refuse: nginx, Apache httpd, Go's net/http. */
const TLS_WANTED =
  /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL|HTTP request to an HTTPS server/i;

/** Whether the reply says that TLS is wanted. */
export const wantsTls = (reply: HttpReply): boolean => TLS_WANTED.test(reply.text);

/** Tor's SOCKS port answers HTTP in HTTP, to say that it is none (src/core/or/connection_edge.c). */
export const isTorSocks = (reply: HttpReply): boolean => /Tor is not an HTTP Proxy/i.test(reply.text);

function header(line: string): (readonly [string, string])[] {
  const colon = line.indexOf(':');
  return colon < 1 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
}
