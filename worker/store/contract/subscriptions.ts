/** How is a subscribed list fetched when somebody asks for it, and what can become of that? */
import type { Refresh } from '../../../schemas/subscription.ts';
import type { Actor } from './actor.ts';
import type { PutOutcome, Refusal } from './documents.ts';
import type { Limited } from './limited.ts';

/** Which list is fetched, or what of it is taken. */
export interface RefreshInput {
  readonly id: string;
  /** Null: the list is fetched. Else what was kept back is taken: only the content of this SHA-256, or (true) whichever it is. */
  readonly accept: string | true | null;
  readonly dryRun: boolean;
  /** Where this service was called: it does not fetch from itself. */
  readonly origin: string;
  readonly actor: Actor;
}

/** What became of a refresh. It succeeds, too, when the publisher does not: then `refresh` says so, and nothing is lost. */
export type RefreshOutcome =
  | (Extract<PutOutcome, { ok: true }> & { readonly refresh: Refresh })
  | Refusal
  | Limited
  | { readonly ok: false; readonly reason: 'not-subscribed' }
  | { readonly ok: false; readonly reason: 'nothing-pending' };

/** Lists that are fetched from a publisher. */
export interface SubscriptionStore {
  /**
   * Fetches a subscribed list now, whatever its time is, and keeps what comes as a revision if it is another content and
   * not suspicious; or takes what was kept back before. One at a time for each list.
   */
  refresh(input: RefreshInput): Promise<RefreshOutcome>;
}
