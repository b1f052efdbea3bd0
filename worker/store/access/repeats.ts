/** Was this call made before? Answers are kept under the key that the caller chose, so that a retry does nothing twice. */
import type { Begun, KeptAnswer, KeyedCall } from '../contract/repeats.ts';
import type { World } from '../world.ts';

/** For how long an answer is given again. */
const KEPT_MS = 24 * 3_600_000;
/** After how long a call that never came to an answer may be made anew: far longer than any call takes. */
const LAPSED_MS = 300_000;

/** Answers that are kept of one caller, the newest: nobody fills the registry with them. */
const KEPT_OF_A_CALLER = 200;

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
