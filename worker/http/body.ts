/** How is a request's body read? Up to its limit and no further, in a media type that is read here. */
import { Fault } from '../service/fault.ts';

/** The media types of documents, and what they are. */
const MEDIA_TYPES: Readonly<Record<string, 'json' | 'yaml'>> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/x-yaml': 'yaml',
  'text/yaml': 'yaml',
  'text/x-yaml': 'yaml',
};

/** A body as it came. */
export interface RawBody {
  readonly syntax: 'json' | 'yaml';
  readonly bytes: Uint8Array;
}

/** Reads a body; null when there is none. Faults: media-type, too-large. */
export async function readBody(request: Request, maxBytes: number): Promise<RawBody | null> {
  refuseEncoding(request.headers.get('Content-Encoding'));
  const declared = Number(request.headers.get('Content-Length') ?? '0');
  if (declared > maxBytes) throw tooLarge(maxBytes, declared);
  const type = request.headers.get('Content-Type');
  if (request.body === null || (type === null && declared === 0 && !request.headers.has('Transfer-Encoding'))) {
    return null;
  }
  const syntax = syntaxOf(type);
  return { syntax, bytes: await readUpTo(request.body, maxBytes) };
}

/**
 * A body of any media type, as it comes. Who takes it holds it to its limit; what says at once that it is larger is
 * refused here. An empty one is, too: it is more often a mistake of a script than a wish. Faults: media-type,
 * too-large, unreadable.
 */
export function readRawBody(request: Request, maxBytes: number): ReadableStream<Uint8Array> {
  refuseEncoding(request.headers.get('Content-Encoding'));
  const declared = request.headers.get('Content-Length');
  if (Number(declared ?? '0') > maxBytes) throw tooLarge(maxBytes, Number(declared));
  if (request.body === null || declared === '0') throw new Fault('unreadable', 'Expected a body, found none.');
  return request.body;
}

/** The syntax that a `Content-Type` names. A charset other than UTF-8 is refused: YAML and JSON here are UTF-8. */
function syntaxOf(type: string | null): 'json' | 'yaml' {
  const [essence = '', ...parameters] = (type ?? '').toLowerCase().split(';');
  const known = essence.trim();
  const syntax = Object.hasOwn(MEDIA_TYPES, known) ? MEDIA_TYPES[known] : undefined;
  const charset = parameters.map((text) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(text)?.[1]).find(Boolean);
  if (syntax !== undefined && (charset === undefined || charset === 'utf-8' || charset === 'utf8')) return syntax;
  throw new Fault(
    'media-type',
    `Expected Content-Type application/json or application/yaml in UTF-8, found ${type ?? 'none'}.`,
    {
      headers: { 'Accept-Post': 'application/json, application/yaml' },
    },
  );
}

function refuseEncoding(encoding: string | null): void {
  if (encoding === null || encoding.trim().toLowerCase() === 'identity') return;
  throw new Fault('media-type', `Expected a body without Content-Encoding, found ${encoding}.`, {
    headers: { 'Accept-Encoding': 'identity' },
  });
}

/**
 * Bytes that are read, and not kept, of a body that is too large and did not say so: a connection that is closed while
 * its client still writes loses the answer (RFC 9112, 9.6).
 */
const DRAIN_BYTES = 16 * 1_048_576;

/** Reads a stream up to its limit, whatever the headers said. Fault: too-large. */
export async function readUpTo(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.byteLength;
    if (length <= maxBytes) chunks.push(chunk);
    if (length > maxBytes + DRAIN_BYTES) break;
  }
  if (length > maxBytes) throw tooLarge(maxBytes, length);
  return join(chunks, length);
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

const tooLarge = (maxBytes: number, found: number): Fault =>
  new Fault('too-large', `Expected at most ${maxBytes} bytes, found ${found} or more.`);
