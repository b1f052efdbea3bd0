/** How is a key replaced without an outage? By a new one, while the older ones go on working for a while. */
import type { NewKey } from '../../../schemas/envelope.ts';
import type { StoredKey } from '../../store/contract/access.ts';
import { actorOf, type Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';
import { showKey } from './show.ts';

/** Makes a key; the older ones expire after `overlapSeconds`, and are answered beside it. Faults: forbidden, absent. */
export async function createKey(
  context: Context,
  request: { readonly profile: string; readonly overlapSeconds: number; readonly dryRun: boolean },
): Promise<NewKey> {
  requireRight(context, 'write', { kind: 'profile', id: request.profile });
  const key = await context.store.createKey({ ...request, actor: actorOf(context) });
  if (key === null) throw new Fault('absent', `There is no profile ${request.profile}.`);
  const end = new Date(Date.parse(key.createdAt) + request.overlapSeconds * 1000).toISOString();
  const older = ((await context.store.keys(request.profile)) ?? []).filter(({ id }) => id !== key.id);
  const items = [key, ...older.map((one) => endingBy(one, end))].map((one) => showKey(context, request.profile, one));
  return { ...showKey(context, request.profile, key), items };
}

/** An older key as it is beside a new one: what is stored already, and what a dry run would store. Both are times in UTC. */
const endingBy = (key: StoredKey, end: string): StoredKey =>
  key.expiresAt !== null && key.expiresAt < end ? key : { ...key, expiresAt: end };
