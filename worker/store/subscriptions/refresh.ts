/** How is a subscribed list refreshed? Fetched outside of any transaction, judged, and kept in one. */
import { nextRun } from '../../core/lists/refresh/next-run.ts';
import { isRefused } from '../../core/net/refused.ts';
import { discard, isUpload, receive } from '../lists/content.ts';
import { transact } from '../transact.ts';
import { moveTo } from '../work/due.ts';
import type { World } from '../world.ts';
import { beyondAllowance } from './allowance.ts';
import { type Answer, judge, type Stand } from './judge.ts';
import { type Occasion, type Settled, settle, standOf } from './settle.ts';

/** What a refresh came to, and when the list is fetched next. Null: the list is not subscribed. */
export interface Refreshed extends Settled {
  /** Unix milliseconds; null: never. */
  readonly next: number | null;
}

/** Refreshes a list, whatever its time is. Rejects only when this service itself fails. */
export async function refreshList(world: World, id: string, occasion: Occasion): Promise<Refreshed | null> {
  const before = standOf(world.sql, id);
  if (before === null) return null;
  const compiler = await world.compiler();
  const answer = beyondAllowance(world, before) ?? (await fetchFor(world, before));
  try {
    const judged = judge(world, compiler, { stand: before, answer });
    return transact(world, occasion, () => {
      const settled = settle(world, compiler, { before, judged, occasion });
      return { ...settled, next: scheduleNext(world, id, { settled, answer }) };
    });
  } finally {
    // What was not adopted goes, whatever happened.
    if (!isRefused(answer) && answer.is === 'content' && isUpload(answer.received)) {
      discard(world.sql, answer.received);
    }
  }
}

async function fetchFor(world: World, { list, source, state }: Stand): Promise<Answer> {
  const { url, insecure } = source;
  const { good } = state;
  // Validators are those of the content that the list has; after a rollback they are not.
  const isGood = good !== null && good.url === url && good.sha256 === list.content?.sha256;
  const validators = isGood ? good : { etag: null, lastModified: null };
  const fetchList = await world.fetcher(state.ownOrigin);
  const wanted = { url, ...(insecure === undefined ? {} : { insecure }), validators };
  return await fetchList(wanted, (content) => receive(world.sql, content));
}

/** What was overtaken is fetched again at once; a publisher that wants to be left alone is, as far as it may. */
function scheduleNext(
  world: World,
  id: string,
  { settled: { refresh }, answer }: { readonly settled: Settled; readonly answer: Answer },
): number | null {
  const stand = standOf(world.sql, id);
  if (stand === null) return null;
  const { every } = stand.source;
  const now = world.now();
  // A publisher that answers is not bothered sooner than it was told, whatever it answered.
  const failures = refresh.result === 'failed' ? stand.state.failures : 0;
  const wait = isRefused(answer) ? (answer.retryAfterMs ?? 0) : 0;
  const next = refresh.result === 'overtaken' ? now : Math.max(nextRun({ id, every, failures }, now), now + wait);
  moveTo(world.sql, { task: 'refresh', subject: id }, next);
  return next;
}
