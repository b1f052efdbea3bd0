/** How do texts go that no manifest has named for a week? First from KV, then from the registry. */
import { artifactKey } from '../kv-keys.ts';
import { inBatches } from '../work/batches.ts';
import { isFailing, schedule } from '../work/due.ts';
import type { World } from '../world.ts';
import { forgetArtifact, isNamed, namersOf, nextStale, staleArtifacts } from './artifacts.ts';
import { ABSENT, type KvWriter } from './kv-writer.ts';

/** Texts removed in one go; the rest follows at once. */
const AT_ONCE = 60;
const AT_A_TIME = 6;
/** When to look again while some publication does not get through. Milliseconds. */
const LATER_MS = 3_600_000;

/**
 * Removes stale texts. Gives the time of the next clean-up, or null when every text is named. While a publication
 * fails, KV still has an older manifest, whose texts the registry no longer names: then nothing is removed.
 */
export async function cleanArtifacts(world: World, writer: KvWriter): Promise<number | null> {
  if (isFailing(world.sql, 'publish')) return world.now() + LATER_MS;
  await inBatches(staleArtifacts(world.sql, world.now(), AT_ONCE), AT_A_TIME, (hash) => remove(world, writer, hash));
  return nextStale(world.sql);
}

async function remove(world: World, writer: KvWriter, hash: string): Promise<void> {
  const place = { key: artifactKey(hash), profile: '', late: () => publishNamers(world, hash) };
  const compose = () => (isNamed(world.sql, hash) ? null : ABSENT);
  const isAbsent = await writer.write(place, compose);
  world.sql.transaction(() => {
    // While KV was at it, a new publication may have named it: then its own work writes it again.
    if (isAbsent && !isNamed(world.sql, hash)) forgetArtifact(world.sql, hash);
  });
}

/** A deletion that was given up has ended: who names the text by now has to write it again. */
function publishNamers(world: World, hash: string): void {
  world.sql.transaction(() => {
    world.sql.all('UPDATE kv_key SET print = NULL WHERE key = ?', artifactKey(hash));
    for (const profile of namersOf(world.sql, hash)) schedule(world.sql, 'publish', profile, world.now());
  });
  world.wake(world.now());
}
