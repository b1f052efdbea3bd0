/** How is a list in another format answered: as the file, piece by piece, or with its envelope? */
import type { Context } from 'hono';
import { sha256Hashing } from '../core/hash.ts';
import type { Exported } from '../service/list/export.ts';
import type { AppEnv } from './app-env.ts';
import { wantsJson } from './negotiate.ts';
import { isKnownTag } from './tags.ts';

/** The file, or the envelope to `Accept: application/json`, also where the file itself is JSON. Either has a strong ETag. */
export function answerExported(c: Context<AppEnv>, { chunks, ...facts }: Exported): Response {
  const asJson = wantsJson(c.req.header('Accept'));
  const pieces = asJson ? envelope(chunks, facts) : chunks;
  const etag = `"${asJson ? hashOf(pieces) : facts.hash}"`;
  c.header('ETag', etag);
  c.header('Vary', 'Accept');
  c.header('Cache-Control', 'private, no-cache');
  c.header('Portolan-Losses', String(facts.losses));
  if (isKnownTag(c.req.header('If-None-Match'), etag)) return c.body(null, 304);
  if (!asJson) c.header('Content-Disposition', `attachment; filename="${facts.filename}"`);
  return c.body(streamOf(pieces), 200, { 'Content-Type': asJson ? 'application/json' : facts.mediaType });
}

/** The envelope as JSON, without holding the text once more. */
function envelope(chunks: readonly string[], facts: Omit<Exported, 'chunks'>): readonly string[] {
  const around = JSON.stringify(facts);
  return [`${around.slice(0, -1)},"text":"`, ...chunks.map((chunk) => JSON.stringify(chunk).slice(1, -1)), '"}\n'];
}

function hashOf(pieces: readonly string[]): string {
  const hash = sha256Hashing();
  for (const piece of pieces) hash.add(piece);
  return hash.hex();
}

function streamOf(pieces: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const left = pieces.values();
  return new ReadableStream({
    pull: (controller) => {
      const { done, value } = left.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}
