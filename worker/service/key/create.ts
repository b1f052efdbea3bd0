/** How is a key replaced without an outage? By a new one, while the older ones go on working for a while. */
import type { Key } from '../../../schemas/api.ts';
import { actorOf, type Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';
import { showKey } from './show.ts';

/** Makes a key; the older ones expire after `overlapSeconds`. Faults: forbidden, absent. */
export async function createKey(
  context: Context,
  request: { readonly profile: string; readonly overlapSeconds: number; readonly dryRun: boolean },
): Promise<Key> {
  requireRight(context, 'write', { kind: 'profile', id: request.profile });
  const key = await context.store.createKey({ ...request, actor: actorOf(context) });
  if (key === null) throw new Fault('absent', `There is no profile ${request.profile}.`);
  return showKey(context, request.profile, key);
}
