/** May this client have what lies under a profile's `/config/…` URLs? The same check as for its PAC; what is there is made elsewhere. */
import type { Manifest } from '../store/contract/manifest.ts';
import { addressOf, mayFetch } from './access.ts';
import { absentAnswer, nothingAnswer } from './answer.ts';
import type { Asked } from './asked.ts';
import { findManifest } from './manifest.ts';
import type { ConfigPath } from './path.ts';
import type { Reader } from './reader.ts';

/** A client that may have it. */
export interface Admitted {
  readonly request: Request;
  readonly path: ConfigPath;
  readonly manifest: Manifest;
  /** The client's address as the network in front saw it. */
  readonly address: string | null;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Answers what is certain without the profile's document; everything else is left to `make`, which is loaded only then. */
export async function serveConfig(
  { request, url: { path, keyHash } }: Asked<ConfigPath>,
  { reader, make }: { readonly reader: Reader; make(admitted: Admitted): Promise<Response> },
): Promise<Response> {
  const manifest = await findManifest(reader, path.id, path.key !== null);
  if (typeof manifest === 'string') return nothingAnswer(request.method, manifest);
  const address = addressOf(request);
  const shown = { keyHash, byName: false, address: () => address };
  if (!mayFetch(manifest, shown, reader.now)) return absentAnswer(request.method);
  return make({ request, path, manifest, address, now: reader.now });
}
