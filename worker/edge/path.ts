/** Which of the client's URLs is this? PAC files by id, and WPAD by host name. */

/** A place that a client fetches. `unknown` lies below `/pac/`, but nothing can be there. */
export type EdgePath =
  | { readonly at: 'pac'; readonly id: string; readonly key: string | null }
  | { readonly at: 'wpad' }
  | { readonly at: 'unknown' };

/** `/pac/{id}.pac` or `/pac/{id}/{key}.pac`; an id as in `schemas/words.ts`, a key of 22 to 128 characters. */
const PAC_PATH = /^\/pac\/([a-z0-9][a-z0-9-]{0,62})(?:\/([A-Za-z0-9_-]{22,128}))?\.pac$/;

/** The paths that clients ask `http://wpad.…/` for: by convention, and as some set-top boxes do. */
const WPAD_PATHS: readonly string[] = ['/wpad.dat', '/proxy.pac'];

/** The edge's reading of a raw (still percent-encoded) path, or null when it belongs to somebody else. */
export function readEdgePath(pathname: string): EdgePath | null {
  if (WPAD_PATHS.includes(pathname)) return { at: 'wpad' };
  if (pathname !== '/pac' && !pathname.startsWith('/pac/')) return null;
  const match = PAC_PATH.exec(pathname);
  if (match?.[1] === undefined) return { at: 'unknown' };
  return { at: 'pac', id: match[1], key: match[2] ?? null };
}
