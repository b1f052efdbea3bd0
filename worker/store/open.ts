/** What is the store made of? Every promise of `Store`, over any world that can keep it. */
import { forgetExpired } from './access/keys.ts';
import { accessStore } from './access/store.ts';
import { documentStore } from './documents/store.ts';
import { migrate } from './migrations.ts';
import { observationStore } from './observations/store.ts';
import { readArtifact } from './publication/artifacts.ts';
import { cleanArtifacts } from './publication/clean.ts';
import { createKvWriter } from './publication/kv-writer.ts';
import { composeManifest } from './publication/manifest.ts';
import { binderOf } from './publication/names.ts';
import { publishProfile } from './publication/publish.ts';
import { schedulePublication } from './publication/schedule.ts';
import type { Store } from './store.ts';
import { transact } from './transact.ts';
import { armAlarm } from './work/due.ts';
import { createRunner } from './work/run.ts';
import { within } from './work/within.ts';
import type { World } from './world.ts';

/** A store over a world: brings its database up to date, and asks to be woken for work that an earlier life left. */
export function openStore(world: World): Store {
  migrate(world.sql);
  const writer = createKvWriter(world);
  const runner = createRunner(world, {
    publish: (profile) => publishProfile(world, writer, profile),
    'expire-keys': async (profile) => expireKeys(world, profile),
    clean: () => cleanArtifacts(world, writer),
  });
  const settle = async (profile: string) => {
    const { publishWait } = world.limits;
    // Silence is no failure: the publication goes on, and the answer says `pending`.
    await within(publishWait, runner.run('publish', profile), 'still at it').catch(() => undefined);
  };
  armAlarm(world);
  return {
    ...documentStore(world, settle),
    ...accessStore(world, settle),
    ...observationStore(world),
    manifest: async (profile) => composeManifest(world, profile),
    wpad: async (name) => binderOf(world.sql, name),
    artifact: async (hash) => readArtifact(world.sql, hash),
    runDueWork: () => runner.runDue(),
  };
}

/** Clients are refused by the time in the manifest; this takes the ended keys out of the registry and out of KV. */
function expireKeys(world: World, profile: string): number | null {
  return transact(world, false, () => {
    schedulePublication(world, profile);
    return forgetExpired(world, profile);
  });
}
