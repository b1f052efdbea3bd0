/** Which headers protect every answer of the management API and its pages? */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';

/** What a page may do unless it says otherwise: nothing at all. */
const NOTHING_ALLOWED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Sets what is safe everywhere; a page brings its own, wider policy. Answers are not stored unless they say so. */
export const harden: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('X-Frame-Options', 'DENY');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', NOTHING_ALLOWED);
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
};
