/** Was this call made before? Answers are kept under the key that the caller chose, so that a retry does nothing twice. */
import type { World } from '../world.ts';

/** For how long an answer is given again. */
export const KEPT_MS = 24 * 3_600_000;
/** After how long a call that never came to an answer may be made anew: far longer than any call takes. */
export const LAPSED_MS = 300_000;

/** Answers that are kept of one caller, the newest: nobody fills the registry with them. */
export const KEPT_OF_A_CALLER = 200;

/** A call that carries a key. */
export interface KeyedCall {
  /** Who calls: keys of different callers never meet. */
  readonly caller: string;
  readonly key: string;
  /** Hash of method, path, query and body: a key stands for one call. */
  readonly fingerprint: string;
  readonly requestId: string;
}

/** An answer as it is kept. */
export interface KeptAnswer {
  readonly status: number;
  /** Headers that belong to the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null: it held a secret, or was too long to be kept. */
  readonly body: string | null;
}

/**
 * `new`: go on, and tell `finishCall` how it ended. `done`: it was made, with this answer. `busy`: it is being made.
 * `other`: the key stands for another call.
 */
export type Begun =
  | { readonly state: 'new' | 'busy' | 'other' }
  | { readonly state: 'done'; readonly answer: KeptAnswer; readonly requestId: string };

interface Row {
  readonly fingerprint: string;
  readonly request_id: string;
  readonly at: number;
  readonly status: number | null;
  readonly headers: string | null;
  readonly body: string | null;
}

/** Takes the key for this call, unless it is taken. */
export function beginCall({ sql, now }: World, call: KeyedCall): Begun {
  const time = now();
  sql.all('DELETE FROM keyed_call WHERE at <= ? OR (status IS NULL AND at <= ?)', time - KEPT_MS, time - LAPSED_MS);
  const row = sql.all<Row>('SELECT * FROM keyed_call WHERE caller = ? AND key = ?', call.caller, call.key)[0];
  if (row === undefined) {
    sql.all(
      'INSERT INTO keyed_call (caller, key, fingerprint, request_id, at) VALUES (?, ?, ?, ?, ?)',
      call.caller,
      call.key,
      call.fingerprint,
      call.requestId,
      time,
    );
    return { state: 'new' };
  }
  if (row.fingerprint !== call.fingerprint) return { state: 'other' };
  if (row.status === null) return { state: 'busy' };
  const headers = JSON.parse(row.headers ?? '{}') as Record<string, string>;
  return { state: 'done', answer: { status: row.status, headers, body: row.body }, requestId: row.request_id };
}

/** Keeps the answer of a call; null: it came to nothing, and may be made again. */
export function finishCall(
  { sql }: World,
  { caller, key, requestId }: Pick<KeyedCall, 'caller' | 'key' | 'requestId'>,
  answer: KeptAnswer | null,
): void {
  if (answer === null) {
    sql.all('DELETE FROM keyed_call WHERE caller = ? AND key = ? AND request_id = ?', caller, key, requestId);
    return;
  }
  sql.all(
    'UPDATE keyed_call SET status = ?, headers = ?, body = ? WHERE caller = ? AND key = ? AND request_id = ?',
    answer.status,
    JSON.stringify(answer.headers),
    answer.body,
    caller,
    key,
    requestId,
  );
  sql.all(
    `DELETE FROM keyed_call WHERE caller = ?1 AND status IS NOT NULL AND key NOT IN (
       SELECT key FROM keyed_call WHERE caller = ?1 AND status IS NOT NULL ORDER BY at DESC, key LIMIT ?2)`,
    caller,
    KEPT_OF_A_CALLER,
  );
}
