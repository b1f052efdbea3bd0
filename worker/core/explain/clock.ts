/** What does a wall clock show? Pure: the time comes in. */
import type { WallClock } from '../rules/kind.ts';

const DAY_MS = 86_400_000;

/** The clock of a client: what is written in an RFC 3339 time is its local time, the same instant gives UTC. */
export function clocksAt(at: string): { readonly local: WallClock; readonly utc: WallClock } {
  return {
    local: wallClock(Date.parse(at.replace(/(?:Z|[+-][0-9]{2}:?[0-9]{2})$/i, 'Z'))),
    utc: wallClock(Date.parse(at)),
  };
}

/** The UTC wall clock at Unix milliseconds. */
export function wallClock(time: number): WallClock {
  const date = new Date(time);
  return {
    date: dateNumber(date),
    dayBefore: dateNumber(new Date(time - DAY_MS)),
    weekday: (date.getUTCDay() + 6) % 7,
    minutes: date.getUTCHours() * 60 + date.getUTCMinutes(),
  };
}

function dateNumber(date: Date): number {
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}
