/** What has become of a write's publications by the time that it is answered? */
import type { PutOutcome } from '../contract/documents.ts';
import { publicationOf } from '../publication/show.ts';
import type { World } from '../world.ts';

/** Tries the publications of profiles now, and comes back in bounded time, whatever became of them. */
export type Settle = (...profiles: readonly string[]) => Promise<void>;

/** Waits for what a write has asked for, and gives its outcome with what has become of that. A dry run asked for nothing. */
export type SettleOutcome = (outcome: PutOutcome, input: { readonly dryRun: boolean }) => Promise<PutOutcome>;

/** What waits for the outcomes of writes, by `settle`. */
export function settledBy(world: World, settle: Settle): SettleOutcome {
  const stateNow = (profile: string) => {
    const publication = publicationOf(world, profile);
    return publication === null ? {} : { state: publication.state };
  };
  /** The document as it was written, with what has become of its publication meanwhile. */
  return async (outcome, { dryRun }) => {
    if (!outcome.ok || dryRun) return outcome;
    const { stored, dependents } = outcome;
    if (stored.kind !== 'profile') {
      await settle(...dependents.map(({ profile }) => profile));
      return { ...outcome, dependents: dependents.map((one) => ({ ...one, ...stateNow(one.profile) })) };
    }
    await settle(stored.id);
    return { ...outcome, stored: { ...stored, publication: publicationOf(world, stored.id) } };
  };
}
