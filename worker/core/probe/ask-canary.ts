/** Does it relay to anybody? Pure: our own page is asked for through it, and only our own answer counts. */
import type { ProxyScheme } from '../../../schemas/profile.ts';
import { atLeast, type Dialogue, type Exchange, onSame } from './exchange.ts';
import { latin1, readReply } from './http-reply.ts';
import { httpAbsoluteGet, httpOriginGet, SOCKS5_NO_AUTH, socks4ToName, socks5ToName } from './messages.ts';

/** A page of our own whose answer nobody else can know. Plain http: inside a tunnel the edge could not speak TLS. */
export interface Canary {
  readonly host: string;
  readonly port: number;
  /** With the signed nonce. */
  readonly path: string;
  /** What our route answers for this nonce, and for no other. */
  readonly answer: string;
}

/**
 * True only when status 200 and the answer came back. A redirect is not followed and proves nothing: a proxy or a captive
 * portal can write one without asking us.
 */
export function* askCanary(scheme: ProxyScheme, canary: Canary): Dialogue<boolean> {
  return holds(yield* ASK[scheme](canary), canary);
}

const ASK: Readonly<Record<ProxyScheme, (canary: Canary) => Dialogue<Uint8Array>>> = {
  http: (canary) => overHttp(canary, false),
  https: (canary) => overHttp(canary, true),
  socks5: overSocks5,
  socks4: overSocks4,
};

function* overHttp(canary: Canary, tls: boolean): Dialogue<Uint8Array> {
  return (yield {
    connection: 'new',
    tls,
    send: httpAbsoluteGet(authority(canary), canary.path),
    enough: enough(canary),
  }).received;
}

function* overSocks5(canary: Canary): Dialogue<Uint8Array> {
  const greeting = yield { connection: 'new', tls: false, send: SOCKS5_NO_AUTH, enough: atLeast(2) };
  if (greeting.received[1] !== 0) return new Uint8Array();
  const reply = yield onSame(socks5ToName(canary.host, canary.port), atLeast(10));
  return reply.received[1] === 0 ? yield* page(canary) : new Uint8Array();
}

function* overSocks4(canary: Canary): Dialogue<Uint8Array> {
  const send = socks4ToName(canary.host, canary.port);
  const reply = yield { connection: 'new', tls: false, send, enough: atLeast(8) };
  return reply.received[1] === 0x5a ? yield* page(canary) : new Uint8Array();
}

function* page(canary: Canary): Dialogue<Uint8Array> {
  return (yield onSame(httpOriginGet(authority(canary), canary.path), enough(canary))).received;
}

const enough =
  (canary: Canary): Exchange['enough'] =>
  (received) =>
    latin1(received).includes(canary.answer);

const authority = ({ host, port }: Canary): string => {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === 80 ? name : `${name}:${port}`;
};

function holds(received: Uint8Array, canary: Canary): boolean {
  const reply = readReply(received);
  return reply !== null && reply.status === 200 && reply.text.includes(canary.answer);
}
