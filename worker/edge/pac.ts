/** How is a PAC served? Manifest, right, variant, coding, bytes, headers; nothing is compiled here, and nothing ever hangs. */
import type { Manifest } from '../store/contract/manifest.ts';
import { addressOf, mayFetch } from './access.ts';
import { absentAnswer, methodAnswer, nothingAnswer, unavailableAnswer } from './answer.ts';
import { findText } from './artifact.ts';
import type { Asked } from './asked.ts';
import { type Found, findBinding, findManifest } from './manifest.ts';
import { hostNameOf, type PacPath } from './path.ts';
import type { Reader } from './reader.ts';
import { deliverText, unchangedSince } from './text.ts';
import { chooseVariant } from './variant.ts';

/** Answers a client's request for a PAC. Never throws for anything that a client or an outage can do. */
export async function servePac({ request, url }: Asked<PacPath>, reader: Reader): Promise<Response> {
  const { path, keyHash, wish } = url;
  if (path.at === 'unknown') return absentAnswer(request.method);
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodAnswer(request.method);
  const manifest = await (path.at === 'wpad'
    ? findByName(reader, hostNameOf(request.url))
    : findManifest(reader, path.id, path.key !== null));
  if (typeof manifest === 'string') return nothingAnswer(request.method, manifest);
  const address = () => addressOf(request);
  const isAllowed = mayFetch(manifest, { keyHash, byName: path.at === 'wpad', address }, reader.now);
  const wanted = isAllowed ? chooseVariant(manifest, wish, address) : null;
  if (wanted === null) return absentAnswer(request.method);
  const asked = { request, method: request.method, memory: reader.memory };
  const unchanged = unchangedSince(asked, wanted);
  if (unchanged !== null) return unchanged;
  const text = await findText(reader, manifest, wanted);
  return text === null ? unavailableAnswer(request.method) : deliverText(asked, text);
}

/** What a `Host` header names. */
async function findByName(reader: Reader, name: string): Promise<Found<Manifest>> {
  const binding = await findBinding(reader, name);
  return typeof binding === 'string' ? binding : findManifest(reader, binding.profile, false);
}
