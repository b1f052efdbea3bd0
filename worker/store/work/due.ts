/** What is still to be done, and when? The one table of due work; nothing in it is lost by a crash. */
import type { Sql, World } from '../world.ts';

/**
 * The kinds of work. `publish`: make KV say what the registry says of a profile (the outbox). `expire-rules`: a rule of
 * a firewall policy expires, and who follows it is built anew. `refresh`: a subscribed list is fetched. `rebuild`: a
 * document is compiled and put in place that was restored, or follows what has changed.
 */
export type Task = 'publish' | 'expire-keys' | 'expire-rules' | 'refresh' | 'rebuild' | 'trim' | 'clean';

/** Slow is what waits for machines of others, for up to a minute, or computes for seconds. The rest must not wait for it. */
export type Pace = 'slow' | 'quick';
const SLOW: readonly Task[] = ['refresh', 'rebuild'];

/** One piece of work. */
export interface Due {
  readonly task: Task;
  /** A profile's or a policy's id, or empty where the work is about everything. */
  readonly subject: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** Grows whenever the work is asked for again, so that what was asked meanwhile is not taken for done. */
  readonly generation: number;
  /** Failures in a row. */
  readonly attempts: number;
  /** What the last failure said. */
  readonly reason: string | null;
}

/** The first wait after a failure, doubled after each one up to the longest. */
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 300_000;
/** Characters of a failure's message that are kept. */
const REASON_LENGTH = 200;

/** Asks for work at a time, or earlier if it was already asked for earlier. */
export function schedule(sql: Sql, task: Task, subject: string, at: number): void {
  sql.all(
    `INSERT INTO due (task, subject, at, generation, attempts, since) VALUES (?, ?, ?, 1, 0, ?)
     ON CONFLICT (task, subject) DO UPDATE SET at = min(at, excluded.at), generation = generation + 1`,
    task,
    subject,
    at,
    at,
  );
}

/** The work as it stands, or null when there is none. */
export function readDue(sql: Sql, task: Task, subject: string): Due | null {
  return sql.all<Due>('SELECT * FROM due WHERE task = ? AND subject = ?', task, subject)[0] ?? null;
}

/** What there is to do of one kind, the earliest first. */
export function subjectsOf(sql: Sql, task: Task): string[] {
  return sql
    .all<{ subject: string }>('SELECT subject FROM due WHERE task = ? ORDER BY at, subject', task)
    .map(({ subject }) => subject);
}

/**
 * Up to `limit` pieces of work of a pace whose time has come, the oldest first. A publication is never put off for longer
 * than the longest backoff: what seems to be was written down by a clock that has been set back since.
 */
export function dueNow(sql: Sql, pace: Pace, { now, limit }: { readonly now: number; readonly limit: number }): Due[] {
  const among = `${pace === 'slow' ? '' : 'NOT '}IN (${SLOW.map(() => '?').join(', ')})`;
  return sql.all<Due>(
    `SELECT * FROM due WHERE (at <= ? OR (task = 'publish' AND at > ?)) AND task ${among} ORDER BY at LIMIT ?`,
    now,
    now + 2 * LONGEST_BACKOFF_MS,
    ...SLOW,
    limit,
  );
}

/** True when some work of this kind has been tried in vain. */
export function isFailing(sql: Sql, task: Task): boolean {
  return sql.all('SELECT 1 FROM due WHERE task = ? AND attempts > 0 LIMIT 1', task).length > 0;
}

/** Takes finished work off the table; when it was asked for again meanwhile it stays, with its failures forgotten. */
export function finish(sql: Sql, { task, subject, generation }: Due): void {
  sql.all('DELETE FROM due WHERE task = ? AND subject = ? AND generation = ?', task, subject, generation);
  sql.all('UPDATE due SET attempts = 0, reason = NULL, since = at WHERE task = ? AND subject = ?', task, subject);
}

/** Puts failed work off, each time for longer, and keeps why. */
export function postpone(sql: Sql, { task, subject, attempts }: Due, failure: { now: number; reason: string }): void {
  const wait = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(attempts, 20), LONGEST_BACKOFF_MS);
  sql.all(
    'UPDATE due SET at = ?, attempts = ?, reason = ? WHERE task = ? AND subject = ?',
    failure.now + wait,
    attempts + 1,
    failure.reason.slice(0, REASON_LENGTH),
    task,
    subject,
  );
}

/** Moves work to a time, whatever its time was; asks for it when there is none. Who is doing it need not do it again. */
export function moveTo(sql: Sql, { task, subject }: Pick<Due, 'task' | 'subject'>, at: number): void {
  sql.all(
    `INSERT INTO due (task, subject, at, generation, attempts, since) VALUES (?, ?, ?, 1, 0, ?)
     ON CONFLICT (task, subject) DO UPDATE SET at = excluded.at, since = excluded.since`,
    task,
    subject,
    at,
    at,
  );
}

/** Takes work off the table that has lost its subject. */
export function forget(sql: Sql, task: Task, subject: string): void {
  sql.all('DELETE FROM due WHERE task = ? AND subject = ?', task, subject);
}

/** The time of the earliest work, or null. */
export function nextDue(sql: Sql): number | null {
  return sql.all<{ at: number | null }>('SELECT min(at) AS at FROM due')[0]?.at ?? null;
}

/** How many pieces of a kind of work there are, and since when the oldest should have been done (Unix milliseconds). */
export function backlog(sql: Sql, task: Task): { readonly count: number; readonly since: number | null } {
  const [found] = sql.all<{ count: number; since: number | null }>(
    'SELECT count(*) AS count, min(ifnull(since, at)) AS since FROM due WHERE task = ?',
    task,
  );
  return found ?? { count: 0, since: null };
}

/** Asks the world to wake the store when the earliest work is due. */
export function armAlarm(world: World): void {
  const at = nextDue(world.sql);
  if (at !== null) world.wake(at);
}
