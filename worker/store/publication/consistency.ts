/** Does KV say what the registry says? Read key by key and compared; nothing is changed. */
import type { Consistency, Difference } from '../../../schemas/upkeep.ts';
import { sha256Hex } from '../../core/hash.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { artifactKey, KV_KEYS, manifestKey, wpadKey } from '../kv-keys.ts';
import { unpackText } from '../packed.ts';
import { readDue } from '../work/due.ts';
import type { Kv, Sql, World } from '../world.ts';
import { wantedManifest } from './manifest.ts';
import { binderOf, namesOf } from './names.ts';

/** Profiles of one page, and keys after which a page ends: one call may read KV a thousand times. */
const PROFILES = 50;
const READS = 600;

/** What a page has looked at so far. */
interface Checking {
  readonly world: World;
  readonly seen: Set<string>;
  readonly checked: { profiles: number; texts: number; names: number };
  readonly differences: Difference[];
}

/**
 * Compares a page of profiles: manifest, texts of every slot, names. The first page also tells which manifests and names
 * KV has that no profile wants. KV answers from caches, so that a difference of the last minute may be none.
 */
export async function checkConsistency(world: World, cursor: string | null): Promise<Consistency> {
  const after = cursor === null ? '' : String(readCursor(cursor) ?? '');
  const page: Checking = { world, seen: new Set(), checked: { profiles: 0, texts: 0, names: 0 }, differences: [] };
  if (cursor === null) page.differences.push(...(await strays(world)));
  const profiles = profilesAfter(world.sql, after, PROFILES + 1);
  let last: string | null = null;
  for (const profile of profiles.slice(0, PROFILES)) {
    if (page.seen.size >= READS) break;
    await checkProfile(page, profile);
    last = profile;
  }
  const isLast = last === null || last === profiles.at(-1);
  return {
    checked: page.checked,
    differences: page.differences,
    nextCursor: isLast ? null : writeCursor(last ?? ''),
  };
}

async function checkProfile(page: Checking, profile: string): Promise<void> {
  const { world, checked } = page;
  const isPending = readDue(world.sql, 'publish', profile) !== null;
  const tell = (key: string, found: Uint8Array | null) =>
    page.differences.push({ key, profile, is: isPending ? 'pending' : found === null ? 'missing' : 'other' });
  const compare = async (key: string, isRight: (value: Uint8Array) => boolean) => {
    if (page.seen.has(key)) return;
    page.seen.add(key);
    const value = await read(world.kv, key);
    if (value === null || !isRight(value)) tell(key, value);
  };
  const manifest = wantedManifest(world, profile).print;
  await compare(manifestKey(profile), (value) => sha256Hex(value) === manifest);
  checked.profiles += 1;
  for (const hash of textsOf(world.sql, profile)) {
    await compare(artifactKey(hash), (value) => hashOfText(value) === hash);
    checked.texts += 1;
  }
  for (const name of namesOf(world.sql, profile)) {
    await compare(wpadKey(name), (value) => new TextDecoder().decode(value) === profile);
    checked.names += 1;
  }
}

async function read(kv: Kv, key: string): Promise<Uint8Array | null> {
  const value = await kv.get(key, 'arrayBuffer');
  return value === null ? null : new Uint8Array(value);
}

function hashOfText(value: Uint8Array): string | null {
  const forms = unpackText(value);
  return forms === null ? null : sha256Hex(forms.identity);
}

/** Manifests and names that KV has and no profile wants. */
export async function strays({ sql, kv }: Pick<World, 'sql' | 'kv'>): Promise<Difference[]> {
  const [manifests, names] = [KV_KEYS.manifest.prefix, KV_KEYS.wpad.prefix];
  const found: Difference[] = [];
  for (const key of await keysOf(kv, manifests)) {
    const profile = key.slice(manifests.length);
    if (!hasSlot(sql, profile)) found.push({ key, profile, is: 'stray' });
  }
  for (const key of await keysOf(kv, names)) {
    if (binderOf(sql, key.slice(names.length)) === null) found.push({ key, profile: null, is: 'stray' });
  }
  return found;
}

async function keysOf(kv: Kv, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<Kv['list']>> = await kv.list({ prefix, cursor });
    keys.push(...page.keys.map(({ name }) => name));
    if (page.list_complete) return keys;
    cursor = page.cursor;
  }
}

/** The profiles that KV has something of, by id. */
function profilesAfter(sql: Sql, after: string, limit: number): string[] {
  return sql
    .all<{ profile: string }>(
      'SELECT DISTINCT profile FROM slot WHERE profile > ? ORDER BY profile LIMIT ?',
      after,
      limit,
    )
    .map(({ profile }) => profile);
}

function textsOf(sql: Sql, profile: string): string[] {
  return sql
    .all<{ hash: string }>('SELECT DISTINCT hash FROM variant WHERE profile = ? ORDER BY hash', profile)
    .map(({ hash }) => hash);
}

const hasSlot = (sql: Sql, profile: string): boolean =>
  sql.all('SELECT 1 FROM slot WHERE profile = ? LIMIT 1', profile).length > 0;
