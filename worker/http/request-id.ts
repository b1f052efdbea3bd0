/** How is a request named in answers, logs and the audit? By an id of our own: a caller's would let it write into logs. */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';

/** Gives every request a UUID and tells it in `X-Request-Id`. */
export const nameRequest: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set('requestId', crypto.randomUUID());
  await next();
  c.res.headers.set('X-Request-Id', c.var.requestId);
};
