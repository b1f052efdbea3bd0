/** Does KV say what the registry says? */
import type { Consistency } from '../../../schemas/upkeep.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';

/** A page of the comparison of KV with the registry. Fault: forbidden. */
export async function checkConsistency(context: Context, cursor: string | null): Promise<Consistency> {
  requireRight(context, 'admin', 'everything');
  return context.store.consistency(cursor);
}
