/** How is a rendered text answered: as the file itself, with its envelope, or not at all because it is unchanged? */
import type { Context } from 'hono';
import type { Rendered } from '../../schemas/stateless.ts';
import { sha256Hex } from '../core/hash.ts';
import type { AppEnv } from './app-env.ts';
import { wantsJson } from './negotiate.ts';
import { isKnownTag } from './tags.ts';

/** The file, or the envelope of `POST /v1/render` to `Accept: application/json`. Either has a strong ETag of its bytes. */
export function answerRendered(c: Context<AppEnv>, rendered: Rendered): Response {
  const asJson = wantsJson(c.req.header('Accept'));
  const body = asJson ? `${JSON.stringify(rendered)}\n` : rendered.text;
  const etag = `"${asJson ? sha256Hex(new TextEncoder().encode(body)) : rendered.hash}"`;
  c.header('ETag', etag);
  c.header('Vary', 'Accept');
  c.header('Cache-Control', 'private, no-cache');
  if (isKnownTag(c.req.header('If-None-Match'), etag)) return c.body(null, 304);
  if (!asJson) c.header('Content-Disposition', `attachment; filename="${rendered.filename}"`);
  return c.body(body, 200, { 'Content-Type': asJson ? 'application/json' : rendered.mediaType });
}
