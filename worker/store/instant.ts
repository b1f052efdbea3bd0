/** How do times look outside the database? RFC 3339 in UTC. Pure. */

/** Unix milliseconds as RFC 3339, UTC. */
export const instant = (ms: number): string => new Date(ms).toISOString();

/** The same, where there may be no time. */
export const instantOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms));
