/** What does an answer tell about a stored document? */
import type { Dependent, Kind, Publication } from '../../schemas/api.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { KeptContent, ListReport } from '../../schemas/list.ts';
import { pacUrlFindings } from '../core/ports/pac-url.ts';
import type { Stored } from '../store/contract/documents.ts';
import type { Context } from './context.ts';
import { hasScope } from './right.ts';

/** One document with all that is known about it. */
export interface Envelope {
  readonly id: string;
  readonly revision: number;
  readonly etag: string;
  readonly document: unknown;
  readonly findings: readonly Finding[];
  readonly publication: Publication | null;
  /** Of lists. */
  readonly content?: KeptContent | null;
  readonly report?: ListReport | null;
  readonly dependents?: readonly Dependent[];
  readonly previousRevision?: number;
}

/** The envelope of a stored document. */
export function envelopeOf(context: Context, stored: Stored): Envelope {
  return {
    id: stored.id,
    revision: stored.revision,
    etag: stored.etag,
    document: JSON.parse(stored.document) as unknown,
    ...stored.list,
    findings: stored.kind === 'profile' ? [...stored.findings, ...urlFindings(context)] : stored.findings,
    publication: stored.publication === null ? null : shownPublication(context, stored.id, stored.publication),
    ...(stored.kind === 'profile' ? {} : { dependents: stored.dependents }),
  };
}

/** The PAC's own URL stands on this service's port. That is no fault of the document, so it refuses nothing. */
const urlFindings = ({ origin }: Context): Finding[] =>
  pacUrlFindings(origin, '').map((finding) => ({ ...finding, severity: 'warning' }));

/** A publication with a whole URL. Its key is a capability, so that who may only read does not see it. */
export function shownPublication(context: Context, id: string, publication: Publication): Publication {
  const { pacUrl } = publication;
  const isSecret = pacUrl !== null && pacUrl !== `/pac/${id}.pac`;
  if (pacUrl === null || (isSecret && !hasScope(context.caller, 'write'))) return { ...publication, pacUrl: null };
  return { ...publication, pacUrl: `${context.origin}${pacUrl}` };
}

/** A document in words, for messages. */
export const nameOf = (kind: Kind, id: string): string => `${kind} ${id}`;
