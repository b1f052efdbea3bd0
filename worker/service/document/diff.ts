/** What changed between two revisions? */
import type { Diff } from '../../../schemas/api.ts';
import { diffJson } from '../../core/document/json-diff.ts';
import type { DocumentName } from '../../store/contract/documents.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';
import { getRevision, type ShownRevision } from './revisions.ts';

/** The changes that lead from one revision to another, by JSON Pointer. Faults: forbidden, absent. */
export async function diffRevisions(
  context: Context,
  target: DocumentName,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Diff> {
  requireRight(context, 'read', target);
  const [before, after] = await Promise.all([from, to].map((revision) => getRevision(context, target, revision)));
  return { from, to, changes: [...diffJson(comparable(before), comparable(after))] };
}

/** The document; of a subscribed list, what was fetched belongs to it, as every change of that makes a revision. */
function comparable(revision: ShownRevision | undefined): unknown {
  if (!revision?.content || !isSubscribed(revision.document)) return revision?.document;
  return { ...revision.document, content: revision.content };
}

const isSubscribed = (document: unknown): document is object =>
  typeof document === 'object' && document !== null && 'source' in document;
