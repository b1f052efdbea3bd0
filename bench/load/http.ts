/** How is the service called over kept connections, with as little work of our own as possible? */
import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly revision: number;
  readonly text: string;
}

/** Calls of one origin. */
export interface Caller {
  call(
    path: string,
    options?: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string },
  ): Promise<Answer>;
  close(): void;
}

/** A caller with so many connections at most. Rejects when a connection breaks. */
export function createCaller(origin: string, connections: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    call: (path, { method = 'GET', headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const sent = request(origin + path, { agent, method, headers }, (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => {
            text += chunk;
          });
          answer.on('error', reject);
          answer.on('end', () => {
            const { statusCode = 0, headers: had } = answer;
            resolve({ status: statusCode, revision: Number(had['portolan-revision']), text });
          });
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
