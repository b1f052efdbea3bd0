/** Does KV say what the registry says, and how is it made to? */
import type { Consistency, Republication } from '../../../schemas/upkeep.ts';
import type { Actor } from './actor.ts';

/** Whether what was written is on its way to clients. */
export interface Readiness {
  /** How many profiles wait for KV to say what the registry says, and for how many seconds the oldest has. */
  readonly outbox: { readonly waiting: number; readonly oldestSeconds: number };
  /** When KV last confirmed a manifest; null: never. */
  readonly lastPublishedAt: string | null;
}

/** KV as the registry wants it. */
export interface UpkeepStore {
  /** How it stands with the outbox. */
  readiness(): Promise<Readiness>;
  /** A page of the comparison of KV with the registry. */
  consistency(cursor: string | null): Promise<Consistency>;
  /** Writes everything to KV again. Waits for it for a while. */
  republish(input: { readonly dryRun: boolean; readonly actor: Actor }): Promise<Republication>;
  /** Does due work now; the alarm calls it. Gives the time of the next due work, or null. */
  runDueWork(): Promise<number | null>;
}
