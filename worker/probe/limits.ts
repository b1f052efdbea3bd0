/** How much may a probe use? The budgets, and the purse that they are spent from. */

/** Budgets of one endpoint. Times in milliseconds. */
export interface Limits {
  readonly connectMs: number;
  /** From what was sent to the first byte. */
  readonly firstByteMs: number;
  /** Silence after which a reply counts as complete. */
  readonly idleMs: number;
  /** One exchange from its first byte on, however the bytes trickle. */
  readonly replyMs: number;
  readonly endpointMs: number;
  readonly connections: number;
  readonly bytesPerReply: number;
}

/**
 * Of 42 listeners of known kinds, 41 were told apart within 6 connections; 3 more are for the canary and the second look.
 * Slowest first byte of a healthy proxy that was asked for a name that nobody has: 1.1 s.
 */
export const LIMITS: Limits = {
  connectMs: 3_000,
  firstByteMs: 2_500,
  idleMs: 300,
  replyMs: 1_500,
  endpointMs: 10_000,
  connections: 9,
  bytesPerReply: 4_096,
};

/** Cloudflare lets six connections of one invocation be under way; three leave room for everything else. */
export const ENDPOINTS_AT_ONCE = 3;
/** Connections and look-ups of one call: a Worker's invocation may make 50 subrequests on the smallest plan. */
export const CONNECTIONS_PER_CALL = 45;

/** What is left of a call's connections. Endpoints that run side by side share it. */
export interface Purse {
  connections: number;
}

/** Takes so many from the purse; false, and takes nothing, when there are not that many. */
export function takeFrom(purse: Purse, count: number): boolean {
  if (purse.connections < count) return false;
  purse.connections -= count;
  return true;
}

/** What is left for one endpoint. */
export interface Allowance {
  readonly limits: Limits;
  /** In the time of `now`. */
  readonly deadline: number;
  connections: number;
  readonly purse: Purse;
  readonly now: () => number;
}

/** The allowance of one endpoint that starts now. */
export const allowanceOf = (limits: Limits, purse: Purse, now: () => number): Allowance => ({
  limits,
  deadline: now() + limits.endpointMs,
  connections: limits.connections,
  purse,
  now,
});

/** Milliseconds left, at most `wanted`. */
export const timeLeft = (allowance: Allowance, wanted: number): number =>
  Math.max(0, Math.min(wanted, allowance.deadline - allowance.now()));

/** Takes one connection; false when there is none left or no time to use it. */
export function takeConnection(allowance: Allowance): boolean {
  if (allowance.connections <= 0 || timeLeft(allowance, 1) <= 0 || !takeFrom(allowance.purse, 1)) return false;
  allowance.connections -= 1;
  return true;
}
