/** How does the edge read without ever hanging? KV and the registry, each within a bound, and what the isolate remembers. */
import type { EdgeStore } from '../store/contract/manifest.ts';
import type { Memory } from './memory.ts';

/** Milliseconds that one read may take: far above a cold KV read (tens to hundreds of ms), below a client's patience. */
export const READ_LIMIT_MS = 2_000;

/** A read that came to an answer (which may be null: there is none), or did not. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

/** What one request reads with. */
export interface Reader {
  /** Reads KV. Once a read has failed or hung, KV counts as down for the rest of this request. */
  kv<T>(read: (kv: KVNamespace) => Promise<T>): Promise<Read<T>>;
  registry<T>(read: (store: EdgeStore) => Promise<T>): Promise<Read<T>>;
  /** Whether the registry may be asked about what KV says is not there: not without end for who asks in vain. */
  mayAsk(): boolean;
  /** Lets work go on after the answer. */
  later(work: Promise<unknown>): void;
  readonly memory: Memory;
  /** Unix milliseconds. */
  readonly now: number;
}

/** What a reader is made of. */
export interface ReaderParts {
  readonly kv: KVNamespace;
  /** Called only when the registry is really needed. */
  readonly store: () => EdgeStore;
  readonly memory: Memory;
  readonly now: number;
  readonly mayAsk: () => boolean;
  readonly later: (work: Promise<unknown>) => void;
  /** Milliseconds for each read; `READ_LIMIT_MS` unless a test is in a hurry. */
  readonly limitMs?: number;
}

/** A reader for one request. */
export function createReader(parts: ReaderParts): Reader {
  const limit = parts.limitMs ?? READ_LIMIT_MS;
  let kvIsDown = false;
  return {
    async kv(read) {
      if (kvIsDown) return { ok: false };
      const outcome = await within(limit, () => read(parts.kv));
      kvIsDown = !outcome.ok;
      return outcome;
    },
    registry: (read) => within(limit, () => read(parts.store())),
    mayAsk: parts.mayAsk,
    later: parts.later,
    memory: parts.memory,
    now: parts.now,
  };
}

/** The answer of `work` when it comes in time; a failure is no answer, and neither is silence. */
async function within<T>(ms: number, work: () => Promise<T>): Promise<Read<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<Read<T>>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false }), ms);
  });
  try {
    return await Promise.race([work().then((value): Read<T> => ({ ok: true, value })), silence]);
  } catch {
    return { ok: false };
  } finally {
    clearTimeout(timer);
  }
}
