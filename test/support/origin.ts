/** Which way did a request come to the web server? An origin that remembers the source address of each. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

/** One request as the origin saw it. */
export interface Arrival {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  /** The source address of its connection. */
  readonly from: string;
}

export interface OriginSettings {
  /** 127.0.0.1 unless given. */
  readonly address?: string;
  readonly httpPorts: readonly number[];
  readonly httpsPorts: readonly number[];
  readonly key: string;
  readonly cert: string;
}

export interface Origin {
  readonly arrivals: () => readonly Arrival[];
  readonly stop: () => Promise<void>;
}

/** Listens and answers every request with a page whose body is the request's source address. */
export async function startOrigin(settings: OriginSettings): Promise<Origin> {
  const arrivals: Arrival[] = [];
  const listener =
    (scheme: Arrival['scheme']): RequestListener =>
    (request, response) => {
      const arrival = arrivalOf(scheme, request);
      arrivals.push(arrival);
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
      response.end(page(arrival.from));
    };
  const plain = settings.httpPorts.map((port) => ({ port, server: createServer(listener('http')) }));
  const tls = settings.httpsPorts.map((port) => ({ port, server: createTlsServer(settings, listener('https')) }));
  const all = [...plain, ...tls];
  await Promise.all(all.map(({ server, port }) => listen(server, port, settings.address)));
  return {
    arrivals: () => arrivals,
    stop: async () => void (await Promise.all(all.map(({ server }) => close(server)))),
  };
}

/** The empty icon keeps browsers from asking for one. */
const page = (text: string): string =>
  `<!doctype html><link rel="icon" href="data:,"><title>${text}</title><p>${text}</p>\n`;

const arrivalOf = (scheme: Arrival['scheme'], { headers, url, socket }: IncomingMessage): Arrival => ({
  scheme,
  host: headers.host ?? '',
  path: url ?? '',
  from: socket.remoteAddress ?? '',
});

function listen(server: Server, port: number, address = '127.0.0.1'): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, resolve);
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
