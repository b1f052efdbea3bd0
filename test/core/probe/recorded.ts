/** How did real servers answer the probes? Recorded behaviour, replayed without a network. */
import type { Dialogue, Exchange, Seen } from '../../../worker/core/probe/exchange.ts';
import { latin1 } from '../../../worker/core/probe/http-reply.ts';

/** What a listener answers: bytes (text or numbers), then the end of the connection where `end` is set. Null: nothing. */
export type Reply = { readonly say?: string | readonly number[]; readonly end?: boolean } | null;

/** A listener: what it answers to what is said on a connection; `inside`: within TLS. */
export interface Recorded {
  /** `turn` counts what was said on this connection, from 0. */
  answer(said: string, turn: number): Reply;
  /** What is inside TLS; absent: it speaks none. `untrusted`: the handshake fails on the certificate. */
  readonly inside?: Recorded | 'untrusted';
}

export const isConnect = (said: string): boolean => said.startsWith('CONNECT ');
export const isAbsolute = (said: string): boolean => said.startsWith('GET http://');
export const isOrigin = (said: string): boolean => said.startsWith('GET /');
export const isHttp = (said: string): boolean => /^(?:CONNECT|GET) /.test(said);
export const isHello = (said: string): boolean => said.startsWith('\x16\x03');
export const isSocks5 = (said: string): boolean => said.startsWith('\x05');
export const isSocks4 = (said: string): boolean => said.startsWith('\x04');

/** An HTTP reply without a body. */
export const http = (status: string, ...headers: readonly string[]): Reply => ({
  say: `HTTP/1.1 ${[status, ...headers].join('\r\n')}\r\n\r\n`,
  end: true,
});

export const EOF: Reply = { end: true };
export const SILENT: Reply = null;
const SERVER_HELLO: Reply = { say: [0x16, 3, 3, 0, 0x7a, 2] };

/** What was used up. */
export interface Usage {
  connections: number;
}

/** Holds a dialogue with a recorded listener; `closed` and `filtered` are listeners that are not there. */
export function replay<Conclusion>(
  dialogue: Dialogue<Conclusion>,
  listener: Recorded | 'closed' | 'filtered',
  usage: Usage = { connections: 0 },
): Conclusion {
  let line: { at: Recorded; turn: number; ended: boolean } | null = null;
  let step = dialogue.next();
  while (step.done !== true) {
    const exchange: Exchange = step.value;
    if (exchange.connection === 'new') {
      usage.connections += 1;
      const opened = open(listener, exchange);
      line = typeof opened === 'string' ? null : { at: opened, turn: 0, ended: false };
      if (typeof opened === 'string') {
        step = dialogue.next(failed(opened));
        continue;
      }
    }
    step = dialogue.next(line === null ? failed('closed') : hear(line, exchange));
  }
  return step.value;
}

function open(listener: Recorded | 'closed' | 'filtered', { tls }: Exchange): Recorded | 'closed' | 'filtered' | 'tls' {
  if (typeof listener === 'string' || !tls) return listener;
  return listener.inside === undefined || listener.inside === 'untrusted' ? 'tls' : listener.inside;
}

function hear(line: { at: Recorded; turn: number; ended: boolean }, { send }: Exchange): Seen {
  if (line.ended) return { failure: null, received: new Uint8Array(), ended: true };
  const said = latin1(send);
  const reply = isHello(said) && line.at.inside !== undefined ? SERVER_HELLO : line.at.answer(said, line.turn);
  line.turn += 1;
  line.ended = reply?.end === true;
  return { failure: null, received: bytesOf(reply?.say ?? ''), ended: line.ended };
}

const bytesOf = (said: string | readonly number[]): Uint8Array =>
  typeof said === 'string' ? Uint8Array.from(said, (char) => char.charCodeAt(0)) : Uint8Array.from(said);

const failed = (failure: Exclude<Seen['failure'], null>): Seen => ({
  failure,
  received: new Uint8Array(),
  ended: true,
});

/** A SOCKS5 server that asks for nothing; `reply` answers a request to a name, `toAddress` one to an address. */
export const socks5 = (reply: Reply, other: Reply, toAddress: Reply = reply): Recorded => ({
  answer(said, turn) {
    if (turn === 0) return isSocks5(said) ? { say: [5, 0] } : other;
    return said.charCodeAt(3) === 3 ? reply : toAddress;
  },
});

/** A SOCKS5 server that wants the method `wanted`. */
export const socks5With = (wanted: number, other: Reply): Recorded => ({
  answer(said) {
    if (!isSocks5(said)) return other;
    const methods = said.slice(2);
    return { say: [5, methods.includes(String.fromCharCode(wanted)) ? wanted : 0xff] };
  },
});

const SQUID = 'Server: squid/5.7';
const squid = (connect: Reply, absolute: Reply): Recorded => ({
  answer: (said) => {
    if (isConnect(said)) return connect;
    if (isAbsolute(said)) return absolute;
    if (isOrigin(said)) return http('400 Bad Request', SQUID, 'X-Squid-Error: ERR_INVALID_URL 0');
    return isHello(said) ? http('400 Bad Request', SQUID) : SILENT;
  },
});

const denied = http('403 Forbidden', SQUID, 'X-Squid-Error: ERR_ACCESS_DENIED 0');
const basic = http('407 Proxy Authentication Required', SQUID, 'Proxy-Authenticate: Basic realm="x"');
const dns = { say: [5, 4, 0, 3, 13, ...Array.from('probe.invalid', (c) => c.charCodeAt(0)), 1, 0xbb], end: true };
const failure = { say: [5, 1, 0, 1, 0, 0, 0, 0, 0, 0], end: true };

