/** How is a document stored? Checked, compiled and published in one go, or (dry run) only judged. */
import { MAX_CONTENT_BYTES, type RuleList } from '../../../schemas/list.ts';
import type { DocumentName, Precondition, PutInput, PutOutcome } from '../../store/contract/documents.ts';
import { actorOf, type Context } from '../context.ts';
import { type Envelope, envelopeOf, nameOf } from '../envelope.ts';
import { contentTooLarge, refused } from '../refused.ts';
import { requireRight } from '../right.ts';
import { withGuesses } from './guess.ts';

/** A document to store, already checked for shape. */
export type PutRequest = Omit<PutInput, 'actor' | 'cause' | 'origin' | 'text'>;

/** What became of a write. */
export interface Written {
  readonly created: boolean;
  readonly envelope: Envelope;
}

/**
 * Stores a document. An equal document makes no revision. Replacing without `If-Match` answers the revision that was
 * replaced, so that nothing is lost unseen. Faults: forbidden, precondition, too-large, invalid.
 */
export async function putDocument(context: Context, request: PutRequest): Promise<Written> {
  requireRight(context, 'write', request);
  const outcome = await context.store.put({
    ...request,
    ...(request.kind === 'list' ? textApart(request.document as RuleList) : {}),
    cause: 'put',
    actor: actorOf(context),
    origin: context.origin,
  });
  return written(context, await withGuesses(context, outcome), request);
}

/** A list without its text, and the text as the registry takes it. */
function textApart({ text, ...document }: RuleList): Pick<PutInput, 'document' | 'text'> {
  if (text === undefined) return { document };
  const bytes = new TextEncoder().encode(text);
  if (bytes.byteLength > MAX_CONTENT_BYTES) throw contentTooLarge();
  return { document, text: bytes };
}

/** The answer to any write of a document. */
export function written(
  context: Context,
  outcome: PutOutcome,
  request: DocumentName & { readonly precondition: Precondition },
): Written {
  if (!outcome.ok) throw refused(outcome, nameOf(request.kind, request.id));
  const { change, stored, previousRevision, dependents } = outcome;
  const isBlind = change === 'replaced' && request.precondition.ifMatch === undefined;
  return {
    created: change === 'created',
    envelope: {
      ...envelopeOf(context, stored),
      ...(isBlind && previousRevision !== null ? { previousRevision } : {}),
      ...(request.kind === 'profile' ? {} : { dependents }),
    },
  };
}
