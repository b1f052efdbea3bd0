/** How does a token end? */
import { actorOf, type Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight, requireUnconfined } from '../right.ts';

/** Ends a token at once. Faults: forbidden, absent. */
export async function revokeToken(
  context: Context,
  { id, dryRun }: { readonly id: string; readonly dryRun: boolean },
): Promise<void> {
  requireRight(context, 'admin', 'everything');
  requireUnconfined(context);
  const found = await context.store.revokeToken({ id, dryRun, actor: actorOf(context) });
  if (!found) throw new Fault('absent', 'There is no such token.');
}
