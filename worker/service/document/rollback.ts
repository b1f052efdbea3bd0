/** How does an earlier revision come back? As a new one, published. */
import type { Kind } from '../../../schemas/api.ts';
import type { Precondition } from '../../store/contract/documents.ts';
import { actorOf, type Context } from '../context.ts';
import { nameOf } from '../envelope.ts';
import { refused } from '../refused.ts';
import { requireRight } from '../right.ts';
import { type Written, written } from './put.ts';

/** Makes an earlier revision the newest one; revives a deleted document. Faults: forbidden, absent, precondition, invalid. */
export async function rollbackDocument(
  context: Context,
  request: {
    readonly kind: Kind;
    readonly id: string;
    readonly revision: number;
    readonly precondition: Precondition;
    readonly dryRun: boolean;
  },
): Promise<Written> {
  requireRight(context, 'write', request);
  const outcome = await context.store.rollback({ ...request, actor: actorOf(context) });
  if (!outcome.ok && outcome.reason === 'missing')
    throw refused(outcome, `${nameOf(request.kind, request.id)} with a revision ${request.revision}`);
  return written(context, outcome, request);
}
