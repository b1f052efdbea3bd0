/** How is KV made to say again what the registry says? */
import type { Republication } from '../../../schemas/upkeep.ts';
import { actorOf, type Context } from '../context.ts';
import { requireRight, requireUnconfined } from '../right.ts';

/** Writes all of KV again from the registry, or says how much that would be. Fault: forbidden. */
export async function republish(context: Context, { dryRun }: { readonly dryRun: boolean }): Promise<Republication> {
  requireRight(context, 'admin', 'everything');
  requireUnconfined(context);
  return context.store.republish({ dryRun, actor: actorOf(context) });
}
