/** How does a backup become what the registry holds? In one transaction; compiling and publishing follow as due work. */
import type { BackupEntry, Restoration } from '../../../schemas/backup.ts';
import { note } from '../audit.ts';
import type { Restoring } from '../contract/backup.ts';
import type { World } from '../world.ts';
import { restoreAccess } from './access.ts';
import { restoreDocuments } from './documents.ts';

/** Takes back the entries of a whole backup, in the caller's transaction. */
export function restoreEntries(world: World, entries: Iterable<BackupEntry>, restoring: Restoring): Restoration {
  const counts = {
    documents: { created: 0, changed: 0, deleted: 0, unchanged: 0, kept: 0 },
    keys: { added: 0, ended: 0 },
    tokens: { added: 0, changed: 0, revoked: 0 },
    audit: { added: 0 },
  };
  const documents = restoreDocuments(world, restoring, counts.documents);
  const access = restoreAccess(world, restoring, counts);
  for (const entry of entries) {
    if (!documents.take(entry)) access.take(entry);
  }
  documents.finish();
  access.finish();
  note(world, restoring.actor, { action: 'restore', kind: 'everything', id: restoring.mode });
  const rebuilding = world.sql.all<{ count: number }>("SELECT count(*) AS count FROM due WHERE task = 'rebuild'")[0];
  return { dryRun: restoring.dryRun, mode: restoring.mode, ...counts, rebuilding: rebuilding?.count ?? 0 };
}
