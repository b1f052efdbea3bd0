/** Is a word of the command line a file or an endpoint, and which? */
import type { Endpoint } from '../../schemas/ports.ts';
import { parsePort } from '../core/ports/endpoint.ts';

/** `[scheme://]host[:port]`; IPv6 in brackets. Without a scheme the port must be there, or it would be a file's name. */
const ENDPOINT = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(\[[^\]]*\]|[^:/\\]+)(?::([^:/\\]*))?\/?$/;

/** What is spoken where nobody says so. */
const DEFAULT_SCHEME = 'http';

/** The endpoint that a word stands for, as loosely as it was written; null: it is a file. */
export function endpointIn(word: string): Endpoint | null {
  const [, scheme, host = '', port] = ENDPOINT.exec(word) ?? [];
  if (host === '' || (scheme === undefined && port === undefined)) return null;
  return {
    scheme: scheme ?? DEFAULT_SCHEME,
    host: host.replace(/^\[(.*)\]$/, '$1'),
    ...(port === undefined ? {} : { port: parsePort(port) ?? port }),
  };
}
