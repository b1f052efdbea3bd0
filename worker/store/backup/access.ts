/** How do keys, tokens and the audit come back? In the transaction of the restoration. */
import type { EntryOf, Restoration } from '../../../schemas/backup.ts';
import { sha256Hex } from '../../core/hash.ts';
import type { Restoring } from '../contract/backup.ts';
import { readLiveHead } from '../documents/head.ts';
import { schedulePublication } from '../publication/schedule.ts';
import { schedule } from '../work/due.ts';
import type { World } from '../world.ts';
import { type Restorer, restorerOf, type Takers } from './restorer.ts';

/** Takes keys, tokens and audit entries. */
export function restoreAccess(
  world: World,
  { mode }: Restoring,
  counts: { -readonly [Part in 'keys' | 'tokens' | 'audit']: Restoration[Part] },
): Restorer {
  const known = { keys: new Set<string>(), tokens: new Set<string>() };
  const takers: Takers = {
    key: (key) => {
      known.keys.add(key.id);
      if (addKey(world, key)) counts.keys.added += 1;
    },
    token: (token) => {
      known.tokens.add(token.id);
      const done = putToken(world, token, mode === 'replace');
      if (done !== 'unchanged') counts.tokens[done] += 1;
    },
    audit: (entry) => {
      if (addAudit(world, entry)) counts.audit.added += 1;
    },
  };
  return restorerOf(takers, () => {
    if (mode !== 'replace') return;
    counts.keys.ended += endOtherKeys(world, known.keys);
    counts.tokens.revoked += revokeOtherTokens(world, known.tokens);
  });
}

/** False when it is there already, has ended, or its profile was never there. */
function addKey(world: World, { id, profile, key, createdAt, expiresAt }: EntryOf<'key'>): boolean {
  if (expiresAt !== null && expiresAt <= world.now()) return false;
  const added = world.sql.all(
    `INSERT INTO capability (id, profile, key, hash, created_at, expires_at)
     SELECT ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM capability WHERE id = ? OR (profile = ? AND key = ?))
     RETURNING id`,
    id,
    profile,
    key,
    sha256Hex(key),
    createdAt,
    expiresAt,
    id,
    profile,
    key,
  );
  if (added.length === 0) return false;
  if (expiresAt !== null) schedule(world.sql, 'expire-keys', profile, expiresAt);
  republishIfServed(world, profile);
  return true;
}

function endOtherKeys(world: World, kept: ReadonlySet<string>): number {
  const others = world.sql
    .all<{ id: string; profile: string }>('SELECT id, profile FROM capability')
    .filter(({ id }) => !kept.has(id));
  for (const { id, profile } of others) {
    world.sql.all('DELETE FROM capability WHERE id = ?', id);
    republishIfServed(world, profile);
  }
  return others.length;
}

/** The manifest names the keys. */
function republishIfServed(world: World, profile: string): void {
  if (readLiveHead(world.sql, { kind: 'profile', id: profile }) === null) return;
  const isPlaced = world.sql.all('SELECT 1 FROM slot WHERE profile = ? LIMIT 1', profile).length > 0;
  if (isPlaced) schedulePublication(world, profile);
}

/** A token that was revoked here stays so: a backup from before must not let it in again. */
function putToken({ sql }: World, token: EntryOf<'token'>, overwrite: boolean): 'added' | 'changed' | 'unchanged' {
  const values = [
    token.hash,
    token.name,
    JSON.stringify(token.scopes),
    token.profiles === null ? null : JSON.stringify(token.profiles),
    token.networks === null ? null : JSON.stringify(token.networks),
    token.createdAt,
    token.expiresAt,
    token.revokedAt,
  ];
  const before = sql.all('SELECT 1 FROM token WHERE id = ? OR hash = ?', token.id, token.hash).length > 0;
  if (!before) {
    sql.all(
      `INSERT INTO token (hash, name, scopes, profiles, networks, created_at, expires_at, revoked_at, last_used_at, id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...values,
      token.lastUsedAt,
      token.id,
    );
    return 'added';
  }
  if (!overwrite) return 'unchanged';
  const changed = sql.all(
    `UPDATE token SET hash = ?1, name = ?2, scopes = ?3, profiles = ?4, networks = ?5, created_at = ?6,
       expires_at = ?7, revoked_at = ifnull(revoked_at, ?8)
     WHERE id = ?9 AND (hash, name, scopes, ifnull(profiles, ''), ifnull(networks, ''), ifnull(expires_at, 0),
       revoked_at IS NULL) <> (?1, ?2, ?3, ifnull(?4, ''), ifnull(?5, ''), ifnull(?7, 0), ?8 IS NULL AND revoked_at IS NULL)
     RETURNING id`,
    ...values,
    token.id,
  );
  return changed.length > 0 ? 'changed' : 'unchanged';
}

function revokeOtherTokens({ sql, now }: World, kept: ReadonlySet<string>): number {
  const others = sql
    .all<{ id: string }>('SELECT id FROM token WHERE revoked_at IS NULL')
    .filter(({ id }) => !kept.has(id));
  for (const { id } of others) sql.all('UPDATE token SET revoked_at = ? WHERE id = ?', now(), id);
  return others.length;
}

/** Entries are only ever added; one that is here already is not told twice. */
function addAudit(
  { sql }: World,
  { at, by, from, requestId, action, kind, id, revision, key }: EntryOf<'audit'>,
): boolean {
  const row = [at, by, from, requestId, action, kind, id, revision, key];
  const added = sql.all(
    `INSERT INTO audit (at, author, address, request_id, action, kind, id, revision, key)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT EXISTS (
       SELECT 1 FROM audit WHERE kind IS ?6 AND id IS ?7 AND at = ?1 AND author = ?2 AND request_id = ?4
         AND action = ?5 AND revision IS ?8 AND key IS ?9)
     RETURNING seq`,
    ...row,
  );
  return added.length > 0;
}
