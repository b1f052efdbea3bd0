/** Which promises of the store are about backups? */
import { deleteChunks } from '../chunks.ts';
import type { BackupStore } from '../contract/backup.ts';
import { bytesOfText } from '../lists/streams.ts';
import { transact } from '../transact.ts';
import type { World } from '../world.ts';
import { Damaged } from './contents.ts';
import { restoreEntries } from './restore.ts';
import { backupLines } from './write.ts';

/** `catchUp` does the due work of a restoration now, and comes back in bounded time. */
export function backupStore(world: World, catchUp: () => Promise<void>): BackupStore {
  const { sql } = world;
  return {
    backup: async () => bytesOfText(backupLines(world)),
    async restore({ body, ...restoring }) {
      // Reading a backup takes the schemas, which a store that is only written to does without.
      const { damageOf, entriesOf, stage } = await import('./staged.ts');
      const owner = await stage(sql, body);
      if (typeof owner !== 'string') return { ok: false, damage: owner };
      try {
        const damage = damageOf(sql, owner);
        if (damage !== null) return { ok: false, damage };
        const restored = transact(world, restoring, () => restoreEntries(world, entriesOf(sql, owner), restoring));
        if (restoring.dryRun) return { ok: true, restored };
        await catchUp();
        const left = sql.all<{ count: number }>(
          "SELECT count(*) AS count FROM due WHERE task IN ('rebuild', 'publish')",
        );
        return { ok: true, restored: { ...restored, rebuilding: left[0]?.count ?? 0 } };
      } catch (error) {
        if (error instanceof Damaged) return { ok: false, damage: { line: 0, detail: error.message } };
        throw error;
      } finally {
        deleteChunks(sql, owner);
      }
    },
  };
}
