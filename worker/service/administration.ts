/** How does an administrator look after KV: does it agree with the registry, and can it be written again? */
import type { Consistency, Republication } from '../../schemas/administration.ts';
import { actorOf, type Context } from './context.ts';
import { requireRight, requireUnconfined } from './right.ts';

/** A page of the comparison of KV with the registry. Fault: forbidden. */
export async function checkConsistency(context: Context, cursor: string | null): Promise<Consistency> {
  requireRight(context, 'admin', 'everything');
  return context.store.consistency(cursor);
}

/** Writes all of KV again from the registry, or says how much that would be. Fault: forbidden. */
export async function republish(context: Context, dryRun: boolean): Promise<Republication> {
  requireRight(context, 'admin', 'everything');
  requireUnconfined(context);
  return context.store.republish({ dryRun, actor: actorOf(context) });
}
