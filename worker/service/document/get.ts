/** What is stored under an id? */
import type { Kind } from '../../../schemas/api.ts';
import type { Stored } from '../../store/contract/documents.ts';
import type { Context } from '../context.ts';
import { nameOf } from '../envelope.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';

/** The newest revision of a document. Faults: forbidden, absent. */
export async function getDocument(context: Context, kind: Kind, id: string): Promise<Stored> {
  requireRight(context, 'read', { kind, id });
  const stored = await context.store.get(kind, id);
  if (stored === null) throw new Fault('absent', `There is no ${nameOf(kind, id)}.`);
  return stored;
}
