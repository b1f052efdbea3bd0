/** What is a document's history? Also answered for deleted documents. */
import type { Revision } from '../../../schemas/api.ts';
import type { KeptContent } from '../../../schemas/list.ts';
import type { DocumentName } from '../../store/contract/documents.ts';
import type { Page, PageRequest } from '../../store/contract/page.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../envelope.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';

/** A revision with its document; of a list also with the name of its content. */
export type ShownRevision = Revision & { readonly document: unknown; readonly content?: KeptContent | null };

/** One page of a document's revisions, newest first. Faults: forbidden, absent. */
export async function listRevisions(
  context: Context,
  target: DocumentName,
  page: PageRequest,
): Promise<Page<Revision>> {
  requireRight(context, 'read', target);
  const found = await context.store.revisions(target.kind, target.id, page);
  if (found === null) throw new Fault('absent', `There has never been a ${nameOf(target.kind, target.id)}.`);
  return found;
}

/** One revision with its document. Faults: forbidden, absent. */
export async function getRevision(context: Context, target: DocumentName, revision: number): Promise<ShownRevision> {
  requireRight(context, 'read', target);
  const found = await context.store.revision(target.kind, target.id, revision);
  if (found === null)
    throw new Fault('absent', `There is no revision ${revision} of ${nameOf(target.kind, target.id)}.`);
  return { ...found, document: JSON.parse(found.document) as unknown };
}
