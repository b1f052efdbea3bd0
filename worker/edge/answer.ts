/** What do the edge's answers look like? Exactly 200 with the text, 304, or plain text; never HTML, never CORS. */

/** On every answer: no sniffing, no referrer out of a capability URL, no search engine. */
export const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
} as const;

/** The media type that every PAC client knows. */
export const PAC_MEDIA_TYPE = 'application/x-ns-proxy-autoconfig';

/** A finished file, and what it is. */
export interface File {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** The name under which a browser would keep it; null: none is given. */
  readonly filename: string | null;
}

/** What the headers of a text say. */
export interface TextHead {
  readonly hash: string;
  readonly revision: number;
  /** Seconds that a client may keep it. */
  readonly maxAge: number;
  readonly unknown: readonly ('zone' | 'for')[];
}

/** The text itself; without its body for HEAD. */
export function textAnswer(head: TextHead, bytes: Uint8Array, method: string): Response {
  return fileAnswer(head, { bytes, mediaType: PAC_MEDIA_TYPE, filename: null }, method);
}

/** The same for a file of any other type. */
export function fileAnswer(head: TextHead, { bytes, mediaType, filename }: File, method: string): Response {
  const headers = textHeaders(head);
  headers.set('Content-Type', mediaType);
  headers.set('Content-Length', String(bytes.byteLength));
  if (filename !== null) headers.set('Content-Disposition', `attachment; filename="${filename}"`);
  return new Response(method === 'HEAD' ? null : bytes, { status: 200, headers });
}

/** The client has these bytes already (RFC 9110, 15.4.5). */
export function unchangedAnswer(head: TextHead): Response {
  return new Response(null, { status: 304, headers: textHeaders(head) });
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

/** True when `If-None-Match` names this entity (weak comparison, RFC 9110, 13.1.2). */
export function namesEntity(ifNoneMatch: string | null, hash: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${hash}"`);
}

function textHeaders(head: TextHead): Headers {
  const headers = new Headers(ALWAYS);
  headers.set('ETag', `"${head.hash}"`);
  headers.set('Cache-Control', `private, max-age=${head.maxAge}`);
  headers.set('Portolan-Revision', String(head.revision));
  if (head.unknown.length > 0) headers.set('Portolan-Variant', `generic; unknown=${head.unknown.join(',')}`);
  return headers;
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
