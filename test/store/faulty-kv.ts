/** How does KV misbehave in tests? A wrapper that refuses, dawdles or falls silent as told, and remembers every write. */
import type { Kv } from '../../worker/store/world.ts';

/** What goes wrong with a write whose key begins with `prefix`. */
export interface KvFault {
  readonly prefix?: string;
  readonly op?: 'put' | 'delete';
  /** The write is refused with this message. */
  readonly error?: string;
  /** The write waits for this, then goes on (or is refused). */
  readonly until?: Promise<unknown>;
  /** How often; always when absent. */
  readonly times?: number;
}

/** What Cloudflare answers to more than one write a second to a key. */
export const TOO_MANY = 'KV PUT failed: 429 Too Many Requests';

/** One write that was asked for. */
export interface KvWrite {
  readonly op: 'put' | 'delete';
  readonly key: string;
  readonly at: number;
}

/** KV with faults. */
export interface FaultyKv extends Kv {
  /** Puts faults in place of the earlier ones. */
  plan(...faults: readonly KvFault[]): void;
  /** Every write that was asked for, refused ones too, in order. */
  readonly writes: readonly KvWrite[];
}

/** Wraps a KV, found anew at each use. */
export function faultyKv(inner: () => Kv, now: () => number): FaultyKv {
  const writes: KvWrite[] = [];
  let planned: { fault: KvFault; left: number }[] = [];

  const meet = async (op: 'put' | 'delete', key: string): Promise<void> => {
    writes.push({ op, key, at: now() });
    const met = planned.find(
      ({ fault, left }) => left > 0 && key.startsWith(fault.prefix ?? '') && (fault.op ?? op) === op,
    );
    if (met === undefined) return;
    met.left -= 1;
    await met.fault.until;
    if (met.fault.error !== undefined) throw new Error(met.fault.error);
  };

  return {
    writes,
    plan(...faults) {
      planned = faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }));
    },
    async put(key, value) {
      await meet('put', key);
      await inner().put(key, value);
    },
    get: (key, type) => inner().get(key, type),
    list: (of) => inner().list(of),
    async delete(key) {
      await meet('delete', key);
      await inner().delete(key);
    },
  };
}
