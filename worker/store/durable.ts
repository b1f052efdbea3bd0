/** How does a Durable Object become the world that the store stands on? */
import type { Env } from '../env.ts';
import { retentionOf } from './audit-retention.ts';
import { openStore } from './open.ts';
import type { Store } from './store.ts';
import { LIMITS, type Sql, type SqlValue, type World } from './world.ts';

/** After how long the alarm tries again when due work could not even be looked at. Milliseconds. */
const AFTER_FAILURE_MS = 30_000;

/** The store inside a Durable Object. Its alarm is set again from the table of due work. */
export function openRegistry({ storage }: DurableObjectState, env: Env): Store {
  const clock = alarmClock(storage);
  const world = durableWorld(storage, env, clock);
  const store = openStore(world);
  return {
    ...store,
    async runDueWork() {
      clock.spent();
      try {
        return await store.runDueWork();
      } catch (error) {
        const at = world.now() + AFTER_FAILURE_MS;
        world.report('due work', error);
        world.wake(at);
        return at;
      }
    },
  };
}

function durableWorld(storage: DurableObjectStorage, env: Env, clock: AlarmClock): World {
  return {
    sql: durableSql(storage),
    // Read at each use, never kept: tests put another KV in its place.
    get kv() {
      return env.KV;
    },
    limits: LIMITS,
    auditRetention: retentionOf(env.AUDIT_RETENTION),
    now: () => Date.now(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    compiler: async () => (await import('./compile.ts')).compile,
    fetcher: async (origin) => {
      const { fetchFromEdge } = await import('../subscribe/from-edge.ts');
      return (wanted, receive) => fetchFromEdge({ settings: env, origin }, wanted, receive);
    },
    sleep: (ms) => scheduler.wait(ms),
    wake: clock.set,
    report,
  };
}

interface AlarmClock {
  set(at: number): void;
  /** It may have rung: whatever it was set to, it has to be set again. */
  spent(): void;
}

/** Sets the alarm, but only where that makes it earlier: setting it costs as much as writing a row. */
function alarmClock(storage: DurableObjectStorage): AlarmClock {
  // What the runtime itself remembers does not help: `getAlarm` answers null, or a past time, around a retry.
  let armed = Number.POSITIVE_INFINITY;
  return {
    set(at) {
      if (at >= armed) return;
      armed = at;
      storage.setAlarm(at).catch((error: unknown) => report('alarm', error));
    },
    spent() {
      armed = Number.POSITIVE_INFINITY;
    },
  };
}

function report(what: string, error: unknown): void {
  console.error(`registry: ${what}:`, error);
}

function durableSql(storage: DurableObjectStorage): Sql {
  return {
    all<Row>(statement: string, ...bindings: readonly SqlValue[]): Row[] {
      const rows = storage.sql.exec(statement, ...bindings).toArray();
      return rows.map((row) => withBytes(row)) as Row[];
    },
    script: (statements) => {
      storage.sql.exec(statements);
    },
    transaction: (work) => storage.transactionSync(work),
  };
}

/** Blobs come as ArrayBuffer; the store reads Uint8Array. */
function withBytes(row: Record<string, SqlStorageValue>): Record<string, SqlValue> {
  const cells = Object.entries(row).map(
    ([column, value]) => [column, value instanceof ArrayBuffer ? new Uint8Array(value) : value] as const,
  );
  return Object.fromEntries(cells);
}
