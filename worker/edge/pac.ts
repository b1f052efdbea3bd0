/** How is a PAC served? Manifest, right, variant, bytes, headers; nothing is compiled here, and nothing ever hangs. */
import { sha256Hex } from '../core/hash.ts';
import type { Manifest } from '../store/store.ts';
import { addressOf, mayFetch, type Shown } from './access.ts';
import { absentAnswer, methodAnswer, namesEntity, textAnswer, unavailableAnswer, unchangedAnswer } from './answer.ts';
import { findText } from './artifact.ts';
import { findBinding, findManifest } from './manifest.ts';
import type { PacPath } from './path.ts';
import type { Reader } from './reader.ts';
import { chooseVariant, readWish, type Variant } from './variant.ts';

/** Answers a client's request for a PAC. Never throws for anything that a client or an outage can do. */
export async function servePac(request: Request, path: PacPath, reader: Reader): Promise<Response> {
  if (path.at === 'unknown') return absentAnswer(request.method);
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodAnswer(request.method);
  return path.at === 'wpad' ? serveByName(request, reader) : serveById(request, path, reader);
}

/** Which profile a `Host` header names; the binding stands for the key. */
async function serveByName(request: Request, reader: Reader): Promise<Response> {
  const name = new URL(request.url).hostname.replace(/\.$/, '');
  const profile = await findBinding(reader, name);
  if (profile === 'absent') return absentAnswer(request.method);
  if (profile === 'unavailable') return unavailableAnswer(request.method);
  const manifest = await findManifest(reader, profile, false);
  return answer(request, reader, manifest, { keyHash: null, byName: true, address: addressOf(request) });
}

async function serveById(request: Request, path: PacPath & { at: 'pac' }, reader: Reader): Promise<Response> {
  const keyHash = path.key === null ? null : sha256Hex(path.key);
  const manifest = await findManifest(reader, path.id, path.key !== null);
  return answer(request, reader, manifest, { keyHash, byName: false, address: addressOf(request) });
}

async function answer(
  request: Request,
  reader: Reader,
  manifest: Manifest | 'absent' | 'unavailable',
  shown: Shown,
): Promise<Response> {
  if (manifest === 'unavailable') return unavailableAnswer(request.method);
  if (manifest === 'absent' || !mayFetch(manifest, shown, reader.now)) return absentAnswer(request.method);
  const wanted = chooseVariant(manifest, readWish(new URL(request.url).searchParams), shown.address);
  if (wanted === null) return absentAnswer(request.method);
  return deliver(request, reader, manifest, wanted);
}

async function deliver(request: Request, reader: Reader, manifest: Manifest, wanted: Variant): Promise<Response> {
  const known = request.headers.get('If-None-Match');
  if (namesEntity(known, wanted.hash)) return unchangedAnswer({ ...wanted, maxAge: manifest.maxAge });
  const text = await findText(reader, manifest, wanted);
  if (text === null) return unavailableAnswer(request.method);
  const head = { ...text.variant, maxAge: manifest.maxAge };
  return namesEntity(known, head.hash) ? unchangedAnswer(head) : textAnswer(head, text.bytes, request.method);
}
