/** How does a whole deployment misbehave in one process? The store in memory, isolates of the edge around it, and faults in between. */
import { timingSafeEqual } from 'node:crypto';
import type { ClientUrl } from '../../worker/edge/asked.ts';
import { readClientUrl } from '../../worker/edge/client-url.ts';
import { createMemory, type Memory } from '../../worker/edge/memory.ts';
import { createMisses, type Misses } from '../../worker/edge/misses.ts';
import { servePac } from '../../worker/edge/pac.ts';
import type { PacPath } from '../../worker/edge/path.ts';
import { answerAtOnce } from '../../worker/edge/quick.ts';
import { createReader } from '../../worker/edge/reader.ts';
import type { EdgeStore } from '../../worker/store/contract/manifest.ts';
import type { Store } from '../../worker/store/store.ts';
import { createMemoryStore, type MemoryStore } from '../store/memory.ts';

// Of workerd's own; Node has it under another name.
Object.assign(crypto.subtle, { timingSafeEqual });

/** What a read of KV, or a question to the registry, comes to. */
export type Mood = 'well' | 'failing' | 'hanging';

/** How a call of the registry that writes ends: not at all, or done, but the answer is lost (evicted in the middle). */
export type WriteMood = 'well' | 'refusing' | 'evicted';

/** One isolate of the edge. */
export interface Isolate {
  memory: Memory;
  misses: Misses;
  /** By how many milliseconds what it sees of KV is behind. */
  lag: number;
}

/** The deployment, and what goes wrong in it. Faults of KV's writes: `store.kv.plan`. */
export interface Deployment {
  readonly memory: MemoryStore;
  /** The registry in its present life, as administrators reach it. */
  store(): Store;
  readonly faults: { kv: Mood; registry: Mood; writes: WriteMood; readonly lost: Set<string> };
  advance(ms: number): void;
  crash(): void;
  /** Notes what KV holds now, for isolates that lag behind. */
  note(): void;
  fetch(isolate: Isolate, url: string): Promise<Response>;
}

/** An isolate that has served nothing yet. */
export const newIsolate = (lag = 0): Isolate => ({ memory: createMemory(), misses: createMisses(), lag });

/** A deployment in which everything is well. `limitMs`: how long the edge waits for one read. */
export function deploy({ limitMs = 10 } = {}): Deployment {
  const memory = createMemoryStore({ limits: { publishWait: 20, kvWrite: 40 } });
  let store = memory.store;
  const faults: Deployment['faults'] = { kv: 'well', registry: 'well', writes: 'well', lost: new Set() };
  const views: { readonly at: number; readonly values: ReadonlyMap<string, string | Uint8Array> }[] = [];
  const now = () => memory.world.now();
  const note = () => {
    views.push({ at: now(), values: new Map(memory.values) });
  };
  note();

  const seenBy = ({ lag }: Isolate) =>
    lag === 0 ? memory.values : (views.findLast(({ at }) => at <= now() - lag) ?? views[0])?.values;

  const kvOf = (isolate: Isolate) =>
    ({
      get: (key: string, options: { readonly type: string }) => {
        const value = faults.lost.has(key) ? undefined : seenBy(isolate)?.get(key);
        return behave(faults.kv, value === undefined ? null : READ_AS[options.type]?.(value));
      },
    }) as unknown as KVNamespace;

  const registry: EdgeStore = {
    manifest: (id) => behave(faults.registry, null).then(() => store.manifest(id)),
    artifact: (hash) => behave(faults.registry, null).then(() => store.artifact(hash)),
    wpad: (name) => behave(faults.registry, null).then(() => store.wpad(name)),
  };

  return {
    memory,
    store: () => writingStore(store, faults),
    faults,
    advance: (ms) => {
      memory.advance(ms);
      note();
    },
    crash: () => {
      store = memory.reopen();
    },
    note,
    async fetch(isolate, url) {
      const request = new Request(new URL(url, 'https://edge.example'));
      const asked = { request, url: readClientUrl(isolate.memory, request.url) as ClientUrl<PacPath> };
      const atOnce = answerAtOnce(asked, isolate.memory, now());
      if (atOnce !== null) return atOnce;
      const later: Promise<unknown>[] = [];
      const reader = createReader({
        kv: kvOf(isolate),
        store: () => registry,
        mayAsk: () => isolate.misses.mayAsk(null, now()),
        later: (work) => later.push(work),
        memory: isolate.memory,
        now: now(),
        limitMs,
      });
      const answer = await servePac(asked, reader);
      await Promise.all(later);
      return isolate.misses.judge(answer, { address: null, method: 'GET', now: now() });
    },
  };
}

/** The store as somebody reaches it who writes. */
function writingStore(store: Store, faults: Deployment['faults']): Store {
  return new Proxy(store, {
    get(target, name) {
      const method = Reflect.get(target, name) as (...input: unknown[]) => Promise<unknown>;
      if (!WRITES.includes(String(name))) return method;
      return async (...input: unknown[]) => {
        if (faults.writes === 'refusing') throw new Error('The registry is overloaded.');
        const outcome = await method.apply(target, input);
        if (faults.writes === 'evicted') throw new Error('Network connection lost.');
        return outcome;
      };
    },
  });
}

const WRITES: readonly string[] = ['put', 'rollback', 'delete', 'publish', 'createKey'];

async function behave<Value>(mood: Mood, value: Value): Promise<Value> {
  if (mood === 'failing') throw new Error('KV GET failed: 429 Too Many Requests');
  return mood === 'hanging' ? new Promise<Value>(() => {}) : value;
}

const bytesOf = (value: string | Uint8Array) => (typeof value === 'string' ? new TextEncoder().encode(value) : value);

const READ_AS: Readonly<Record<string, (value: string | Uint8Array) => unknown>> = {
  json: (value) => JSON.parse(new TextDecoder().decode(bytesOf(value))),
  text: (value) => new TextDecoder().decode(bytesOf(value)),
  arrayBuffer: (value) => bytesOf(value).slice().buffer,
};