/** One web server for every request. */
const web = (status: string, connect: Reply = http('400 Bad Request')): Recorded => ({
  answer: (said) => (isConnect(said) ? connect : isHttp(said) ? http(status) : http('400 Bad Request')),
});

/** The recorded servers by name. */
export const RECORDED = {
  'squid open': squid(
    http('500 Internal Server Error', SQUID, 'X-Squid-Error: ERR_CANNOT_FORWARD 0'),
    http('502 Bad Gateway', SQUID, 'X-Squid-Error: ERR_READ_ERROR 0'),
  ),
  'squid basic': squid(basic, basic),
  'squid many schemes': squid(
    http(
      '407 Proxy Authentication Required',
      'Proxy-Authenticate: Negotiate',
      'Proxy-Authenticate: NTLM',
      'Proxy-Authenticate: Digest realm="x"',
      'Proxy-Authenticate: Basic realm="x"',
    ),
    null,
  ),
  'squid deny all': squid(denied, denied),
  'squid https_port': { answer: () => EOF, inside: squid(basic, basic) },
  'squid https_port, private authority': { answer: () => EOF, inside: 'untrusted' },
  'squid behind a dead resolver': {
    answer: (said) => (said.includes('255.255.255.255') ? http('503 Service Unavailable', SQUID) : SILENT),
  },
  'tinyproxy open': {
    answer: (said) => (isHttp(said) ? http('500 Unable to connect', 'Server: tinyproxy/1.11.1') : SILENT),
  },
  'tinyproxy basic': {
    answer: (said) =>
      isHttp(said)
        ? {
            say: 'HTTP/1.0 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Tinyproxy"\r\n\r\n',
            end: true,
          }
        : SILENT,
  },
  'tinyproxy denied': { answer: () => http('403 Access denied', 'Server: tinyproxy/1.11.1') },
  microsocks: socks5(failure, { say: [5, 0xff], end: true }),
  'microsocks password': socks5With(2, { say: [5, 0xff], end: true }),
  'dante none': {
    answer: (said, turn) => {
      if (isSocks4(said)) return { say: [0, 0x5b, 0, 0, 0, 0, 0, 0], end: true };
      return socks5(dns, EOF, failure).answer(said, turn);
    },
  },
  'dante username': {
    answer: (said) =>
      isSocks4(said) ? { say: [0, 0x5b, 0, 0, 0, 0, 0, 0], end: true } : socks5With(2, EOF).answer(said, 0),
  },
  'dante blocks all': socks5(dns, EOF, { say: [5, 2, 0, 1, 0, 0, 0, 0, 0, 0], end: true }),
  'dante blocks the client': { answer: () => EOF },
  'socks with gssapi': socks5With(1, EOF),
  'socks that accepts nobody': socks5With(0x55, EOF),
  'ssh -D': {
    answer: (said, turn) =>
      isSocks4(said) ? { say: [0, 0x5a, 0, 0, 0, 0, 0, 0] } : socks5(EOF, EOF).answer(said, turn),
  },
  'socks4 with ident': {
    answer: (said) => (isSocks4(said) ? { say: [0, 0x5d, 0, 0, 0, 0, 0, 0], end: true } : EOF),
  },
  'tor socks port': {
    answer: (said, turn) =>
      isHttp(said) ? http('501 Tor is not an HTTP Proxy') : socks5(failure, EOF).answer(said, turn),
  },
  'ss-local': socks5({ say: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0] }, EOF),
  privoxy: {
    answer: (said) => {
      if (isOrigin(said)) return http('400 Invalid header received from client');
      return isHttp(said) ? http('404 No such domain') : SILENT;
    },
  },
  'proxy without a mark': {
    answer: (said) => {
      if (isConnect(said)) return http('502 Bad Gateway');
      return isAbsolute(said) ? http('502 Bad Gateway') : isHttp(said) ? http('404 Not Found') : SILENT;
    },
  },
  'proxy that only tunnels': {
    answer: (said) => (isConnect(said) ? http('503 Service Unavailable') : isHttp(said) ? EOF : SILENT),
  },
  'proxy that grants everything': {
    answer: (said) => {
      if (isConnect(said)) return http('200 Connection established');
      return isAbsolute(said) ? http('504 Gateway Timeout') : isHttp(said) ? http('400 Bad Request') : SILENT;
    },
  },
  nginx: web('200 OK'),
  'node http server': {
    answer: (said) => (isConnect(said) ? EOF : isHttp(said) ? http('200 OK') : http('400 Bad Request')),
  },
  'virtual hosts only': web('404 Not Found'),
  'balancer without servers': web('503 Service Unavailable', http('503 Service Unavailable')),
  'forbidden to all': web('403 Forbidden', http('403 Forbidden')),
  'https web server': {
    answer: (said) =>
      isHttp(said)
        ? {
            say: 'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\nThe plain HTTP request was sent to HTTPS port',
            end: true,
          }
        : EOF,
    inside: web('200 OK'),
  },
  'tls 1.3 only': { answer: () => ({ say: [0x15, 3, 3, 0, 2, 2, 70], end: true }) },
  sshd: { answer: () => ({ say: 'SSH-2.0-OpenSSH_9.2\r\n' }) },
  smtp: { answer: () => ({ say: '220 mail.corp.example ESMTP\r\n' }) },
  silent: { answer: () => SILENT },
  redis: { answer: (said) => (isHttp(said) ? EOF : SILENT) },
  chatter: { answer: () => ({ say: 'hello there\r\n' }) },
} as const satisfies Readonly<Record<string, Recorded>>;
