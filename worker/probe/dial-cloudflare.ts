/** How does a Worker open a socket? `cloudflare:sockets`. */
import { connect } from 'cloudflare:sockets';
import type { ByteStream, Dial } from './dial.ts';

/**
 * Connects from the edge, always to the judged literal; for TLS the name goes into SNI and into the certificate's check
 * afterwards, so that nothing is resolved a second time. The runtime has one message for every failure: a connection
 * that fails is `closed`, a handshake that fails is `tls`, and what stays pending is cut off by the caller.
 */
export const dialFromWorker: Dial = async (address, port, options) => {
  const place = { hostname: address.includes(':') ? `[${address}]` : address, port };
  let failure: 'closed' | 'tls' = 'closed';
  try {
    const plain = connect(place, { secureTransport: options.tls === null ? 'off' : 'starttls', allowHalfOpen: false });
    await opened(plain, options.signal);
    if (options.tls === null) return { stream: streamOf(plain) };
    failure = 'tls';
    const secure = plain.startTls({ expectedServerHostname: options.tls.name ?? address });
    await opened(secure, options.signal);
    return { stream: streamOf(secure) };
  } catch {
    return { failure };
  }
};

function opened(socket: Socket, signal: AbortSignal): Promise<unknown> {
  const close = () => void socket.close().catch(() => undefined);
  if (signal.aborted) close();
  signal.addEventListener('abort', close, { once: true });
  socket.closed.catch(() => undefined);
  return socket.opened;
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
