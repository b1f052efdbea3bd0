/** Is the service alive? Whatever the state of storage is. */

/** On every answer about health. */
export const HEALTH_HEADERS = {
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** `GET /healthz`: that this answers is the answer. */
export function answerHealth({ method }: Request): Response {
  if (method === 'GET') return new Response('{"status":"ok"}\n', { headers: HEALTH_HEADERS });
  if (method === 'HEAD') return new Response(null, { headers: HEALTH_HEADERS });
  return new Response('Only GET and HEAD\n', {
    status: 405,
    headers: { Allow: 'GET, HEAD', 'Content-Type': 'text/plain' },
  });
}
