/** What is remembered of a subscription, beside its document? One row per subscribed list. */
import type { RefreshReason } from '../../../schemas/subscription.ts';
import { deleteChunks, handOver, type Owner } from '../chunks.ts';
import type { Upload } from '../lists/content.ts';
import type { Sql } from '../world.ts';

/** What a publisher said of a content, and under which URL of the document. */
export interface Origin {
  readonly url: string;
  readonly sha256: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A content that is kept aside, under `pending:{id}`. */
export interface Pending extends Origin {
  readonly bytes: number;
  /** When it came first. Unix milliseconds. */
  readonly at: number;
  readonly reason: RefreshReason;
}

/** How it stands with a subscription. Times are Unix milliseconds. */
export interface SubscriptionState {
  readonly lastTry: number | null;
  readonly lastSuccess: number | null;
  /** In a row. */
  readonly failures: number;
  readonly reason: RefreshReason | null;
  /** Of the last content that was taken. */
  readonly good: Origin | null;
  readonly pending: Pending | null;
  /** Where this service was called when somebody last wrote or refreshed the list: it does not fetch from itself. */
  readonly ownOrigin: string;
}

const FRESH: SubscriptionState = {
  lastTry: null,
  lastSuccess: null,
  failures: 0,
  reason: null,
  good: null,
  pending: null,
  ownOrigin: '',
};

/** The state of a list's subscription; that of a new one when nothing is remembered. */
export function readState(sql: Sql, list: string): SubscriptionState {
  const [row] = sql.all<{ state: string }>('SELECT state FROM subscription WHERE list = ?', list);
  return row === undefined ? FRESH : { ...FRESH, ...(JSON.parse(row.state) as SubscriptionState) };
}

/** Remembers a state in place of the former one; a pending content that is not in it any more goes. */
export function writeState(sql: Sql, list: string, state: SubscriptionState): void {
  if (state.pending === null) deleteChunks(sql, pendingOwner(list));
  sql.all('INSERT OR REPLACE INTO subscription (list, state) VALUES (?, ?)', list, JSON.stringify(state));
}

/** Forgets all about a subscription. */
export function forgetState(sql: Sql, list: string): void {
  deleteChunks(sql, pendingOwner(list));
  sql.all('DELETE FROM subscription WHERE list = ?', list);
}

/** Where a content lies that is kept aside. */
export const pendingOwner = (list: string): Owner => `pending:${list}`;

/** Puts an upload aside, in place of an earlier one. */
export function putAside(sql: Sql, list: string, { owner }: Upload): void {
  deleteChunks(sql, pendingOwner(list));
  handOver(sql, owner, pendingOwner(list));
}
