/** Which documents of a kind are there? */
import type { Kind, Summary } from '../../../schemas/api.ts';
import type { Page, PageRequest } from '../../store/contract/page.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';

/** One page of summaries; a token that is confined to profiles sees only those. Fault: forbidden. */
export async function listDocuments(context: Context, kind: Kind, page: PageRequest): Promise<Page<Summary>> {
  requireRight(context, 'read', 'nothing');
  const confined = context.caller.profiles;
  if (confined !== null && kind !== 'profile') throw new Fault('forbidden', 'The token is only for single profiles.');
  const found = await context.store.list(kind, page);
  return confined === null ? found : { ...found, items: found.items.filter(({ id }) => confined.includes(id)) };
}
