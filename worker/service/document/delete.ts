/** How is a document withdrawn? Its PAC goes, its history stays. */
import type { DeleteInput } from '../../store/contract/documents.ts';
import { actorOf, type Context } from '../context.ts';
import { nameOf } from '../envelope.ts';
import { refused } from '../refused.ts';
import { requireRight } from '../right.ts';

/** Deletes a document. Faults: forbidden, absent, precondition, in-use. */
export async function deleteDocument(context: Context, request: Omit<DeleteInput, 'actor'>): Promise<void> {
  requireRight(context, 'write', request);
  const outcome = await context.store.delete({ ...request, actor: actorOf(context) });
  if (!outcome.ok) throw refused(outcome, nameOf(request.kind, request.id));
}
