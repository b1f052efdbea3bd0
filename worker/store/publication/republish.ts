/** How is all of KV written again from the registry? By forgetting what KV has confirmed, and asking for every publication. */
import { note } from '../audit.ts';
import type { Actor } from '../contract/actor.ts';
import { transact } from '../transact.ts';
import { schedule } from '../work/due.ts';
import type { World } from '../world.ts';
import { strays } from './consistency.ts';

/**
 * Asks for the publication of every profile that KV has, or should have, something of, and gives their ids. What KV has
 * and no profile wants is removed on the way. Clients are served as before meanwhile: keys are written over, not removed first.
 */
export async function republishAll(
  world: World,
  { dryRun, actor }: { dryRun: boolean; actor: Actor },
): Promise<string[]> {
  const { sql } = world;
  const unwanted = await strays(world);
  return transact(world, { dryRun }, () => {
    for (const { key, profile } of unwanted) {
      // A key that the registry never wrote counts as absent; this lets it be removed on behalf of a profile.
      sql.all(
        `INSERT INTO kv_key (key, profile, print, written_at) VALUES (?, ?, NULL, 0)
         ON CONFLICT (key) DO UPDATE SET print = NULL`,
        key,
        profile ?? NOBODY,
      );
    }
    sql.all('UPDATE kv_key SET print = NULL');
    const profiles = sql
      .all<{ profile: string }>(
        "SELECT profile FROM slot UNION SELECT profile FROM kv_key WHERE profile <> '' ORDER BY profile",
      )
      .map(({ profile }) => profile);
    for (const profile of profiles) schedule(sql, 'publish', profile, world.now());
    note(world, actor, { action: 'republish', kind: 'everything', id: String(profiles.length) });
    return profiles;
  });
}

/** On whose behalf a name is removed that no profile ever had: an id that no profile can have. */
const NOBODY = '-';
