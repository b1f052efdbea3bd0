/** May a publisher be asked that has never given this list? Subscriptions are for fetching lists, not for finding ports. */
import { portOf } from '../../core/lists/refresh/port.ts';
import { type Failed, failed } from '../../subscribe/failed.ts';
import { isTakenFrom, takeAll } from '../observations/allowance.ts';
import { FOR_GOOD, transact } from '../transact.ts';
import type { World } from '../world.ts';
import type { Stand } from './judge.ts';

const DAY_MS = 86_400_000;
/** Hosts with their ports that may be tried in a day. Large installations have some dozens of publishers in all. */
export const NEW_PUBLISHERS_A_DAY = 100;
/** How often one of them may be tried: a failing list is tried up to a hundred times, and may have neighbours there. */
const TRIES_OF_A_NEW_PUBLISHER = 1_000;

/**
 * Counts a fetch from where the list never came, for good, and refuses it when there were too many; null: go on. What
 * has come from its URL is not counted, so that an outage of a publisher costs nobody else a fetch.
 */
export function beyondAllowance(world: World, { source, state }: Stand): Failed | null {
  const url = URL.parse(source.url);
  if (url === null || state.good?.url === source.url) return null;
  const name = `publisher ${url.hostname}:${portOf(url)}`;
  const taken = transact(world, FOR_GOOD, () =>
    takeAll(world, [
      { name, most: TRIES_OF_A_NEW_PUBLISHER, ms: DAY_MS, take: 1 },
      { name: 'publishers', most: NEW_PUBLISHERS_A_DAY, ms: DAY_MS, take: isTakenFrom(world, name) ? 0 : 1 },
    ]),
  );
  if (taken.ok) return null;
  const hours = Math.ceil(taken.retryAfter / 3_600);
  return failed('subscription.allowance', `the next in ${hours} h at the latest (${url.host})`);
}
