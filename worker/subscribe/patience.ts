/** How long is waited for a publisher? The one clock of a fetch. */
import type { Refused } from '../core/net/refused.ts';
import { failed } from './failed.ts';
import type { FetchLimits } from './limits.ts';

/** What is left of a fetch's time. */
export interface Patience {
  /** What the promise comes to, or a refusal after `ms` milliseconds or at the end of the whole time. */
  wait<Value>(promise: Promise<Value>, ms: number, code?: 'subscription.no-connection'): Promise<Value | Refused>;
  /** Notes that so many bytes came; a refusal when they come too slowly on the whole. */
  came(bytes: number): Refused | null;
}

/** The patience of a fetch that starts now. */
export function patienceOf(limits: FetchLimits, now: () => number): Patience {
  const started = now();
  let total = 0;
  return {
    async wait(promise, ms, code) {
      const left = started + limits.wholeMs - now();
      const late = failed(code ?? 'subscription.slow', `nothing came for ${seconds(Math.min(ms, limits.wholeMs))}`);
      const over = failed('subscription.slow', `it was not there after ${seconds(limits.wholeMs)}`);
      return await raced(promise, Math.min(ms, left), left <= ms ? over : late);
    },
    came(bytes) {
      total += bytes;
      const spent = now() - started;
      if (spent < limits.graceMs || total >= (spent / 1000) * limits.bytesPerSecond) return null;
      return failed('subscription.slow', `${total} bytes came in ${seconds(spent)}`);
    },
  };
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

async function raced<Value>(promise: Promise<Value>, ms: number, late: Refused): Promise<Value | Refused> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<Refused>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), late);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
