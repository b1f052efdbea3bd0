/** Is it an HTTP proxy, or a web server? Pure: the questions, and what their answers mean. */
import type { Dialogue, Exchange, Seen } from './exchange.ts';
import { signatureOf } from './first-bytes.ts';
import {
  type HttpReply,
  headIsComplete,
  isMarkedAsProxy,
  isTorSocks,
  offeredSchemes,
  readReply,
  wantsTls,
} from './http-reply.ts';
import { asking, denying, type Listener, plainly, trying } from './listener.ts';
import { httpAbsoluteGet, httpConnect, httpOriginGet, NO_ADDRESS, NOWHERE } from './messages.ts';

/** What an asker concludes: the listener, another asker that should go on, or nothing. */
export type Conclusion = Listener | { readonly goOn: 'http' | 'socks5' | 'socks4' | 'tls' } | null;

/** How the question is put: inside TLS or not. */
export interface Manner {
  readonly tls: boolean;
}

const say = (manner: Manner, send: Uint8Array, enough: Exchange['enough'] = headIsComplete): Exchange => ({
  connection: 'new',
  tls: manner.tls,
  send,
  enough,
});

/** Never enough: the reader's limits decide. For replies whose body matters. */
const everything = (): boolean => false;

/**
 * A tunnel to a name that nobody has, then the same name in absolute and in origin form: a proxy refuses or tries the
 * first, and treats the other two differently; a web server treats them alike. When nothing at all comes back, once more
 * with an address that nobody has, because a proxy whose resolver is dead only waits (`literal`).
 */
export function* askHttp(manner: Manner): Dialogue<Conclusion> {
  const tunnel = yield say(manner, httpConnect(NOWHERE), everything);
  const reply = readReply(tunnel.received);
  if (reply === null) return yield* withoutReply(manner, tunnel);
  return plainWords(reply, manner) ?? (yield* compare(manner, reply));
}

/** The same question with an address: for proxies that wait for their resolver. */
export function* askHttpLiteral(manner: Manner): Dialogue<Conclusion> {
  const tunnel = yield say(manner, httpConnect(NO_ADDRESS));
  const reply = readReply(tunnel.received);
  return reply === null ? null : (plainWords(reply, manner) ?? (yield* compare(manner, reply)));
}

/** No HTTP came back on CONNECT. Some web servers only hang up on it, so one plain request is worth its connection. */
function* withoutReply(manner: Manner, seen: Seen): Dialogue<Conclusion> {
  const signature = signatureOf(seen.received);
  if (signature === 'ssh' || signature === 'smtp-or-ftp') return plainly(signature);
  if (signature !== null && signature !== 'http') return { goOn: signature };
  if (seen.failure !== null || !seen.ended) return null;
  return yield* compare(manner, null);
}

/** What a reply to CONNECT says by itself. */
function plainWords(reply: HttpReply, manner: Manner): Conclusion {
  if (isTorSocks(reply)) return { goOn: 'socks5' };
  if (wantsTls(reply) && !manner.tls) return { goOn: 'tls' };
  if (reply.status === 407) return asking(speaking(manner), offeredSchemes(reply));
  if (!isMarkedAsProxy(reply)) return null;
  if (reply.status === 403) return denying(speaking(manner));
  return reply.status >= 500 && reply.status !== 501 ? trying(speaking(manner)) : null;
}

/** The absolute form against the origin form. `tunnel` is the reply to CONNECT, or null where it was an end without words. */
function* compare(manner: Manner, tunnel: HttpReply | null): Dialogue<Conclusion> {
  const absolute = readReply((yield say(manner, httpAbsoluteGet(NOWHERE, '/'), everything)).received);
  if (absolute === null) return tunnel === null ? null : onlyTunnels(tunnel, manner);
  const words = plainWords(absolute, manner);
  if (words !== null) return words;
  const origin = readReply((yield say(manner, httpOriginGet(NOWHERE, '/'))).received);
  if (isServed(absolute) && !(tunnel !== null && isGranted(tunnel) && origin?.status !== absolute.status)) {
    return serving(manner);
  }
  if (origin?.status === absolute.status && !isMarkedAsProxy(absolute)) return serving(manner);
  return absolute.status === 403 ? denying(speaking(manner)) : trying(speaking(manner));
}

/** It answers CONNECT and nothing else. */
function onlyTunnels(tunnel: HttpReply, manner: Manner): Listener {
  if (tunnel.status === 403) return denying(speaking(manner));
  const tried = isGranted(tunnel) || [500, 502, 503, 504].includes(tunnel.status);
  return tried ? trying(speaking(manner)) : serving(manner);
}

/** Nobody can fetch a name that does not exist: whoever serves it is a web server, or answers for everybody. */
const isServed = (reply: HttpReply): boolean => reply.status < 400 || reply.status === 401;
const isGranted = (reply: HttpReply): boolean => reply.status >= 200 && reply.status < 300;
const speaking = (manner: Manner): 'http-proxy' | 'https-proxy' => (manner.tls ? 'https-proxy' : 'http-proxy');
const serving = (manner: Manner): Listener => plainly(manner.tls ? 'tls-server' : 'http-server');
