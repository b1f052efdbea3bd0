/** What becomes of a subscription when its list is written or withdrawn? In the caller's transaction. */
import { nextRun } from '../../core/lists/refresh/next-run.ts';
import type { KeptList } from '../lists/kept.ts';
import { forget, schedule } from '../work/due.ts';
import type { World } from '../world.ts';
import { forgetState, readState, writeState } from './state.ts';

/**
 * Follows the newest document of a list; null: it was withdrawn. What is new, or comes from another URL than before, is
 * fetched at once by the alarm; a shorter span moves the next run forward. Without a source all is forgotten.
 */
export function followSource(
  world: World,
  { id, origin }: { readonly id: string; readonly origin?: string },
  list: KeptList | null,
): void {
  const { sql } = world;
  const source = list?.source;
  if (source === undefined) {
    forgetState(sql, id);
    forget(sql, 'refresh', id);
    return;
  }
  const before = { ...readState(sql, id), ...(origin === undefined ? {} : { ownOrigin: origin }) };
  const isSame = before.good?.url === source.url && list?.content !== undefined;
  const pending = before.pending?.url === source.url ? before.pending : null;
  // What went wrong with another URL says nothing about this one.
  writeState(sql, id, isSame ? { ...before, pending } : { ...before, pending, failures: 0, reason: null });
  const { lastTry } = before;
  const isAtOnce = !isSame || lastTry === null;
  const at = isAtOnce ? world.now() : nextRun({ id, every: source.every, failures: before.failures }, lastTry);
  schedule(sql, 'refresh', id, at);
}
