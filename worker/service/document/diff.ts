/** What changed between two revisions? */
import type { Diff, Kind } from '../../../schemas/api.ts';
import { diffJson } from '../../core/document/json-diff.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';
import { getRevision } from './revisions.ts';

/** The changes that lead from one revision to another, by JSON Pointer. Faults: forbidden, absent. */
export async function diffRevisions(
  context: Context,
  target: { readonly kind: Kind; readonly id: string },
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Diff> {
  requireRight(context, 'read', target);
  const [before, after] = await Promise.all([from, to].map((revision) => getRevision(context, target, revision)));
  return { from, to, changes: [...diffJson(before?.document, after?.document)] };
}
