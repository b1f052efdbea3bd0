/** How does a stored revision reach the clients? */
import type { PublishInput } from '../../store/contract/documents.ts';
import { actorOf, type Context } from '../context.ts';
import { type Written, written } from '../document/put.ts';
import { nameOf } from '../envelope.ts';
import { refused } from '../refused.ts';
import { requireRight } from '../right.ts';

/** Publishes a stored revision of a profile as it is. Faults: forbidden, absent, precondition, invalid. */
export async function publishProfile(context: Context, request: Omit<PublishInput, 'actor'>): Promise<Written> {
  const target = { kind: 'profile', id: request.id } as const;
  requireRight(context, 'write', target);
  const outcome = await context.store.publish({ ...request, actor: actorOf(context) });
  if (!outcome.ok && outcome.reason === 'missing')
    throw refused(outcome, `${nameOf('profile', request.id)} with a revision ${request.revision}`);
  return written(context, outcome, { ...target, precondition: { ifMatch: '*' } });
}
