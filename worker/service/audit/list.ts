/** Who did what, when and from where? */
import type { AuditEntry } from '../../../schemas/api.ts';
import type { Page, PageRequest } from '../../store/store.ts';
import type { Context } from '../context.ts';
import { requireRight } from '../right.ts';

/** What the audit may be narrowed to. */
export interface AuditFilter {
  readonly kind?: string;
  readonly id?: string;
  readonly by?: string;
}

/** One page of the audit, newest first. Fault: forbidden. */
export async function listAudit(context: Context, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>> {
  requireRight(context, 'admin', 'everything');
  return context.store.audit(page, filter);
}
