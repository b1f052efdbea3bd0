/** Which formats can a profile be rendered to? */
import type { TargetEntry } from '../../../schemas/targets.ts';
import { targetEntries } from '../../core/targets/table.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';

/** The table of targets, in the order of its page. Fault: forbidden. */
export function listTargets(context: Context): readonly TargetEntry[] {
  requireRight(context, 'read', 'nothing');
  return targetEntries();
}
