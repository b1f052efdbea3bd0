/** What is answered under `/config/…` once a client is admitted: a file made of the published profile, or a report taken? */
import { sha256Hex } from '../core/hash.ts';
import {
  absentAnswer,
  fileAnswer,
  methodAnswer,
  namedTag,
  unavailableAnswer,
  unchangedAnswer,
} from '../edge/answer.ts';
import { entityTag } from '../edge/coding.ts';
import type { Admitted } from '../edge/config.ts';
import type { TextHead } from '../edge/head.ts';
import { READ_LIMIT_MS } from '../edge/reader.ts';
import { isKnownFlavour, readWish } from '../edge/variant.ts';
import { zoneAt } from '../edge/zone.ts';
import type { Env } from '../env.ts';
import { wantsJson } from '../http/negotiate.ts';
import { originOf } from '../http/origin.ts';
import { Fault } from '../service/fault.ts';
import { listsOfStored } from '../service/list/meanings.ts';
import { policyOfStored } from '../service/profile/policy.ts';
import { profileIn } from '../service/profile/stored.ts';
import { renderedOf } from '../service/target/rendered.ts';
import { registryOf } from '../store/client.ts';
import type { Store } from '../store/store.ts';
import { within } from '../store/work/within.ts';
import { REPORTS_NAME } from './doctor.ts';
import type { ConfigSubject, MadeFile } from './file.ts';
import { refusedAnswer } from './refused.ts';
import { takeReport } from './reports.ts';
import { configFile } from './table.ts';

/** Answers an admitted client. Unlike a PAC, these are not kept ready: without the registry they answer 503. */
export async function serveAdmitted(admitted: Admitted, env: Env): Promise<Response> {
  const { request, path } = admitted;
  const store = registryOf(env);
  if (path.name === REPORTS_NAME && path.key !== null) return takeReport(admitted, store);
  const make = configFile(path.name);
  if (make === null) return absentAnswer(request.method);
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodAnswer(request.method);
  try {
    const origin = originOf(request.url, env.PUBLIC_URL);
    const found = await within(READ_LIMIT_MS, readSubject(admitted, store, origin), 'the registry is silent');
    const file = found === null ? null : make(found.subject);
    return found === null || file === null ? absentAnswer(request.method) : answer(admitted, found, file);
  } catch (error) {
    if (error instanceof Fault) return refusedAnswer(error, request.method);
    console.error(JSON.stringify({ level: 'error', at: 'config', name: path.name, error: String(error) }));
    return unavailableAnswer(request.method);
  }
}

/** What a file is made of, and which revision that is. */
interface Found {
  readonly subject: ConfigSubject;
  readonly revision: number;
  readonly unknown: TextHead['unknown'];
}

async function readSubject({ request, path, manifest, address, now }: Admitted, store: Store, origin: string) {
  const { id, key } = path;
  const query = new URL(request.url).searchParams;
  const wish = readWish(query);
  const publication = (wish.next ? manifest.next : null) ?? manifest;
  const { revision } = publication;
  const stored = await store.revision('profile', id, revision);
  if (stored === null) return null;
  const profile = profileIn(stored);
  const policy = await policyOfStored({ store, now }, profile);
  const lists = await listsOfStored(store, profile);
  // As for the PAC: what is asked for, else what the client's address tells.
  const wished = wish.zone ?? zoneAt(publication.zones, () => address) ?? '';
  const zone = policy?.zones.has(wished) ? wished : null;
  const subject: ConfigSubject = { id, profile, policy, lists, zone, key, origin, query, now };
  const unknown = [
    ...(wish.zone && zone !== wish.zone ? (['zone'] as const) : []),
    ...(isKnownFlavour(wish.flavour) ? [] : (['for'] as const)),
  ];
  const found: Found = { subject, revision, unknown };
  return found;
}

function answer({ request, manifest, path }: Admitted, { revision, unknown }: Found, file: MadeFile): Response {
  const { mediaType, body } = bodyOf(path.name, file, wantsJson(request.headers.get('Accept') ?? undefined));
  const bytes = new TextEncoder().encode(body);
  const head = { hash: sha256Hex(bytes), revision, maxAge: manifest.maxAge, unknown };
  const response =
    namedTag(request.headers.get('If-None-Match'), [entityTag(head.hash, 'identity')]) !== null
      ? unchangedAnswer(head)
      : fileAnswer(
          head,
          { bytes, mediaType, filename: mediaType === file.mediaType ? file.filename : null },
          request.method,
        );
  response.headers.append('Vary', 'Accept');
  return response;
}

/** The file itself, or the envelope of `POST /v1/render` around it. */
function bodyOf(
  target: string,
  file: MadeFile,
  asJson: boolean,
): { readonly mediaType: string; readonly body: string } {
  const { text, mediaType } = file;
  if (!asJson) return { mediaType, body: text };
  const envelope = renderedOf(target, file);
  return { mediaType: 'application/json', body: `${JSON.stringify(envelope)}\n` };
}
