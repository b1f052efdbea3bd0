/** For how long is the audit kept? For ever, unless the deployment's settings say a span; nothing else can shorten it. */
import { note } from './audit.ts';
import { instant } from './instant.ts';
import { FOR_GOOD, transact } from './transact.ts';
import type { World } from './world.ts';

/** The shortest retention, in days: less would be an accident. */
const LEAST_RETENTION_DAYS = 30;
const DAY_MS = 86_400_000;

/** Who acts when time does. */
const CLOCK = { by: 'clock', from: null, requestId: 'retention' };

/** Milliseconds of a setting such as `365d`; null: for ever, also where the setting cannot be read. */
export function retentionOf(setting: string | undefined): number | null {
  const days = /^([1-9][0-9]{0,4})d$/.exec(setting ?? '')?.[1];
  return days === undefined || Number(days) < LEAST_RETENTION_DAYS ? null : Number(days) * DAY_MS;
}

/**
 * Removes the entries that are older than the retention, and notes that it did, up to when. The database refuses to
 * remove an entry that is not older than the horizon, which is set here for this one transaction. Gives the time of
 * the next look; null: everything is kept.
 */
export function trimAudit(world: World): number | null {
  const { sql, now, auditRetention: retention } = world;
  if (retention === null) return null;
  const horizon = now() - retention;
  transact(world, FOR_GOOD, () => {
    const old = sql.all<{ count: number }>('SELECT count(*) AS count FROM audit WHERE at < ?', horizon)[0]?.count ?? 0;
    if (old === 0) return;
    sql.all('INSERT INTO audit_horizon (before) VALUES (?)', horizon);
    sql.all('DELETE FROM audit WHERE at < ?', horizon);
    sql.all('DELETE FROM audit_horizon');
    note(world, CLOCK, { action: 'trim', kind: 'audit', id: instant(horizon) });
  });
  return now() + DAY_MS;
}
