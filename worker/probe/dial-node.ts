/** How does Node open a socket? `node:net` and `node:tls`, for the command line and the tests. */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ByteStream, Dial, Dialled, DialOptions } from './dial.ts';

/** What the system says when a packet met a rule or no route, and not a listener. */
const FILTERED: readonly string[] = [
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
  'EPERM',
  'ETIMEDOUT',
  'EHOSTDOWN',
  'ENETDOWN',
];

/** Certificates to trust beside the system's, as PEM texts. */
export interface NodeDialOptions {
  readonly ca?: readonly string[];
}

/** Connects from this machine. Always to the literal, also for TLS; the name goes into SNI and the certificate's check. */
export function dialFromNode({ ca }: NodeDialOptions = {}): Dial {
  return (address, port, options) =>
    new Promise<Dialled>((resolve) => {
      if (isIP(address) === 0) throw new TypeError('expected an address literal');
      const socket = open(address, port, options, ca);
      const chunks = queueOf(socket);
      socket.once(options.tls === null ? 'connect' : 'secureConnect', () => resolve({ stream: chunks }));
      socket.once('error', (error: NodeJS.ErrnoException) => {
        // A reset that overtakes the news of the connection: it was accepted, and ended at once.
        const isAccepted = error.code === 'ECONNRESET' && options.tls === null;
        resolve(isAccepted ? { stream: chunks } : { failure: failureOf(error, options) });
      });
      socket.once('close', () => resolve({ failure: options.tls === null ? 'closed' : 'tls' }));
      options.signal.addEventListener('abort', () => socket.destroy(), { once: true });
    });
}

function open(address: string, port: number, { tls }: DialOptions, ca: readonly string[] | undefined): Socket {
  if (tls === null) return connectPlain({ host: address, port });
  const trusted = ca === undefined ? {} : { ca: [...ca] };
  return connectTls({
    host: address,
    port,
    ...(tls.name === null ? {} : { servername: tls.name }),
    ALPNProtocols: ['http/1.1'],
    ...trusted,
  });
}

function failureOf(error: NodeJS.ErrnoException, { tls }: DialOptions): 'closed' | 'filtered' | 'tls' {
  if (FILTERED.includes(error.code ?? '')) return 'filtered';
  return error.code === 'ECONNREFUSED' || tls === null ? 'closed' : 'tls';
}

/** Data that came and was not asked for yet waits here. */
function queueOf(socket: Socket): ByteStream {
  const chunks: Uint8Array[] = [];
  let ended = false;
  let waiting: ((chunk: Uint8Array | null) => void) | null = null;
  const settle = (): void => {
    if (waiting === null || (chunks.length === 0 && !ended)) return;
    const hand = waiting;
    waiting = null;
    hand(chunks.shift() ?? null);
  };
  const end = (): void => {
    ended = true;
    settle();
  };
  socket.on('data', (chunk: Buffer) => {
    chunks.push(new Uint8Array(chunk));
    settle();
  });
  socket.on('end', end).on('close', end).on('error', end);
  return {
    read: () =>
      new Promise((resolve) => {
        waiting = resolve;
        settle();
      }),
    write: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
    close: () => socket.destroy(),
  };
}
