/** How is a content taken that was kept back? By hand: as it lies there, without another fetch. */
import type { Compiler } from '../compiler.ts';
import type { Refusal } from '../contract/documents.ts';
import { keepContent } from '../lists/put-content.ts';
import type { World } from '../world.ts';
import { asGood, keepingOf, type Occasion, type Settled, standOf } from './settle.ts';
import { pendingOwner } from './state.ts';

/** What is accepted. `sha256`: only this content; null: whichever is kept back. */
export interface Acceptance {
  readonly id: string;
  readonly sha256: string | null;
  readonly occasion: Occasion;
}

/** Why nothing was accepted. */
export type NotAccepted = Refusal | { readonly ok: false; readonly reason: 'nothing-pending' };

/** Makes the content that is kept back the list's own, in the caller's transaction. */
export function acceptPending(
  world: World,
  compiler: Compiler,
  { id, sha256, occasion }: Acceptance,
): Settled | NotAccepted {
  const stand = standOf(world.sql, id);
  const pending = stand?.state.pending ?? null;
  if (stand === null || pending === null) return { ok: false, reason: 'nothing-pending' };
  if (sha256 !== null && sha256 !== pending.sha256) return { ok: false, reason: 'stale', etag: null };
  const upload = { owner: pendingOwner(id), sha256: pending.sha256, bytes: pending.bytes };
  const outcome = keepContent(world, compiler, keepingOf(stand, occasion), upload);
  if (!outcome.ok) return outcome;
  const { url, etag, lastModified } = pending;
  return asGood({ world, stand, occasion }, outcome, { url, sha256: pending.sha256, etag, lastModified });
}
