/** How is a POST made only once, however often it is sent? By its `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header). */
import type { MiddlewareHandler } from 'hono';
import { sha256Hex } from '../core/hash.ts';
import { Fault } from '../service/fault.ts';
import type { KeptAnswer } from '../store/contract/repeats.ts';
import type { AppEnv } from './app-env.ts';
import { readUpTo } from './body.ts';
import { IDEMPOTENCY_KEY } from './idempotency-key.ts';

/** What an answer that was kept is marked with: the request that it was given to. */
const REPEATED = 'Idempotency-Replayed';

/** Printable ASCII; as a structured field it stands in quotes, which belong to the field and not to the key. */
const KEY = /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,200})"|([\x21\x23-\x5b\x5d-\x7e]{1,200}))$/;
/** Bytes of a call that can be made by a key; no POST takes more. */
const MOST_READ = 33_554_432;
/** Characters of an answer that are kept. */
const MOST_KEPT = 262_144;
/** Headers that are part of an answer, beside those that every answer gets. */
const KEPT_HEADERS = ['Content-Type', 'ETag', 'Location', 'WWW-Authenticate'] as const;

/** Keeps the answers of POSTs that carry a key, and gives them again. To be put behind `authenticate`. */
export const onceByKey: MiddlewareHandler<AppEnv> = async (c, next) => {
  const header = c.req.header(IDEMPOTENCY_KEY);
  if (c.req.method !== 'POST' || header === undefined) return next();
  const { store, caller } = c.var.service;
  const call = { caller: caller.id, key: keyOf(header), requestId: caller.requestId };
  const { request, fingerprint } = await fingerprinted(c.req.raw);
  c.req.raw = request;
  const begun = await store.beginCall({ ...call, fingerprint });
  if (begun.state === 'done') return repeat(begun.answer, begun.requestId);
  if (begun.state !== 'new') throw begun.state === 'busy' ? BUSY() : OTHER();
  await next();
  await store.finishCall(call, await kept(c.res, c.var.isSecret === true));
};

function keyOf(header: string): string {
  const match = KEY.exec(header.trim());
  const key = match?.[1] ?? match?.[2];
  if (key !== undefined) return key;
  throw wrong('expected 1 to 200 printable ASCII characters, such as a UUID');
}

/** The request with its body in hand, and what tells it from every other one. */
async function fingerprinted(raw: Request): Promise<{ request: Request; fingerprint: string }> {
  const body = raw.body === null ? null : await readUpTo(raw.body, MOST_READ);
  const { pathname, search } = new URL(raw.url);
  const type = raw.headers.get('Content-Type') ?? '';
  const of = [raw.method, pathname, search, type, body === null ? '' : sha256Hex(body)];
  return { request: body === null ? raw : new Request(raw, { body }), fingerprint: sha256Hex(JSON.stringify(of)) };
}

/** What is kept of an answer; null for one that says nothing about the call itself: it is made anew when it is sent again. */
async function kept(answer: Response, isSecret: boolean): Promise<KeptAnswer | null> {
  const { status } = answer;
  if (status >= 500 || status === 429 || status === 401) return null;
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const body = isSecret && status < 300 ? null : await answer.clone().text();
  return { status, headers, body: body !== null && body.length <= MOST_KEPT ? body : null };
}

function repeat({ status, headers, body }: KeptAnswer, requestId: string): Response {
  if (body === null) {
    throw new Fault('repeated', `The call was made, as request ${requestId}; its answer (${status}) is not kept.`, {
      headers: { [REPEATED]: requestId },
    });
  }
  const isEmpty = status === 204 || status === 304;
  return new Response(isEmpty ? null : body, { status, headers: { ...headers, [REPEATED]: requestId } });
}

const wrong = (detail: string): Fault =>
  new Fault('invalid', `${IDEMPOTENCY_KEY}: ${detail}.`, {
    errors: [{ pointer: '', parameter: IDEMPOTENCY_KEY, code: 'parameter.invalid', detail }],
  });
const OTHER = (): Fault => wrong('expected a new key: this one stands for another call');
const BUSY = (): Fault =>
  new Fault('repeated', 'The same call is being made just now.', { headers: { 'Retry-After': '2' } });
