/** Which documents does the service hold? The set that `apply` takes, in an order that never changes. */
import type { Kind } from '../../../schemas/api.ts';
import type { SetDocument } from '../../../schemas/automation.ts';
import { PAGE_MAX } from '../../../schemas/envelope.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';

/** What is named comes before what names it. */
const ORDER: readonly Kind[] = ['list', 'firewall', 'profile'];

/** All live documents, in canonical spelling, one by one as they are taken. Fault, before the first one: forbidden. */
export function exportSet(context: Context): AsyncIterable<SetDocument> {
  requireRight(context, 'read', 'everything');
  return documents(context);
}

async function* documents(context: Context): AsyncGenerator<SetDocument> {
  for (const kind of ORDER) {
    for await (const id of idsOf(context, kind)) {
      const stored = await context.store.get(kind, id);
      // It may have been deleted since its page was read.
      if (stored !== null) yield { kind, id, ...(JSON.parse(stored.document) as object) };
    }
  }
}

async function* idsOf({ store }: Context, kind: Kind): AsyncGenerator<string> {
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof store.list>> = await store.list(kind, { limit: PAGE_MAX, cursor });
    for (const { id } of page.items) yield id;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
