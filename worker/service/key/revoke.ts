/** How does a key end? */
import { actorOf, type Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';

/** Ends a key at once; clients notice within a minute. Faults: forbidden, absent. */
export async function revokeKey(
  context: Context,
  request: { readonly profile: string; readonly keyId: string; readonly dryRun: boolean },
): Promise<void> {
  requireRight(context, 'write', { kind: 'profile', id: request.profile });
  const found = await context.store.revokeKey({ ...request, actor: actorOf(context) });
  if (!found) throw new Fault('absent', `There is no such key of profile ${request.profile}.`);
}
