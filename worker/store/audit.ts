/** Who did what, when and from where? Rows are only ever added; triggers in the database refuse anything else. */
import type { AuditEntry } from '../../schemas/api.ts';
import type { Actor } from './contract/actor.ts';
import type { AuditFilter } from './contract/audit.ts';
import type { Page, PageRequest } from './contract/page.ts';
import { pageOf } from './cursor.ts';
import { instant } from './instant.ts';
import type { Sql, SqlValue, World } from './world.ts';

/** What can be done, as the audit names it. */
export type Action =
  | 'put'
  | 'rollback'
  | 'refresh'
  | 'apply'
  | 'restore'
  | 'delete'
  | 'publish'
  | 'rebuild'
  | 'key.create'
  | 'key.revoke'
  | 'probe'
  | 'trim'
  | 'republish'
  | 'token.create'
  | 'token.rotate'
  | 'token.revoke';

/** One thing that was done. Names only: no document, no key, no token. */
export interface Deed {
  readonly action: Action;
  /** A kind of document, or `token`. */
  readonly kind: string;
  readonly id: string;
  readonly revision?: number;
  /** The id of the key that was made or ended. */
  readonly key?: string;
}

interface AuditRow {
  readonly seq: number;
  readonly at: number;
  readonly author: string;
  readonly address: string | null;
  readonly request_id: string;
  readonly action: string;
  readonly kind: string | null;
  readonly id: string | null;
  readonly revision: number | null;
  readonly key: string | null;
}

/** Adds an entry; called inside the transaction of what it tells of. */
export function note({ sql, now }: World, actor: Actor, deed: Deed): void {
  sql.all(
    `INSERT INTO audit (at, author, address, request_id, action, kind, id, revision, key)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    now(),
    actor.by,
    actor.from,
    actor.requestId,
    deed.action,
    deed.kind,
    deed.id,
    deed.revision ?? null,
    deed.key ?? null,
  );
}

/** What each part of a filter asks of a row. */
const CONDITIONS: readonly (readonly [keyof AuditFilter, string])[] = [
  ['kind', 'kind ='],
  ['id', 'id ='],
  ['by', 'author ='],
  ['action', 'action ='],
  ['since', 'at >='],
  ['until', 'at <'],
];

/** One entry, or null. */
export function readAudit(sql: Sql, seq: number): AuditEntry | null {
  const row = sql.all<AuditRow>('SELECT * FROM audit WHERE seq = ?', seq)[0];
  return row === undefined ? null : show(row);
}

/** One page of entries, the newest first. */
export function listAudit(sql: Sql, page: PageRequest, filter: AuditFilter): Page<AuditEntry> {
  const wanted = CONDITIONS.flatMap(([key, condition]) => {
    const value = filter[key];
    return value === undefined ? [] : [{ condition, value }];
  });
  const conditions = wanted.map(({ condition }) => `AND ${condition} ?`).join(' ');
  const values: SqlValue[] = wanted.map(({ value }) => value);
  return pageOf(page, {
    keys: 'number',
    read: (after, limit) =>
      sql.all<AuditRow>(
        `SELECT * FROM audit WHERE seq < ? ${conditions} ORDER BY seq DESC LIMIT ?`,
        after ?? Number.MAX_SAFE_INTEGER,
        ...values,
        limit,
      ),
    keyOf: ({ seq }) => seq,
    show,
  });
}

function show(row: AuditRow): AuditEntry {
  return {
    seq: row.seq,
    at: instant(row.at),
    by: row.author,
    from: row.address,
    requestId: row.request_id,
    action: row.action,
    kind: row.kind,
    id: row.id,
    revision: row.revision,
    key: row.key,
  };
}
