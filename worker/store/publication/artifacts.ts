/** Which finished texts are kept, and since when has nobody named them? */
import { deleteChunks, hasChunks, readChunks, writeChunks } from '../chunks.ts';
import type { CompiledText } from '../compiler.ts';
import { artifactKey } from '../kv-keys.ts';
import { schedule } from '../work/due.ts';
import type { Sql } from '../world.ts';
import { compressText } from './compress.ts';

/** For how long an artifact is kept that no manifest names: older manifests live on in caches and in fall-backs. */
export const ARTIFACT_KEEP_MS = 7 * 24 * 60 * 60 * 1000;

/** How texts are kept. */
export interface Keeping {
  /** Unix milliseconds. */
  readonly now: number;
  /**
   * Whether Brotli's size is found out at once, for the answer to who wrote the profile, or only when the text is put into
   * KV. It takes ten times as long as making the text, and a list can have hundreds of followers in one transaction.
   */
  readonly brotli: 'now' | 'later';
}

/** Keeps texts by their hash. Equal bytes are kept once; what is there already is left alone. */
export function keepArtifacts(sql: Sql, texts: readonly CompiledText[], { now, brotli }: Keeping): void {
  for (const { hash, bytes, gzip } of texts) {
    if (hasChunks(sql, `artifact:${hash}`)) continue;
    writeChunks(sql, `artifact:${hash}`, bytes);
    sql.all(
      'INSERT OR REPLACE INTO artifact (hash, size, gzip, brotli, orphaned_at) VALUES (?, ?, ?, ?, ?)',
      hash,
      bytes.byteLength,
      gzip,
      brotli === 'now' ? compressText(hash, bytes).br.byteLength : null,
      now,
    );
  }
}

/** The bytes of an artifact, or null. */
export function readArtifact(sql: Sql, hash: string): Uint8Array | null {
  return readChunks(sql, `artifact:${hash}`);
}

/** Notes how large a text is after Brotli; texts that were kept without get to know it when they are put into KV. */
export function noteBrotli(sql: Sql, hash: string, size: number): void {
  sql.all('UPDATE artifact SET brotli = ? WHERE hash = ?', size, hash);
}

/** Notes for each of these whether any slot of any profile names it now, and asks for cleaning where none does. */
export function noteNaming(sql: Sql, hashes: ReadonlySet<string>, now: number): void {
  let orphans = false;
  for (const hash of hashes) {
    if (isNamed(sql, hash)) {
      sql.all('UPDATE artifact SET orphaned_at = NULL WHERE hash = ? AND orphaned_at IS NOT NULL', hash);
      continue;
    }
    orphans = true;
    sql.all('UPDATE artifact SET orphaned_at = ? WHERE hash = ? AND orphaned_at IS NULL', now, hash);
  }
  if (orphans) schedule(sql, 'clean', '', now + ARTIFACT_KEEP_MS);
}

/** Artifacts of a profile's slots that KV has not confirmed. */
export function missingInKv(sql: Sql, profile: string): string[] {
  const named = sql.all<{ hash: string; print: string | null }>(
    `SELECT DISTINCT variant.hash AS hash, kv_key.print AS print FROM variant
     LEFT JOIN kv_key ON kv_key.key = ? || variant.hash WHERE variant.profile = ?`,
    artifactKey(''),
    profile,
  );
  return named.filter(({ hash, print }) => print !== hash).map(({ hash }) => hash);
}

/** Artifacts that nobody has named for long enough, the oldest first. */
export function staleArtifacts(sql: Sql, now: number, limit: number): string[] {
  return sql
    .all<{ hash: string }>(
      'SELECT hash FROM artifact WHERE orphaned_at <= ? ORDER BY orphaned_at LIMIT ?',
      now - ARTIFACT_KEEP_MS,
      limit,
    )
    .map(({ hash }) => hash);
}

/** When the next artifact will be stale, or null when all are named. */
export function nextStale(sql: Sql): number | null {
  const row = sql.all<{ at: number | null }>(
    'SELECT min(orphaned_at) AS at FROM artifact WHERE orphaned_at IS NOT NULL',
  )[0];
  return row === undefined || row.at === null ? null : row.at + ARTIFACT_KEEP_MS;
}

/** True when some slot names it. */
export function isNamed(sql: Sql, hash: string): boolean {
  return sql.all('SELECT 1 FROM variant WHERE hash = ? LIMIT 1', hash).length > 0;
}

/** The profiles whose slots name an artifact. */
export function namersOf(sql: Sql, hash: string): string[] {
  return sql
    .all<{ profile: string }>('SELECT DISTINCT profile FROM variant WHERE hash = ?', hash)
    .map(({ profile }) => profile);
}

/** Forgets an artifact and what KV has of it. */
export function forgetArtifact(sql: Sql, hash: string): void {
  deleteChunks(sql, `artifact:${hash}`);
  sql.all('DELETE FROM artifact WHERE hash = ?', hash);
  sql.all('DELETE FROM kv_key WHERE key = ?', artifactKey(hash));
}
