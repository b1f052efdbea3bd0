/** Who calls, and what does a use case work with? Everything from outside comes in here. */
import type { Scope } from '../../schemas/api.ts';
import type { Actor } from '../store/contract/actor.ts';
import type { Store } from '../store/store.ts';

/** Who calls: what the token allows, and where the call comes from. */
export interface Caller {
  /** A token's id, or `admin` for the first administrator. Never a secret. */
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** The only profiles that it may touch, or null for all. */
  readonly profiles: readonly string[] | null;
  /** The only networks that it may call from, or null for all. */
  readonly networks: readonly string[] | null;
  /** The caller's address, when the network in front tells it. */
  readonly from: string | null;
  readonly requestId: string;
}

/** What every use case is given. */
export interface Context {
  readonly store: Store;
  readonly caller: Caller;
  /** Scheme, host and port before every URL that is shown; no slash at the end. */
  readonly origin: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** The caller as the audit names it. */
export function actorOf({ caller }: Context): Actor {
  return { by: caller.id, from: caller.from, requestId: caller.requestId };
}
