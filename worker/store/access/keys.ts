/** Which capability keys open a profile's URLs, and until when? */
import { sha256Hex } from '../../core/hash.ts';
import { newId, newKey } from '../chance.ts';
import type { StoredKey } from '../contract/access.ts';
import { instant, instantOrNull } from '../instant.ts';
import { schedule } from '../work/due.ts';
import type { Sql, World } from '../world.ts';

/** A key with its hash; times are Unix milliseconds. The key itself stays in the registry. */
export interface CapabilityKey {
  readonly id: string;
  readonly key: string;
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

/** The keys that work now, the newest first. */
export function liveKeys({ sql, now }: Pick<World, 'sql' | 'now'>, profile: string): CapabilityKey[] {
  return sql.all<CapabilityKey>(
    `SELECT id, key, hash, created_at AS createdAt, expires_at AS expiresAt FROM capability
     WHERE profile = ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY seq DESC`,
    profile,
    now(),
  );
}

/** Gives a profile its first key, if it has none that works. True when one was made. */
export function ensureKey(world: World, profile: string): boolean {
  if (liveKeys(world, profile).length > 0) return false;
  addKey(world, profile, world.now());
  return true;
}

/** Makes a key; the ones before it end after `overlapSeconds`, unless they end earlier anyway. */
export function rotateKey(world: World, profile: string, overlapSeconds: number): CapabilityKey {
  const now = world.now();
  const end = now + overlapSeconds * 1000;
  world.sql.all(
    'UPDATE capability SET expires_at = ? WHERE profile = ? AND (expires_at IS NULL OR expires_at > ?)',
    end,
    profile,
    end,
  );
  const made = addKey(world, profile, now);
  scheduleExpiry(world.sql, profile);
  return made;
}

/** Ends a key at once and forgets it. False when there is no such live key. */
export function removeKey(world: World, profile: string, id: string): boolean {
  const isLive = liveKeys(world, profile).some((key) => key.id === id);
  if (isLive) world.sql.all('DELETE FROM capability WHERE profile = ? AND id = ?', profile, id);
  return isLive;
}

/** Forgets the keys that have ended, so that no secret is kept longer than it works. Gives the time of the next end. */
export function forgetExpired({ sql, now }: World, profile: string): number | null {
  sql.all('DELETE FROM capability WHERE profile = ? AND expires_at <= ?', profile, now());
  return nextExpiry(sql, profile);
}

/** The key as the API shows it. */
export function showKey({ id, key, createdAt, expiresAt }: CapabilityKey): StoredKey {
  return { id, key, createdAt: instant(createdAt), expiresAt: instantOrNull(expiresAt) };
}

function addKey(world: World, profile: string, createdAt: number): CapabilityKey {
  const key = newKey(world);
  const made = { id: newId(world, 'k'), key, hash: sha256Hex(key), createdAt, expiresAt: null };
  world.sql.all(
    'INSERT INTO capability (id, profile, key, hash, created_at, expires_at) VALUES (?, ?, ?, ?, ?, NULL)',
    made.id,
    profile,
    made.key,
    made.hash,
    made.createdAt,
  );
  return made;
}

function scheduleExpiry(sql: Sql, profile: string): void {
  const at = nextExpiry(sql, profile);
  if (at !== null) schedule(sql, 'expire-keys', profile, at);
}

function nextExpiry(sql: Sql, profile: string): number | null {
  const row = sql.all<{ at: number | null }>(
    'SELECT min(expires_at) AS at FROM capability WHERE profile = ? AND expires_at IS NOT NULL',
    profile,
  )[0];
  return row?.at ?? null;
}
