/** How does a value get into KV, once a second at most, never twice, and never older than the registry? */
import { within } from '../work/within.ts';
import type { World } from '../world.ts';

/** KV takes one write a second to a key and answers 429 to more; a tenth more, as clocks differ. */
const KV_WRITE_INTERVAL_MS = 1_100;

/** What a key shall hold. `print` stands for the value: equal prints are equal values. */
export interface Wanted {
  /** Null: the key shall not be there. */
  readonly value: string | Uint8Array | null;
  readonly print: string;
  /** The revision that clients get once it is written; null where that means nothing. */
  readonly revision: number | null;
}

/** The print of a key that is not there. */
export const ABSENT: Wanted = { value: null, print: '', revision: null };

/** A key of KV and the profile on whose behalf it is written. */
export interface KvPlace {
  readonly key: string;
  readonly profile: string;
  /** Called when a write that was given up for lost came to an end after all: what KV holds is no longer known. */
  late(): void;
}

/** Writes to KV and keeps in the table `kv_key` what KV has confirmed. */
export interface KvWriter {
  /**
   * Waits until the key may be written, then asks `compose` what it shall hold and writes that in the same moment, so
   * that the newest value wins; an equal value is not written again. `compose` answers null when it cannot say (yet):
   * nothing is written and the answer is false. Rejects when KV refuses or is silent.
   */
  write(place: KvPlace, compose: () => Wanted | null): Promise<boolean>;
}

/** A writer for one world. Writes to one key follow one another. */
export function createKvWriter(world: World): KvWriter {
  const busy = new Map<string, Promise<unknown>>();
  return {
    async write(place, compose) {
      // The write whose second has been waited for: time that was slept is over, whatever the clock says.
      let over: number | null = null;
      for (;;) {
        const earlier = busy.get(place.key);
        if (earlier !== undefined) {
          await earlier.catch(() => undefined);
          continue;
        }
        const wanted = compose();
        if (wanted === null) return false;
        if (isHeld(world, place.key, wanted)) return true;
        const last = lastWrite(world, place.key);
        const wait = last === null || last === over ? 0 : waitAfter(last, world.now());
        if (wait > 0) {
          over = last;
          await world.sleep(wait);
          continue;
        }
        const written = writeOnce(world, place, wanted).finally(() => busy.delete(place.key));
        busy.set(place.key, written);
        await written;
        return true;
      }
    },
  };
}

/** When a key was last written to, refused or not; null for never. */
function lastWrite({ sql }: World, key: string): number | null {
  return sql.all<{ at: number }>('SELECT written_at AS at FROM kv_key WHERE key = ?', key)[0]?.at ?? null;
}

/** Milliseconds until the next write; a clock that was set back does not make it longer than the interval. */
function waitAfter(last: number, now: number): number {
  return Math.min(last + KV_WRITE_INTERVAL_MS - now, KV_WRITE_INTERVAL_MS);
}

/** True when KV has confirmed exactly this. A key that was never written is not there. */
function isHeld({ sql }: World, key: string, wanted: Wanted): boolean {
  const row = sql.all<{ print: string | null }>('SELECT print FROM kv_key WHERE key = ?', key)[0];
  return (row === undefined ? ABSENT.print : row.print) === wanted.print;
}

/** From before the write until it is confirmed, the print is null: a crash in between makes it be written again. */
async function writeOnce(world: World, place: KvPlace, wanted: Wanted): Promise<void> {
  const { sql, kv, limits } = world;
  sql.all(
    `INSERT INTO kv_key (key, profile, print, written_at) VALUES (?, ?, NULL, ?)
     ON CONFLICT (key) DO UPDATE SET profile = excluded.profile, print = NULL, written_at = excluded.written_at`,
    place.key,
    place.profile,
    world.now(),
  );
  let isGivenUp = false;
  const ended = () => {
    if (isGivenUp) place.late();
  };
  const write = Promise.resolve(wanted.value === null ? kv.delete(place.key) : kv.put(place.key, wanted.value));
  write.then(ended, ended);
  try {
    await within(limits.kvWrite, write, `KV was silent for ${limits.kvWrite} ms.`);
  } catch (error) {
    isGivenUp = true;
    throw error;
  }
  sql.all('UPDATE kv_key SET print = ?, revision = ? WHERE key = ?', wanted.print, wanted.revision, place.key);
}
