/** How does a Worker open a socket? `cloudflare:sockets`. */
import { connect } from 'cloudflare:sockets';
import type { ByteStream, Dial, DialOptions } from './dial.ts';

/**
 * Connects from the edge. The runtime has one message for every failure, so a plain connection that fails is `closed` and
 * one that stays pending is cut off by the caller. Plain connections go to the judged literal. For TLS the runtime takes
 * what the certificate must be for from the host that it connects to, so the name is handed over there and is resolved
 * once more: it is only done after the judged literal itself has answered a ClientHello, the handshake ends unless a
 * public certificate for the name is shown, and the platform refuses private addresses by itself.
 */
export const dialFromWorker: Dial = async (address, port, options) => {
  try {
    const socket = connect(
      { hostname: hostOf(address, options), port },
      {
        secureTransport: options.tls === null ? 'off' : 'on',
        allowHalfOpen: false,
      },
    );
    options.signal.addEventListener('abort', () => void socket.close().catch(() => undefined), { once: true });
    socket.closed.catch(() => undefined);
    await socket.opened;
    return { stream: streamOf(socket) };
  } catch {
    return { failure: options.tls === null ? 'closed' : 'tls' };
  }
};

function hostOf(address: string, { tls }: DialOptions): string {
  if (tls !== null && tls.name !== null) return tls.name;
  return address.includes(':') ? `[${address}]` : address;
}

function streamOf(socket: Socket): ByteStream {
  const reader: ReadableStreamDefaultReader<Uint8Array> = socket.readable.getReader();
  const writer = socket.writable.getWriter();
  return {
    read: async () => {
      try {
        const { done, value } = await reader.read();
        return done ? null : value;
      } catch {
        return null;
      }
    },
    write: (bytes) => writer.write(bytes).catch(() => undefined),
    close: () => void socket.close().catch(() => undefined),
  };
}
