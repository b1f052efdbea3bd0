/** How is a PAC served? Manifest, right, variant, coding, bytes, headers; nothing is compiled here, and nothing ever hangs. */
import type { Manifest } from '../store/store.ts';
import { addressOf, mayFetch, type Shown } from './access.ts';
import { absentAnswer, methodAnswer, nothingAnswer, unavailableAnswer } from './answer.ts';
import { findText } from './artifact.ts';
import { keyHashOf } from './key-hash.ts';
import { findBinding, findManifest } from './manifest.ts';
import { hostNameOf, type PacPath } from './path.ts';
import type { Reader } from './reader.ts';
import { deliverText, unchangedSince } from './text.ts';
import { chooseVariant, type Variant, wishOf } from './variant.ts';

/** A client's request, and what the path of its URL was read as. */
export interface Asked<Path> {
  readonly request: Request;
  readonly path: Path;
}

/** Answers a client's request for a PAC. Never throws for anything that a client or an outage can do. */
export async function servePac({ request, path }: Asked<PacPath>, reader: Reader): Promise<Response> {
  if (path.at === 'unknown') return absentAnswer(request.method);
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodAnswer(request.method);
  return path.at === 'wpad' ? serveByName(request, reader) : serveById(request, path, reader);
}

/** Which profile a `Host` header names; the binding stands for the key. */
async function serveByName(request: Request, reader: Reader): Promise<Response> {
  const binding = await findBinding(reader, hostNameOf(request.url));
  if (typeof binding === 'string') return nothingAnswer(request.method, binding);
  const manifest = await findManifest(reader, binding.profile, false);
  if (typeof manifest === 'string') return nothingAnswer(request.method, manifest);
  return answer(request, reader, manifest, { keyHash: null, byName: true, address: addressOf(request) });
}

async function serveById(request: Request, path: PacPath & { at: 'pac' }, reader: Reader): Promise<Response> {
  const keyHash = keyHashOf(reader.memory, path.key);
  const manifest = await findManifest(reader, path.id, path.key !== null);
  if (typeof manifest === 'string') return nothingAnswer(request.method, manifest);
  return answer(request, reader, manifest, { keyHash, byName: false, address: addressOf(request) });
}

async function answer(request: Request, reader: Reader, manifest: Manifest, shown: Shown): Promise<Response> {
  const wanted = wantedBy(request, reader, manifest, shown);
  if (wanted === null) return absentAnswer(request.method);
  const asked = { request, memory: reader.memory, maxAge: manifest.maxAge };
  const unchanged = unchangedSince(asked, wanted);
  if (unchanged !== null) return unchanged;
  const text = await findText(reader, manifest, wanted);
  if (text === null) return unavailableAnswer(request.method);
  return deliverText(asked, text);
}

/** The variant that this client gets; null: it may not have any, or there is none. */
function wantedBy(request: Request, { now }: Reader, manifest: Manifest, shown: Shown): Variant | null {
  return mayFetch(manifest, shown, now) ? chooseVariant(manifest, wishOf(request.url), shown.address) : null;
}
