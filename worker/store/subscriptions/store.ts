/** Which promises of the store are about subscriptions? And how one list is never fetched twice at a time. */
import type { Limited } from '../contract/limited.ts';
import type { RefreshInput, RefreshOutcome, SubscriptionStore } from '../contract/subscriptions.ts';
import type { SettleOutcome } from '../documents/settled.ts';
import { takeAll } from '../observations/allowance.ts';
import { FOR_GOOD, transact } from '../transact.ts';
import { readDue } from '../work/due.ts';
import type { TaskWork } from '../work/run.ts';
import type { World } from '../world.ts';
import { acceptPending } from './accept.ts';
import { type Refreshed, refreshList } from './refresh.ts';
import { type Occasion, type Settled, standOf } from './settle.ts';
import { readState, writeState } from './state.ts';

/** Somebody who mends a list and looks again needs a handful; whoever asks in a loop gets the rest by the alarm. */
const REFRESHES_OF_A_LIST = { most: 6, ms: 600_000 } as const;
/** Seconds after which it is worth asking again while a list is being fetched. */
const RUNNING_SECONDS = 5;

/** The clock, as the audit names it. */
const BY_CLOCK: Occasion = { actor: { by: 'clock', from: null, requestId: 'due-work' }, dryRun: false };

/** The part of the store that this file keeps, and the work that the alarm does. */
export interface Subscriptions {
  readonly store: SubscriptionStore;
  readonly work: TaskWork;
}

/** `settled` waits for the publications that a write has asked for, and tells how they stand. */
export function subscriptionsOf(world: World, settled: SettleOutcome): Subscriptions {
  const running = new Map<string, Promise<Refreshed | null>>();

  const start = (id: string, occasion: Occasion): Promise<Refreshed | null> => {
    const started = refreshList(world, id, occasion).finally(() => running.delete(id));
    running.set(id, started);
    return started;
  };

  const shown = async ({ refresh, outcome }: Settled, occasion: Occasion): Promise<RefreshOutcome> => {
    if (outcome === null) return { ok: false, reason: 'missing' };
    const answered = await settled(outcome, occasion);
    return answered.ok ? { ...answered, refresh } : answered;
  };

  return {
    store: {
      async refresh(input) {
        const { id, accept, dryRun, actor } = input;
        const occasion = { actor, dryRun };
        if (standOf(world.sql, id) === null) return { ok: false, reason: 'not-subscribed' };
        if (running.has(id)) return limited(id, RUNNING_SECONDS);
        if (accept === null) {
          const taken = begin(world, input);
          if (!taken.ok) return taken;
          const refreshed = await start(id, occasion);
          return refreshed === null ? { ok: false, reason: 'not-subscribed' } : await shown(refreshed, occasion);
        }
        const compiler = await world.compiler();
        const sha256 = accept === true ? null : accept;
        const accepted = transact(world, occasion, () => acceptPending(world, compiler, { id, sha256, occasion }));
        return 'refresh' in accepted ? await shown(accepted, occasion) : accepted;
      },
    },
    // Whoever asked by hand may have moved the time of the next run while this one waited for its turn.
    async work(id) {
      const at = readDue(world.sql, 'refresh', id)?.at ?? null;
      if (at !== null && at > world.now()) return at;
      const refreshed = await (running.get(id) ?? start(id, BY_CLOCK));
      if (refreshed !== null) await shown(refreshed, BY_CLOCK);
      return refreshed?.next ?? null;
    },
  };
}

const limited = (id: string, retryAfter: number): Limited => ({
  ok: false,
  reason: 'limited',
  what: `refresh ${id}`,
  retryAfter,
});

/** Takes one refresh out of the list's allowance, and remembers where this service was called. */
function begin(world: World, { id, origin }: RefreshInput): { readonly ok: true } | Limited {
  return transact(world, FOR_GOOD, () => {
    const taken = takeAll(world, [{ name: `refresh ${id}`, take: 1, ...REFRESHES_OF_A_LIST }]);
    if (taken.ok) writeState(world.sql, id, { ...readState(world.sql, id), ownOrigin: origin });
    return taken;
  });
}
