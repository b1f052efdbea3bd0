/** How does KV come to say what the registry says of a profile? Texts first, then the pointer to them, then the names. */
import { artifactKey, manifestKey, wpadKey } from '../kv-keys.ts';
import { packText } from '../packed.ts';
import { inBatches } from '../work/batches.ts';
import { schedule } from '../work/due.ts';
import type { World } from '../world.ts';
import { missingInKv, noteBrotli, readArtifact } from './artifacts.ts';
import { compressText } from './compress.ts';
import { ABSENT, type KvPlace, type KvWriter, type Wanted } from './kv-writer.ts';
import { wantedManifest } from './manifest.ts';
import { binderOf, namesOf, pointedNames } from './names.ts';

/** Texts that are written at a time: a Worker may wait for six connections at once. */
const AT_A_TIME = 6;

/**
 * Brings KV to what the registry says now, whatever it said when this was asked for. In this order a client never
 * meets a pointer to something that is not there. Everything is written only where KV has not confirmed it, so that
 * repeating costs nothing. Rejects at the first thing that KV refuses.
 */
export async function publishProfile(world: World, writer: KvWriter, profile: string): Promise<null> {
  const place = (key: string): KvPlace => ({ key, profile, late: () => publishAgain(world, profile, key) });
  // While the manifest waits for its second, a newer revision may come in with texts that are not yet in KV.
  const isComplete = () => missingInKv(world.sql, profile).length === 0;
  const manifest = () => (isComplete() ? wantedManifest(world, profile) : null);
  do {
    await inBatches(missingInKv(world.sql, profile), AT_A_TIME, (hash) =>
      writer.write(place(artifactKey(hash)), () => wantedArtifact(world, hash)),
    );
  } while (!(await writer.write(place(manifestKey(profile)), manifest)));

  const names = new Set([...namesOf(world.sql, profile), ...pointedNames(world.sql, profile)]);
  for (const name of names) await writer.write(place(wpadKey(name)), () => wantedPointer(world, name, profile));
  return null;
}

function wantedArtifact({ sql }: World, hash: string): Wanted {
  const bytes = readArtifact(sql, hash);
  if (bytes === null) throw new Error(`The text ${hash} is not in the registry.`);
  const forms = compressText(hash, bytes);
  noteBrotli(sql, hash, forms.br.byteLength);
  return { value: packText(forms), print: hash, revision: null };
}

/** Null when the name has gone over to another profile, whose own publication writes it, after its manifest. */
function wantedPointer({ sql }: World, name: string, profile: string): Wanted | null {
  const binder = binderOf(sql, name);
  if (binder === null) return ABSENT;
  return binder === profile ? { value: profile, print: profile, revision: null } : null;
}

/** A write that was given up has ended: the key may now hold something old, and is written again. */
function publishAgain(world: World, profile: string, key: string): void {
  world.sql.transaction(() => {
    world.sql.all('UPDATE kv_key SET print = NULL WHERE key = ?', key);
    schedule(world.sql, 'publish', profile, world.now());
  });
  world.wake(world.now());
}
