/** Which promises of the store are about documents? Each write is one transaction; then its publication is awaited, for a while. */
import type { DocumentStore } from '../contract/documents.ts';
import type { Applied, SetStore } from '../contract/sets.ts';
import { publicationOf } from '../publication/show.ts';
import { transact } from '../transact.ts';
import type { World } from '../world.ts';
import { applyDocuments, Obstructed } from './apply.ts';
import { deleteDocument } from './delete.ts';
import { publishRevision } from './publish.ts';
import { putDocument } from './put.ts';
import { listRevisions } from './revisions.ts';
import { rollbackDocument } from './rollback.ts';
import { type Settle, settledBy } from './settled.ts';
import { listDocuments, readStored, showRevision } from './show.ts';

/** Documents of all kinds. */
export function documentStore(world: World, settle: Settle): DocumentStore & SetStore {
  const { sql } = world;
  const settled = settledBy(world, settle);

  /** What was applied, with what has become of the publications meanwhile. */
  const published = async (applied: Applied & { readonly ok: true }): Promise<Applied> => {
    const profiles = applied.plan.flatMap(({ kind, id, action }) =>
      kind === 'profile' && action !== 'unchanged' ? id : [],
    );
    await settle(...profiles, ...applied.dependents.map(({ profile }) => profile));
    return {
      ...applied,
      plan: applied.plan.map((entry) =>
        entry.kind === 'profile' ? { ...entry, publication: publicationOf(world, entry.id) } : entry,
      ),
      dependents: applied.dependents.map((one) => ({
        ...one,
        state: publicationOf(world, one.profile)?.state ?? one.state,
      })),
    };
  };

  return {
    // The compiler is loaded before the transaction: inside, nothing may be awaited.
    async put(input) {
      const compiler = await world.compiler();
      return settled(
        transact(world, input, () => putDocument(world, compiler, input)),
        input,
      );
    },
    async rollback(input) {
      const compiler = await world.compiler();
      return settled(
        transact(world, input, () => rollbackDocument(world, compiler, input)),
        input,
      );
    },
    async publish(input) {
      const compiler = await world.compiler();
      return settled(
        transact(world, input, () => publishRevision(world, compiler, input)),
        input,
      );
    },
    async delete(input) {
      const outcome = transact(world, input, () => deleteDocument(world, input));
      if (outcome.ok && !input.dryRun && input.kind === 'profile') await settle(input.id);
      return outcome;
    },
    async apply(input) {
      const compiler = await world.compiler();
      try {
        const applied = transact(world, input, () => applyDocuments(world, compiler, input));
        return input.dryRun ? applied : await published(applied);
      } catch (error) {
        if (error instanceof Obstructed) return { ok: false, obstacles: error.obstacles };
        throw error;
      }
    },
    get: async (kind, id) => readStored(world, { kind, id }),
    list: async (kind, page) => listDocuments(sql, kind, page),
    revisions: async (kind, id, page) => listRevisions(sql, { kind, id }, page),
    revision: async (kind, id, revision) => showRevision(sql, { kind, id }, revision),
  };
}
