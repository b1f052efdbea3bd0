/** How does everything leave the registry, and how does it come back? */
import type { Restoration, RestoreMode } from '../../../schemas/backup.ts';
import type { Actor } from './actor.ts';

/** How a backup is taken back, and on whose behalf. */
export interface Restoring {
  readonly mode: RestoreMode;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

/** The whole registry, out and in. */
export interface BackupStore {
  /** Everything that cannot be made again, as JSON lines; a stream, as it may be large. */
  backup(): Promise<ReadableStream<Uint8Array>>;
  /** Takes a backup back, in one transaction; what it needs to be compiled follows. Waits for that for a while. */
  restore(
    input: Restoring & { readonly body: ReadableStream<Uint8Array> },
  ): Promise<
    | { readonly ok: true; readonly restored: Restoration }
    | { readonly ok: false; readonly damage: { readonly line: number; readonly detail: string } }
  >;
}
