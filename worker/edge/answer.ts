/** What do the edge's answers look like? Exactly 200 with the text, 304, or plain text; never HTML, never CORS. */
import { entityTag } from './coding.ts';
import { ALWAYS, headersOf, type TextHead } from './head.ts';

/** A finished file, and what it is. */
export interface File {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** The name under which a browser would keep it; null: none is given. */
  readonly filename: string | null;
}

/** A file of any other type, which is made when it is asked for. */
export function fileAnswer(head: TextHead, { bytes, mediaType, filename }: File, method: string): Response {
  const headers: Record<string, string> = {
    ...headersOf(head, entityTag(head.hash, 'identity')),
    'Content-Type': mediaType,
    'Content-Length': String(bytes.byteLength),
  };
  if (filename !== null) headers['Content-Disposition'] = `attachment; filename="${filename}"`;
  return new Response(method === 'HEAD' ? null : bytes, { status: 200, headers });
}

/** The client has this file already (RFC 9110, 15.4.5). */
export function unchangedAnswer(head: TextHead): Response {
  return new Response(null, { status: 304, headers: headersOf(head, entityTag(head.hash, 'identity')) });
}

/** One answer for everything that a client may not have or that is not there. */
export function absentAnswer(method: string): Response {
  return plainAnswer({ status: 404, text: 'Not found\n', method });
}

/** Nothing could be read anywhere: no bytes in this isolate, in KV or in the registry. */
export function unavailableAnswer(method: string): Response {
  return plainAnswer({ status: 503, text: 'Try again\n', method, extra: { 'Retry-After': '5' } });
}

/** Only reading is possible here, or only what `allow` names. */
export function methodAnswer(method: string, allow = 'GET, HEAD'): Response {
  const text = `Only ${allow.replace(', ', ' and ')}\n`;
  return plainAnswer({ status: 405, text, method, extra: { Allow: allow } });
}

/** A client asked too often for what is not there (RFC 6585, 4). */
export function limitedAnswer(method: string, retryAfter: number): Response {
  return plainAnswer({ status: 429, text: 'Too many\n', method, extra: { 'Retry-After': String(retryAfter) } });
}

/** Why there is nothing to serve: there is none, nobody can tell, or nobody was asked, as too many asked in vain. */
export type Nothing = 'absent' | 'unavailable' | 'limited';

/** Seconds after which a client may ask again about which nobody was asked. */
const LIMITED_RETRY_AFTER = 10;

/** The answer when there is nothing to serve. */
export function nothingAnswer(method: string, nothing: Nothing): Response {
  if (nothing === 'limited') return limitedAnswer(method, LIMITED_RETRY_AFTER);
  return nothing === 'absent' ? absentAnswer(method) : unavailableAnswer(method);
}

/**
 * The first of these entity tags that `If-None-Match` names, by weak comparison (RFC 9110, 13.1.2); null: none. A cache
 * in front that codes an answer anew makes its tag a weak one.
 */
export function namedTag(ifNoneMatch: string | null, tags: readonly string[]): string | null {
  if (ifNoneMatch === null) return null;
  if (ifNoneMatch.trim() === '*') return tags[0] ?? null;
  const named = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.find((tag) => named.includes(tag)) ?? null;
}

function plainAnswer(plain: {
  status: number;
  text: string;
  method: string;
  extra?: Record<string, string>;
}): Response {
  return new Response(plain.method === 'HEAD' ? null : plain.text, {
    status: plain.status,
    headers: {
      ...ALWAYS,
      ...plain.extra,
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
    },
  });
}
