/** How often may something be done? Counters that start anew when their time is over, in the caller's transaction. */
import type { Limited } from '../contract/limited.ts';
import type { World } from '../world.ts';

/** So many of something in so many milliseconds, from the first one on. */
export interface Allowance {
  /** Unique: what is counted, and of whom. */
  readonly name: string;
  readonly most: number;
  readonly ms: number;
  /** How much is taken now. */
  readonly take: number;
}

/** Takes from all allowances, or from none when one of them does not hold that much. */
export function takeAll({ sql, now }: World, allowances: readonly Allowance[]): { readonly ok: true } | Limited {
  const time = now();
  sql.all('DELETE FROM allowance WHERE until <= ?', time);
  for (const { name, most, ms, take } of allowances) {
    const row = sql.all<{ used: number; until: number }>('SELECT used, until FROM allowance WHERE name = ?', name)[0];
    if ((row?.used ?? 0) + take <= most) continue;
    const wait = Math.ceil(((row?.until ?? time + ms) - time) / 1000);
    return { ok: false, reason: 'limited', what: name, retryAfter: Math.max(1, wait) };
  }
  for (const { name, ms, take } of allowances) {
    sql.all(
      `INSERT INTO allowance (name, used, until) VALUES (?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET used = used + excluded.used`,
      name,
      take,
      time + ms,
    );
  }
  return { ok: true };
}

/** Whether anything of an allowance is used now. */
export function isTakenFrom({ sql, now }: World, name: string): boolean {
  return sql.all('SELECT used FROM allowance WHERE name = ? AND until > ?', name, now()).length > 0;
}
