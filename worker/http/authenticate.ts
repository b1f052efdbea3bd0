/** Who calls? The first administrator by `ADMIN_TOKEN`, everybody else by a token that the registry knows by its hash. */
import type { MiddlewareHandler } from 'hono';
import { sha256Hex } from '../core/hash.ts';
import type { Env } from '../env.ts';
import type { Caller } from '../service/context.ts';
import { Fault } from '../service/fault.ts';
import { isWellFormed } from '../service/token/secret.ts';
import type { Store } from '../store/store.ts';
import type { AppEnv } from './app-env.ts';
import { originOf } from './origin.ts';

/** `Bearer`, in any case, and one token (RFC 6750, 2.1; an administrator may have chosen any characters but spaces). */
const BEARER = /^bearer +(\S{1,512})$/i;

/** What a caller is, before the request's own facts are added. */
type Identity = Pick<Caller, 'id' | 'scopes' | 'profiles' | 'networks'>;

/** Lets nobody pass without a valid token; puts the context of use cases in place. */
export const authenticate =
  (storeOf: (env: Env) => Store): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const store = storeOf(c.env);
    const identity = await identify(c.req.header('Authorization'), c.env.ADMIN_TOKEN, store);
    c.set('service', {
      store,
      caller: { ...identity, from: c.req.header('CF-Connecting-IP') ?? null, requestId: c.var.requestId },
      origin: originOf(c.req.url, c.env.PUBLIC_URL),
      now: Date.now(),
    });
    await next();
  };

async function identify(header: string | undefined, adminToken: string | undefined, store: Store): Promise<Identity> {
  if (header === undefined) throw challenge('Expected an Authorization header with a bearer token, found none.', '');
  const token = BEARER.exec(header.trim())?.[1];
  if (token === undefined) throw challenge('Expected "Bearer" and a token.', ', error="invalid_request"');
  if (isSame(token, adminToken)) return { id: 'admin', scopes: ['admin'], profiles: null, networks: null };
  const principal = isWellFormed(token) ? await store.authenticate(sha256Hex(token)) : null;
  if (principal === null) throw challenge('The token is unknown, expired or revoked.', ', error="invalid_token"');
  return principal;
}

/** Compares hashes, whose length is always the same, in constant time. An empty or absent secret is nobody's. */
function isSame(token: string, secret: string | undefined): boolean {
  if (secret === undefined || secret === '') return false;
  const [shown, kept] = [token, secret].map((text) => new TextEncoder().encode(sha256Hex(text)));
  return shown !== undefined && kept !== undefined && crypto.subtle.timingSafeEqual(shown, kept);
}

const challenge = (detail: string, parameters: string): Fault =>
  new Fault('unauthenticated', detail, { headers: { 'WWW-Authenticate': `Bearer realm="portolan"${parameters}` } });
