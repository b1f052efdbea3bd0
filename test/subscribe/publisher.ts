/** Who publishes lists in tests? A server on loopback that answers byte by byte what a test wants. */
import { createServer as createPlain, type Server, type Socket } from 'node:net';
import type { Listening } from '../probe/processes.ts';
import { listen } from '../probe/servers.ts';

/** What a publisher says to a request: bytes, or what it does with the connection. */
export type Reply = string | Uint8Array | ((socket: Socket, request: string) => void);

/** A running publisher. */
export interface Publisher {
  readonly port: number;
  /** The heads of all requests so far. */
  readonly requests: string[];
  /** Connections so far. */
  visits(): number;
  /** What it says from now on. */
  says(reply: Reply): void;
  stop(): Promise<void>;
}

/** Starts a publisher on a free port of loopback. */
export async function startPublisher(
  first: Reply,
  wrap: (handler: (socket: Socket) => void) => Server = createPlain,
  address = '127.0.0.1',
): Promise<Publisher> {
  let reply = first;
  let visits = 0;
  const requests: string[] = [];
  const server = wrap((socket) => {
    visits += 1;
    let head = '';
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      head += chunk.toString('latin1');
      if (!head.endsWith('\r\n\r\n')) return;
      requests.push(head);
      if (typeof reply === 'function') reply(socket, head);
      else socket.end(reply);
    });
  });
  const running: Listening = await listen(server, address);
  return {
    port: running.ports[0] ?? 0,
    requests,
    visits: () => visits,
    says: (next) => {
      reply = next;
    },
    stop: running.stop,
  };
}

/** A complete answer of HTTP/1.1. */
export function answer(
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Buffer {
  const bytes = Buffer.from(body);
  const all = { 'Content-Type': 'text/plain', 'Content-Length': String(bytes.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Reason\r\n${lines.join('')}\r\n`), bytes]);
}

/** A redirect. */
export const redirect = (location: string, status = 302): Buffer => answer('', { Location: location }, status);
