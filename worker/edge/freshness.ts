/** For how long does the edge believe what it read, without asking KV again? Pure but for the memory that it is given. */

/** Within this time no read is made at all. Milliseconds. */
export const FRESH_MS = 5_000;
/**
 * Within this time what is remembered is served while it is read again behind the client's back. With the 30 s for which
 * KV itself may answer from a cache, a revoked key has ended everywhere after 50 s, within the promised 60.
 */
export const USABLE_MS = 20_000;
/** After KV failed, for how long what is remembered is served without asking it again. */
export const PAUSE_MS = 5_000;

/** Something that was read, and what is known about how true it still is. */
export interface Seen<Value> {
  readonly value: Value;
  /** When it was read, in Unix milliseconds; -Infinity: KV does not say so any more, it only outlives an outage. */
  readonly at: number;
  /** The epoch of the memory in which it was read. */
  readonly epoch: number;
  /** Until when KV is not asked again, because it just failed. */
  readonly pausedUntil: number;
}

/** `fresh`: serve it. `usable`: serve it and read again meanwhile. `old`: read first. */
export type Freshness = 'fresh' | 'usable' | 'old';

/** How fresh it is. A clock that was set back makes everything old, never fresh for longer. */
export function freshnessOf(seen: Seen<unknown>, now: number, epoch: number): Freshness {
  const age = now - seen.at;
  if (seen.epoch === epoch && age >= 0 && age < FRESH_MS) return 'fresh';
  const pause = seen.pausedUntil - now;
  if (pause > 0 && pause <= PAUSE_MS) return 'fresh';
  return seen.epoch === epoch && age >= 0 && age < USABLE_MS ? 'usable' : 'old';
}
