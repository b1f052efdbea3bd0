/** Who did what, when and from where? */
import type { AuditEntry } from '../../../schemas/api.ts';
import { PAGE_MAX } from '../../../schemas/envelope.ts';
import type { AuditFilter } from '../../store/contract/audit.ts';
import type { Page, PageRequest } from '../../store/contract/page.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';

/** One page of the audit, newest first. Fault: forbidden. */
export async function listAudit(context: Context, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>> {
  requireRight(context, 'admin', 'everything');
  return context.store.audit(page, filter);
}

/** All of it, newest first, page by page as it is taken. Fault, before the first entry: forbidden. */
export function exportAudit(context: Context, filter: AuditFilter): AsyncIterable<AuditEntry> {
  requireRight(context, 'admin', 'everything');
  return entries(context, filter);
}

async function* entries({ store }: Context, filter: AuditFilter): AsyncGenerator<AuditEntry> {
  for (let cursor: string | null = null; ; ) {
    const { items, nextCursor }: Page<AuditEntry> = await store.audit({ limit: PAGE_MAX, cursor }, filter);
    yield* items;
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}
