/** When is a list fetched next? Pure. */
import { minutesOfSpan } from '../../../../schemas/list.ts';

const MINUTE_MS = 60_000;
/** The first wait after a failure, doubled after each one, up to the list's own span. A publisher's restart takes less. */
const FIRST_WAIT_MS = 5 * MINUTE_MS;
/** The share of the span by which lists are spread, so that those of one publisher do not all come at once. */
const SPREAD = 0.1;

/** A subscription, as far as time goes. */
export interface Rhythm {
  /** The list's id. */
  readonly id: string;
  readonly every: string;
  /** Failures in a row, now. */
  readonly failures: number;
}

/** When to fetch again, after a try that ended at `now` (Unix milliseconds). Always the same for the same list. */
export function nextRun({ id, every, failures }: Rhythm, now: number): number {
  const span = minutesOfSpan(every) * MINUTE_MS;
  const wait = failures === 0 ? span : Math.min(span, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 20));
  return now + Math.round(wait * (1 + SPREAD * shareOf(id)));
}

/** A number from 0 to 1 that looks like chance (FNV-1a, 32 bits). */
function shareOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193) >>> 0;
  return hash / 0x1_0000_0000;
}
