/** How long does a publisher want to be left alone? RFC 9110, 10.2.3. Pure. */

/** Longer waits are cut: a list that is not asked for in a day is one that nobody notices to be gone. */
const MOST_MS = 24 * 3_600_000;

/** The wait in milliseconds of a `Retry-After`, in seconds or until a date; null when there is none. */
export function retryAfterOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  const wait = /^[0-9]{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(wait) || wait <= 0 ? null : Math.min(wait, MOST_MS);
}
