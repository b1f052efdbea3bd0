/** How is a change made all at once, or only tried? */
import { armAlarm } from './work/due.ts';
import type { World } from './world.ts';

/** Thrown to undo a dry run; never leaves this file. */
const UNDONE = new Error('undone: dry run');

/** How a change is made that is not only tried. */
export const FOR_GOOD = { dryRun: false } as const;

/**
 * Runs `work` in one transaction and gives what it gives. A dry run does the same work, and then undoes it: its answer
 * is the answer of the write by construction. When `work` throws, nothing was changed. Afterwards the alarm is set for
 * whatever work has become due.
 */
export function transact<T>(world: World, { dryRun }: { readonly dryRun: boolean }, work: () => T): T {
  let result: { readonly value: T } | undefined;
  try {
    world.sql.transaction(() => {
      const value = work();
      // A promise would go on outside the transaction.
      if (value instanceof Promise) throw new TypeError('Expected work that is done at once, found a promise.');
      result = { value };
      if (dryRun) throw UNDONE;
    });
  } catch (error) {
    if (error !== UNDONE) throw error;
  }
  if (result === undefined) throw new Error('Expected the transaction to have run.');
  if (!dryRun) armAlarm(world);
  return result.value;
}
