/** How is a publication asked for? By a row in the outbox, written with the change itself. */
import { schedule } from '../work/due.ts';
import type { World } from '../world.ts';

/** When the alarm takes over, should the write that asked not live to see its publication through. */
const ALARM_GRACE_MS = 2_000;

/** Asks for a publication: whoever asked tries it at once, and the alarm takes over when that fails or is cut short. */
export function schedulePublication({ sql, now }: World, profile: string): void {
  schedule(sql, 'publish', profile, now() + ALARM_GRACE_MS);
}
