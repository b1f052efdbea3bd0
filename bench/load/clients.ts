/** What do clients and administrators do under load, and what counts as an error? */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Written } from './corpus.ts';
import type { Answer, Caller } from './http.ts';
import { newTally, noteError, type Tally } from './tally.ts';

/** Milliseconds after which something that was acknowledged counts as not published. */
const LAG_LIMIT_MS = 60_000;
/** Milliseconds between two looks at whether a revision is served. */
const LOOK_MS = 10;

/** A document while it is written. */
export interface Live {
  readonly written: Written;
  /** Where clients fetch it; null for lists and policies. */
  readonly path: string | null;
  writes: number;
  /** The newest revision that was acknowledged as published: clients may get nothing older. */
  floor: number;
}

/** All that was counted. */
export interface Counts {
  readonly fetch: Tally;
  readonly profile: Tally;
  readonly list: Tally;
  readonly policy: Tally;
  /** From the acknowledgement of a profile's write to the first fetch that gets it. */
  readonly lag: Tally;
}

export const newCounts = (): Counts => ({
  fetch: newTally(),
  profile: newTally(),
  list: newTally(),
  policy: newTally(),
  lag: newTally(),
});

/** Fetches a PAC as a client does. */
export async function fetchOne(caller: Caller, live: Live, tally: Tally): Promise<void> {
  const { path, floor } = live;
  if (path === null) return;
  const answer = await timed(tally, () => caller.call(path));
  if (answer === null) return;
  if (answer.status !== 200) return noteError(tally, `answered ${answer.status}`);
  if (!answer.text.includes('FindProxyForURL')) return noteError(tally, 'no PAC');
  if (answer.revision < floor) noteError(tally, 'older than acknowledged');
}

/** Writes the next version of a document, and waits until clients get it. */
export async function writeOne(
  caller: Caller,
  live: Live,
  { counts, token }: { counts: Counts; token: string },
): Promise<void> {
  const { written } = live;
  const tally = counts[written.kind];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = written.body(++live.writes);
  const answer = await timed(tally, () => caller.call(`/v1/${written.place}`, { method: 'PUT', headers, body }));
  if (answer === null) return;
  if (answer.status !== 200) return noteError(tally, `answered ${answer.status}: ${answer.text.slice(0, 200)}`);
  const told = JSON.parse(answer.text) as { revision: number; publication: { state: string } | null };
  if (written.kind !== 'profile') return;
  if (told.publication?.state === 'published') live.floor = Math.max(live.floor, told.revision);
  await awaitServed(caller, live, { revision: told.revision, tally: counts.lag });
}

async function awaitServed(
  caller: Caller,
  { path }: Live,
  { revision, tally }: { revision: number; tally: Tally },
): Promise<void> {
  const began = performance.now();
  for (;;) {
    const answer = await caller.call(path ?? '/').catch(() => null);
    const waited = performance.now() - began;
    if (answer !== null && answer.revision >= revision) {
      tally.times.push(waited);
      return;
    }
    if (waited > LAG_LIMIT_MS) return noteError(tally, `not served after ${LAG_LIMIT_MS} ms`);
    await sleep(LOOK_MS);
  }
}

/** Notes how long a call took; null when there was no answer, which is an error. */
async function timed(tally: Tally, call: () => Promise<Answer>): Promise<Answer | null> {
  const began = performance.now();
  try {
    const answer = await call();
    tally.times.push(performance.now() - began);
    return answer;
  } catch (error) {
    noteError(tally, String(error));
    return null;
  }
}
