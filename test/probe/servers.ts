/** Which other servers may stand where a proxy should? Small ones, in this process. */
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import type { Certificates } from '../support/certificates.ts';
import type { Listening } from './processes.ts';

/** Puts a server on a free port of loopback. */
export async function listen(server: Server, address = '127.0.0.1'): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    ports: [(server.address() as { port: number }).port],
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A web server that answers everything with 200. */
export const webServer = (): Server => createHttp((_, response) => response.end('hello\n'));

/** The same over TLS. */
export const tlsServer = ({ cert, key }: Pick<Certificates, 'cert' | 'key'>): Server =>
  createHttps({ cert, key }, (_, response) => response.end('hello\n'));

/** A server that begins with a banner and says nothing more. */
export const bannerServer = (banner: string): Server => createServer((socket) => socket.write(banner));

/** Takes connections and says nothing. */
export const silentServer = (): Server => createServer((socket) => socket.resume());

/** Takes connections and resets them. */
export const resettingServer = (): Server => createServer((socket) => socket.resetAndDestroy());

/** A byte every so often, for ever, and never a word that means anything. */
export const tarpit = (everyMs: number): Server =>
  createServer((socket) => {
    const timer = setInterval(() => socket.write('x'), everyMs);
    socket.on('close', () => clearInterval(timer));
  });
