/** Who did what, and when? */
import type { AuditEntry } from '../../../schemas/api.ts';
import type { Page, PageRequest } from './page.ts';

/** Which entries of the audit are wanted; absent means all. */
export interface AuditFilter {
  readonly kind?: string;
  readonly id?: string;
  readonly by?: string;
  readonly action?: string;
  /** Unix milliseconds: from `since` on, before `until`. */
  readonly since?: number;
  readonly until?: number;
}

/** The audit, read; what writes it is each write itself. */
export interface AuditStore {
  /** The newest first. */
  audit(page: PageRequest, filter: AuditFilter): Promise<Page<AuditEntry>>;
  /** One entry by its number, or null. */
  auditEntry(seq: number): Promise<AuditEntry | null>;
}
