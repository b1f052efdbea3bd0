/** How does an earlier revision come back? As a new one, published. */
import type { RollbackInput } from '../../store/contract/documents.ts';
import { actorOf, type Context } from '../context.ts';
import { nameOf } from '../envelope.ts';
import { refused } from '../refused.ts';
import { requireRight } from '../right.ts';
import { type Written, written } from './put.ts';

/** Makes an earlier revision the newest one; revives a deleted document. Faults: forbidden, absent, precondition, invalid. */
export async function rollbackDocument(context: Context, request: Omit<RollbackInput, 'actor'>): Promise<Written> {
  requireRight(context, 'write', request);
  const outcome = await context.store.rollback({ ...request, actor: actorOf(context) });
  if (!outcome.ok && outcome.reason === 'missing')
    throw refused(outcome, `${nameOf(request.kind, request.id)} with a revision ${request.revision}`);
  return written(context, outcome, request);
}
