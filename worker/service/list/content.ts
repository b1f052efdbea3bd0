/** How does a raw text become the content of a list, and how is it read back? */
import type { KeptContent, Outcome } from '../../../schemas/list.ts';
import type { ContentInput } from '../../store/contract/lists.ts';
import { actorOf, type Context } from '../context.ts';
import { type Written, written } from '../document/put.ts';
import { getRevision } from '../document/revisions.ts';
import { nameOf } from '../envelope.ts';
import { Fault } from '../fault.ts';
import { contentTooLarge } from '../refused.ts';
import { requireRight } from '../right.ts';

/**
 * Makes a text the content of a list, which is made when it is missing. Faults: forbidden, precondition, too-large,
 * invalid.
 */
export async function putContent(context: Context, request: Omit<ContentInput, 'actor'>): Promise<Written> {
  const kind = 'list';
  requireRight(context, 'write', { kind, id: request.id });
  const outcome = await context.store.putContent({ ...request, actor: actorOf(context) });
  if (!outcome.ok && outcome.reason === 'too-large') {
    throw contentTooLarge();
  }
  return written(context, outcome, { kind, ...request });
}

/**
 * Which content a list has, or had in a revision, also of a deleted list. Faults: forbidden, absent (no such list or
 * revision, or nothing was fetched yet).
 */
export async function findContent(
  context: Context,
  { id, revision }: { readonly id: string; readonly revision: number | null },
): Promise<KeptContent> {
  const target = { kind: 'list', id } as const;
  requireRight(context, 'read', target);
  const found = revision === null ? await context.store.content(id) : await getRevision(context, target, revision);
  if (found === null) throw absent(id);
  if (!found.content) throw new Fault('absent', `The ${nameOf('list', id)} had no content yet.`);
  return found.content;
}

/** Every line of a list that says something, or those of one outcome; JSON lines. Faults: forbidden, absent. */
export async function reportOf(
  context: Context,
  { id, outcome }: { readonly id: string; readonly outcome: Outcome | null },
): Promise<ReadableStream<Uint8Array>> {
  requireRight(context, 'read', { kind: 'list', id });
  const report = await context.store.listReport(id, outcome);
  if (report === null) throw absent(id);
  return report;
}

const absent = (id: string): Fault => new Fault('absent', `There is no ${nameOf('list', id)}.`);
