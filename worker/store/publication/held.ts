/** Which profiles go on serving what they had, because what they follow has changed and they cannot be made with it? */
import type { Sql } from '../world.ts';

/** Keeps that a profile is held, and why. */
export function hold(sql: Sql, profile: string, reason: string, now: number): void {
  sql.all('INSERT OR REPLACE INTO held (profile, at, reason) VALUES (?, ?, ?)', profile, now, reason);
}

/** Why a profile is held; null when it is not. */
export function heldReason(sql: Sql, profile: string): string | null {
  return sql.all<{ reason: string }>('SELECT reason FROM held WHERE profile = ?', profile)[0]?.reason ?? null;
}

/** What the profile serves, or would serve, is what it should be again. */
export function release(sql: Sql, profile: string): void {
  sql.all('DELETE FROM held WHERE profile = ?', profile);
}
