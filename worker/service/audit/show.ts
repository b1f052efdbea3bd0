/** What exactly did one entry of the audit change? */
import { type AuditEntry, type Diff, Kind } from '../../../schemas/api.ts';
import type { AuditDetail } from '../../../schemas/envelope.ts';
import { diffJson } from '../../core/document/json-diff.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { requireRight } from '../right.ts';

/** An entry with the changes of its document. Faults: forbidden, absent. */
export async function showAudit(context: Context, seq: number): Promise<AuditDetail> {
  requireRight(context, 'admin', 'everything');
  const entry = await context.store.auditEntry(seq);
  if (entry === null) throw new Fault('absent', `The audit has no entry ${seq}.`);
  return { ...entry, changes: await changesOf(context, entry) };
}

/** Actions that made the revision which they name; every revision but the first changes the one before it. */
const MAKING: readonly string[] = ['put', 'rollback', 'refresh', 'apply', 'restore'];

async function changesOf(
  context: Context,
  { kind, id, revision, action }: AuditEntry,
): Promise<Diff['changes'] | null> {
  const known = Kind.safeParse(kind);
  if (!known.success || id === null || revision === null) return null;
  const document = (of: number) => documentOf(context, known.data, id, of);
  if (action === 'delete') return changed(await document(revision), undefined);
  if (!MAKING.includes(action)) return null;
  return changed(await document(revision - 1), await document(revision));
}

function changed(before: unknown, after: unknown): Diff['changes'] {
  if (before === undefined) return [{ op: 'add', path: '', after }];
  return after === undefined ? [{ op: 'remove', path: '', before }] : [...diffJson(before, after)];
}

async function documentOf({ store }: Context, kind: Kind, id: string, revision: number): Promise<unknown> {
  const found = revision < 1 ? null : await store.revision(kind, id, revision);
  return found === null ? undefined : (JSON.parse(found.document) as unknown);
}
