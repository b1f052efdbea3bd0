/** How does the store run without workerd? The same logic over SQLite in memory, a map for KV, and a clock that tests turn. */
import { DatabaseSync } from 'node:sqlite';
import { compile } from '../../worker/store/compile.ts';
import type { Compiler } from '../../worker/store/compiler.ts';
import type { Manifest } from '../../worker/store/contract/manifest.ts';
import { migrate } from '../../worker/store/migrations.ts';
import { openStore } from '../../worker/store/open.ts';
import type { Store } from '../../worker/store/store.ts';
import { type Kv, LIMITS, type Limits, type Sql, type World } from '../../worker/store/world.ts';
import type { FetchList } from '../../worker/subscribe/fetch-list.ts';
import { type FaultyKv, faultyKv } from './faulty-kv.ts';

/** What a test may choose. */
export interface MemoryOptions {
  readonly compiler?: Compiler;
  readonly limits?: Partial<Limits>;
  /** Milliseconds; for ever when absent. */
  readonly auditRetention?: number;
  /** The database is left as these have made it, instead of being opened. */
  readonly migrations?: readonly string[];
  /** Waited for in every sleep, before the clock is turned. */
  readonly slumber?: () => Promise<void>;
  /** Who publishes lists; nobody when absent. */
  readonly fetcher?: FetchList;
}

/** A store in memory and everything around it. */
export interface MemoryStore {
  readonly store: Store;
  readonly world: World;
  readonly kv: FaultyKv;
  /** What KV holds. */
  readonly values: ReadonlyMap<string, string | Uint8Array>;
  /** Texts that KV did not have when a manifest that names them was put: there must never be one. */
  readonly dangling: readonly string[];
  /** The times for which the store asked to be woken. */
  readonly alarms: readonly number[];
  advance(ms: number): void;
  /** A new store over the same database and KV, as after a crash: nothing in memory is left. */
  reopen(): Store;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

/** In the place of a store that the test opens itself. */
const NOT_OPENED = {} as Store;

/** The clock of a new memory store. */
export const START = Date.UTC(2026, 10, 24, 12);

/** A world in which no publisher answers. */
const nobody: FetchList = async () => ({ code: 'subscription.no-connection', error: 'nobody is there' });

/** A new, empty store. Sleeping costs no time: it turns the clock. */
export function createMemoryStore({
  compiler = compile,
  limits = {},
  auditRetention,
  migrations,
  slumber,
  fetcher = nobody,
}: MemoryOptions = {}): MemoryStore {
  const values = new Map<string, string | Uint8Array>();
  const alarms: number[] = [];
  let clock = START;
  const dangling: string[] = [];
  const inner: Kv = {
    async put(key, value) {
      if (key.startsWith('m:')) dangling.push(...namedIn(String(value)).filter((hash) => !values.has(`a:${hash}`)));
      values.set(key, value);
    },
    delete: async (key) => values.delete(key),
    get: async (key) => {
      const value = values.get(key);
      return value === undefined ? null : new Uint8Array(typeof value === 'string' ? utf8(value) : value).buffer;
    },
    list: async ({ prefix }) => ({
      keys: [...values.keys()].filter((name) => name.startsWith(prefix)).map((name) => ({ name })),
      list_complete: true,
    }),
  };
  const now = () => clock;
  const kv = faultyKv(() => inner, now);
  const world: World = {
    sql: memorySql(),
    kv,
    limits: { ...LIMITS, ...limits },
    auditRetention: auditRetention ?? null,
    now,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    compiler: async () => compiler,
    fetcher: async () => fetcher,
    sleep: async (ms) => {
      await slumber?.();
      clock += ms;
    },
    wake: (at) => {
      alarms.push(at);
    },
    report: (what, error) => {
      throw new Error(what, { cause: error });
    },
  };
  if (migrations !== undefined) migrate(world.sql, migrations);
  return {
    store: migrations === undefined ? openStore(world) : NOT_OPENED,
    world,
    kv,
    values,
    dangling,
    alarms,
    advance: (ms) => {
      clock += ms;
    },
    reopen: () => openStore(world),
  };
}

/** The texts that a manifest lets clients fetch now. */
function namedIn(manifest: string): string[] {
  const { artifacts, next } = JSON.parse(manifest) as Manifest;
  return Object.values({ ...artifacts, ...next?.artifacts });
}

/** SQLite in memory behind the store's interface; transactions nest by savepoints, as in a Durable Object. */
export function memorySql(): Sql {
  const database = new DatabaseSync(':memory:');
  let depth = 0;
  return {
    all<Row>(statement: string, ...bindings: readonly (string | number | null | Uint8Array)[]): Row[] {
      return database.prepare(statement).all(...bindings) as Row[];
    },
    script: (statements) => database.exec(statements),
    transaction(work) {
      const name = `level_${depth}`;
      database.exec(`SAVEPOINT ${name}`);
      depth += 1;
      try {
        work();
      } catch (error) {
        database.exec(`ROLLBACK TO ${name}`);
        throw error;
      } finally {
        depth -= 1;
        database.exec(`RELEASE ${name}`);
      }
    },
  };
}
