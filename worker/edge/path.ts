/** Which of the client's URLs is this? PAC files and configurations by id, and WPAD by host name. */

/** A place that a client fetches. `unknown` lies below `/pac/` or `/config/`, but nothing can be there. */
export type EdgePath = PacPath | ConfigPath;

/** Where a PAC is (by the id of its profile, or by the name in the `Host` header), or nothing. */
export type PacPath =
  | { readonly at: 'pac'; readonly id: string; readonly key: string | null }
  | { readonly at: 'wpad' }
  | { readonly at: 'unknown' };

/** Something else of a profile, by its name: a doctor, a target, the inbox of reports. */
export interface ConfigPath {
  readonly at: 'config';
  readonly id: string;
  readonly key: string | null;
  readonly name: string;
}

/** `/pac/{id}.pac` or `/pac/{id}/{key}.pac`; an id as in `schemas/words.ts`, a key of 22 to 128 characters. */
const PAC_PATH = /^\/pac\/([a-z0-9][a-z0-9-]{0,62})(?:\/([A-Za-z0-9_-]{22,128}))?\.pac$/;

/** `/config/{id}/{name}` or `/config/{id}/{key}/{name}`; a name is a target's id or a file's name. */
const CONFIG_PATH =
  /^\/config\/([a-z0-9][a-z0-9-]{0,62})(?:\/([A-Za-z0-9_-]{22,128}))?\/([a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9]{1,15})?)$/;

/** The paths that clients ask `http://wpad.…/` for: by convention, and as some set-top boxes do. */
const WPAD_PATHS: readonly string[] = ['/wpad.dat', '/proxy.pac'];

/** The edge's reading of a raw (still percent-encoded) path, or null when it belongs to somebody else. */
export function readEdgePath(pathname: string): EdgePath | null {
  if (WPAD_PATHS.includes(pathname)) return { at: 'wpad' };
  const root = /^\/(pac|config)(?:\/|$)/.exec(pathname)?.[1];
  if (root === undefined) return null;
  return (root === 'pac' ? readPac(pathname) : readConfig(pathname)) ?? { at: 'unknown' };
}

function readPac(pathname: string): EdgePath | null {
  const [, id, key = null] = PAC_PATH.exec(pathname) ?? [];
  return id === undefined ? null : { at: 'pac', id, key };
}

function readConfig(pathname: string): EdgePath | null {
  const [, id, key = null, name] = CONFIG_PATH.exec(pathname) ?? [];
  return id === undefined || name === undefined ? null : { at: 'config', id, key, name };
}

/** The path of an absolute http or https URL that the runtime has normalised, still percent-encoded. Cheaper than `URL`. */
export function pathOf(url: string): string {
  // The first slash behind `http://` or `https://` and at least one character of the host.
  const start = url.indexOf('/', 8);
  if (start === -1) return '/';
  const end = url.slice(start).search(/[?#]/);
  return end === -1 ? url.slice(start) : url.slice(start, start + end);
}

/** The host name of a URL, in lower case and without the trailing dot that it may have. */
export const hostNameOf = (url: string): string => new URL(url).hostname.replace(/\.$/, '');
