/** How is a document withdrawn? What clients fetch goes; the history and the keys stay, for whoever revives it. */
import { note } from '../audit.ts';
import type { Actor } from '../contract/actor.ts';
import type { DeleteInput, DocumentName, Refusal } from '../contract/documents.ts';
import { forgetObservations } from '../observations/reports.ts';
import { release } from '../publication/held.ts';
import { schedulePublication } from '../publication/schedule.ts';
import { clearSlots } from '../publication/slots.ts';
import { followSource } from '../subscriptions/follow.ts';
import type { World } from '../world.ts';
import { followersOf } from './dependents.ts';
import { readLiveHead } from './head.ts';
import { checkPrecondition } from './precondition.ts';

/** Deletes a live document, or refuses. */
export function deleteDocument(world: World, input: DeleteInput): { readonly ok: true } | Refusal {
  const head = readLiveHead(world.sql, input);
  const refusal = checkPrecondition(head, input.precondition);
  if (refusal !== null) return refusal;
  if (head === null) return { ok: false, reason: 'missing' };
  const followers = followersOf(world.sql, input);
  if (followers.length > 0) {
    return { ok: false, reason: 'in-use', dependents: followers.map((profile) => ({ kind: 'profile', id: profile })) };
  }
  withdrawDocument(world, input, { revision: head.revision, actor: input.actor });
  return { ok: true };
}

/** Withdraws a live document with all that hangs on it being live, without asking who uses it. */
export function withdrawDocument(
  world: World,
  { kind, id }: DocumentName,
  { revision, actor }: { readonly revision: number; readonly actor: Actor },
): void {
  const now = world.now();
  world.sql.all('UPDATE document SET deleted_at = ?, updated_at = ? WHERE kind = ? AND id = ?', now, now, kind, id);
  if (kind === 'profile') {
    clearSlots(world.sql, id, now);
    release(world.sql, id);
    forgetObservations(world.sql, id);
    schedulePublication(world, id);
  }
  if (kind === 'list') followSource(world, { id }, null);
  note(world, actor, { kind, id, action: 'delete', revision });
}
