/** How is a PAC served? Manifest, right, variant, coding, bytes, headers; nothing is compiled here, and nothing ever hangs. */
import { sha256Hex } from '../core/hash.ts';
import type { Manifest } from '../store/store.ts';
import { addressOf, mayFetch, type Shown } from './access.ts';
import {
  absentAnswer,
  methodAnswer,
  namedTag,
  nothingAnswer,
  textAnswer,
  unavailableAnswer,
  unchangedTextAnswer,
} from './answer.ts';
import { findText } from './artifact.ts';
import { acceptedCodings, type Coding, entityTag } from './coding.ts';
import { type Found, findBinding, findManifest } from './manifest.ts';
import type { PacPath } from './path.ts';
import type { Reader } from './reader.ts';
import { chooseVariant, NO_WISH, readWish, type Variant } from './variant.ts';

/** A client's request, its URL, and what the URL's path was read as. */
export interface Asked<Path> {
  readonly request: Request;
  readonly url: URL;
  readonly path: Path;
}

/** Answers a client's request for a PAC. Never throws for anything that a client or an outage can do. */
export async function servePac({ request, url, path }: Asked<PacPath>, reader: Reader): Promise<Response> {
  if (path.at === 'unknown') return absentAnswer(request.method);
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodAnswer(request.method);
  return path.at === 'wpad' ? serveByName({ request, url, path }, reader) : serveById({ request, url, path }, reader);
}

/** Which profile a `Host` header names; the binding stands for the key. */
async function serveByName(asked: Asked<PacPath>, reader: Reader): Promise<Response> {
  const binding = await findBinding(reader, asked.url.hostname.replace(/\.$/, ''));
  if (typeof binding === 'string') return nothingAnswer(asked.request.method, binding);
  const manifest = await findManifest(reader, binding.profile, false);
  return answer(asked, reader, manifest, { keyHash: null, byName: true, address: addressOf(asked.request) });
}

async function serveById(asked: Asked<PacPath & { at: 'pac' }>, reader: Reader): Promise<Response> {
  const { id, key } = asked.path;
  const keyHash = key === null ? null : sha256Hex(key);
  const manifest = await findManifest(reader, id, key !== null);
  return answer(asked, reader, manifest, { keyHash, byName: false, address: addressOf(asked.request) });
}

async function answer(
  { request, url }: Asked<PacPath>,
  reader: Reader,
  manifest: Found<Manifest>,
  shown: Shown,
): Promise<Response> {
  if (typeof manifest === 'string') return nothingAnswer(request.method, manifest);
  if (!mayFetch(manifest, shown, reader.now)) return absentAnswer(request.method);
  const wish = url.search === '' ? NO_WISH : readWish(url.searchParams);
  const wanted = chooseVariant(manifest, wish, shown.address);
  if (wanted === null) return absentAnswer(request.method);
  return deliver(request, reader, manifest, wanted);
}

async function deliver(request: Request, reader: Reader, manifest: Manifest, wanted: Variant): Promise<Response> {
  const { method } = request;
  const { maxAge } = manifest;
  const known = request.headers.get('If-None-Match');
  const codings = codingsOf(request, reader);
  // Whatever coding a client has of this text: if it takes that coding, it is the one that it would get.
  const tagOf = ({ hash }: Variant) =>
    namedTag(
      known,
      codings.map((coding) => entityTag(hash, coding)),
    );
  const tag = tagOf(wanted);
  if (tag !== null) return unchangedTextAnswer({ ...wanted, maxAge }, tag);
  const text = await findText(reader, manifest, wanted);
  if (text === null) return unavailableAnswer(method);
  const head = { ...text.variant, maxAge };
  const otherTag = head.hash === wanted.hash ? null : tagOf(text.variant);
  return otherTag === null ? textAnswer(head, text.forms, { codings, method }) : unchangedTextAnswer(head, otherTag);
}

/** What the client itself takes: `Accept-Encoding` is the network's own word inside a Worker, whatever the client sent. */
function codingsOf(request: Request, { memory }: Reader): readonly Coding[] {
  const header = (request.cf?.clientAcceptEncoding as string | undefined) ?? '';
  const remembered = memory.codings.get(header);
  if (remembered !== undefined) return remembered;
  const codings = acceptedCodings(header);
  memory.codings.set(header, codings);
  return codings;
}
