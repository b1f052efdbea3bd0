/** How do tests call the Worker? As clients do: by requests to its default export, with the administrator's token. */
import { env, exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import type * as z from 'zod';
import type { ProfileEnvelope } from '../../schemas/envelope.ts';
import { Problem } from '../../schemas/finding.ts';

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof import('../../worker/index.ts');
    }
  }
}

/** The origin of all requests. */
export const ORIGIN = 'https://portolan.example';
/** The token that test/vitest.config.ts sets. */
export const ADMIN = 'test-admin-token-0123456789abcdef';

/** What a call sends. */
export interface Sent {
  /** JSON unless it is a text or bytes. */
  readonly body?: unknown;
  readonly type?: string;
  /** Null: no Authorization header. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the Worker. */
export function call(method: string, path: string, sent: Sent = {}): Promise<Response> {
  const { body, token = ADMIN, type = 'application/json' } = sent;
  const headers = new Headers(sent.headers);
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  if (body !== undefined && !headers.has('Content-Type')) headers.set('Content-Type', type);
  const raw =
    body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return exports.default.fetch(
    new Request(new URL(path, ORIGIN), { method, headers, ...(raw === undefined ? {} : { body: raw as BodyInit }) }),
  );
}

/** The text of an answer; `Response.text()` warns about the media type of a PAC. */
export async function textOf(answer: Response): Promise<string> {
  return new TextDecoder().decode(await answer.arrayBuffer());
}

/** Calls the Worker, expects a status, and gives the answer's JSON. */
export async function callJson<T = Record<string, unknown>>(
  status: number,
  method: string,
  path: string,
  sent: Sent = {},
): Promise<T> {
  const answer = await call(method, path, sent);
  const text = await answer.text();
  expect(`${answer.status} ${text}`).toMatch(new RegExp(`^${status} `));
  return JSON.parse(text) as T;
}

/** Calls the Worker and expects a problem of this status. */
export async function callProblem(status: number, method: string, path: string, sent: Sent = {}): Promise<Problem> {
  const answer = await call(method, path, sent);
  const text = await answer.text();
  expect(`${answer.status} ${text}`).toMatch(new RegExp(`^${status} `));
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return Problem.parse(JSON.parse(text));
}

export type Envelope = z.infer<typeof ProfileEnvelope>;

/** Stores a profile and gives its envelope. */
export function put(id: string, document: unknown = profile(), query = ''): Promise<Envelope> {
  return call('PUT', `/v1/profiles/${id}${query}`, { body: document }).then(async (answer) => {
    const text = await answer.text();
    expect(`${answer.status} ${text}`).toMatch(/^20[01] /);
    return JSON.parse(text) as Envelope;
  });
}

/** A small valid profile; `port` makes two of them differ. */
export const profile = (port = 3128, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'Test',
  proxies: { squid: { scheme: 'http', host: 'proxy.corp.example', port } },
  rules: [{ when: { domain: 'corp.example' }, use: 'direct' }],
  default: 'squid',
  ...more,
});

let serial = 0;
/** An id that no other test uses. */
export const newId = (word = 'p'): string => `${word}-${++serial}-${crypto.randomUUID().slice(0, 8)}`;

/** Runs with KV (as the Worker sees it) replaced, and puts it back. */
export async function withKv<T>(replace: (kv: KVNamespace) => KVNamespace, run: () => Promise<T>): Promise<T> {
  const original = env.KV;
  Object.defineProperty(env, 'KV', { configurable: true, value: replace(original) });
  try {
    return await run();
  } finally {
    Object.defineProperty(env, 'KV', { configurable: true, value: original });
  }
}

/** KV with some of its methods replaced. */
export function patchKv(
  kv: KVNamespace,
  methods: Readonly<Record<string, (...args: never[]) => unknown>>,
): KVNamespace {
  return new Proxy(kv, {
    get(target, name) {
      const own = typeof name === 'string' ? methods[name] : undefined;
      if (own !== undefined) return own;
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
