/** What is the store made of? Every promise of `Store`, over any world that can keep it. */
import { forgetExpired } from './access/keys.ts';
import { accessStore } from './access/store.ts';
import { trimAudit } from './audit-retention.ts';
import { backupStore } from './backup/store.ts';
import { expireRules } from './documents/expire.ts';
import { rebuildLater } from './documents/rebuild-later.ts';
import { settledBy } from './documents/settled.ts';
import { documentStore } from './documents/store.ts';
import { discardAll } from './lists/content.ts';
import { listStore } from './lists/store.ts';
import { migrate } from './migrations.ts';
import { observationStore } from './observations/store.ts';
import { readArtifact } from './publication/artifacts.ts';
import { cleanArtifacts } from './publication/clean.ts';
import { checkConsistency } from './publication/consistency.ts';
import { createKvWriter } from './publication/kv-writer.ts';
import { composeManifest } from './publication/manifest.ts';
import { binderOf } from './publication/names.ts';
import { publishProfile } from './publication/publish.ts';
import { readinessOf } from './publication/readiness.ts';
import { republishAll } from './publication/republish.ts';
import { schedulePublication } from './publication/schedule.ts';
import type { Store } from './store.ts';
import { subscriptionsOf } from './subscriptions/store.ts';
import { FOR_GOOD, transact } from './transact.ts';
import { inBatches } from './work/batches.ts';
import { armAlarm, readDue, schedule, subjectsOf } from './work/due.ts';
import { createRunner } from './work/run.ts';
import { within } from './work/within.ts';
import type { World } from './world.ts';

/** Publications that a write waits for at a time: a Worker may wait for six connections at once. */
const AT_A_TIME = 6;

/** A store over a world: brings its database up to date, and asks to be woken for work that an earlier life left. */
export function openStore(world: World): Store {
  migrate(world.sql);
  discardAll(world.sql);
  const writer = createKvWriter(world);
  const runner = createRunner(world, {
    publish: (profile) => publishProfile(world, writer, profile),
    'expire-keys': async (profile) => expireKeys(world, profile),
    'expire-rules': async (policy) => expireRules(world, await world.compiler(), policy),
    refresh: (list) => subscriptions.work(list),
    rebuild: async (subject) => {
      // Each takes up to a second: who waits for the registry comes in between.
      await world.sleep(0);
      return rebuildLater(world, await world.compiler(), subject);
    },
    trim: async () => trimAudit(world),
    clean: () => cleanArtifacts(world, writer),
  });
  const settle = async (...profiles: readonly string[]) => {
    const { publishWait } = world.limits;
    const all = inBatches(profiles, AT_A_TIME, (profile) => runner.run('publish', profile));
    // Silence is no failure: the publications go on, and the answer says `pending`.
    await within(publishWait, all, 'still at it').catch(() => undefined);
  };
  /** Restored documents one after the other, as each may need the ones before it; then what they publish. What is left is for the alarm. */
  const catchUp = async () => {
    let isLate = false;
    const all = async () => {
      for (const subject of subjectsOf(world.sql, 'rebuild')) {
        if (isLate) return;
        await runner.run('rebuild', subject);
      }
      await inBatches(subjectsOf(world.sql, 'publish'), AT_A_TIME, (profile) => runner.run('publish', profile));
    };
    await within(world.limits.publishWait, all(), 'still at it').catch(() => undefined);
    isLate = true;
  };
  const subscriptions = subscriptionsOf(world, settledBy(world, settle));
  if (world.auditRetention !== null) schedule(world.sql, 'trim', '', world.now());
  armAlarm(world);
  return {
    ...documentStore(world, settle),
    ...accessStore(world, settle),
    ...listStore(world, settledBy(world, settle)),
    ...subscriptions.store,
    ...observationStore(world),
    ...backupStore(world, catchUp),
    manifest: async (profile) => composeManifest(world, profile),
    wpad: async (name) => binderOf(world.sql, name),
    artifact: async (hash) => readArtifact(world.sql, hash),
    readiness: async () => readinessOf(world),
    consistency: (cursor) => checkConsistency(world, cursor),
    async republish(input) {
      const profiles = await republishAll(world, input);
      if (!input.dryRun) await settle(...profiles);
      const pending = profiles.filter((profile) => readDue(world.sql, 'publish', profile) !== null).length;
      return { profiles: profiles.length, pending };
    },
    runDueWork: () => runner.runDue(),
  };
}

/** Clients are refused by the time in the manifest; this takes the ended keys out of the registry and out of KV. */
function expireKeys(world: World, profile: string): number | null {
  return transact(world, FOR_GOOD, () => {
    schedulePublication(world, profile);
    return forgetExpired(world, profile);
  });
}
