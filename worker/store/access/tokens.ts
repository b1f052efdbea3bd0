/** Which bearer tokens are there, and whom do they stand for? Only hashes of them are kept. */
import type { Scope, Token } from '../../../schemas/api.ts';
import { newId } from '../chance.ts';
import type { NewToken, Principal } from '../contract/access.ts';
import type { Page, PageRequest } from '../contract/page.ts';
import { pageOf } from '../cursor.ts';
import { instant, instantOrNull } from '../instant.ts';
import type { Sql, World } from '../world.ts';

/** How exactly the last use is known. A write on every call would cost more than it tells. */
const USE_NOTED_EVERY_MS = 60_000;

interface TokenRow {
  readonly seq: number;
  readonly id: string;
  readonly name: string;
  readonly scopes: string;
  readonly profiles: string | null;
  readonly networks: string | null;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly last_used_at: number | null;
  readonly revoked_at: number | null;
}

/**
 * Whom a token stands for, by its hash; null when it is unknown, expired or revoked. Looking up a hash tells nothing by
 * its time: whoever can choose the hash's first characters cannot choose a token for them.
 */
export function authenticate({ sql, now }: World, hash: string): Principal | null {
  const row = sql.all<TokenRow>('SELECT * FROM token WHERE hash = ?', hash)[0];
  const time = now();
  if (row === undefined || row.revoked_at !== null) return null;
  if (row.expires_at !== null && row.expires_at <= time) return null;
  if (row.last_used_at === null || time - row.last_used_at >= USE_NOTED_EVERY_MS) {
    sql.all('UPDATE token SET last_used_at = ? WHERE seq = ?', time, row.seq);
  }
  const { id, scopes, profiles, networks } = show(row);
  return { id, scopes, profiles, networks };
}

/** One page of tokens, the newest first; revoked and expired ones too. */
export function listTokens(sql: Sql, page: PageRequest): Page<Token> {
  return pageOf(page, {
    keys: 'number',
    read: (after, limit) =>
      sql.all<TokenRow>(
        'SELECT * FROM token WHERE seq < ? ORDER BY seq DESC LIMIT ?',
        after ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
    keyOf: ({ seq }) => seq,
    show,
  });
}

/** Keeps a new token. */
export function addToken(world: World, token: NewToken): Token {
  const id = newId(world, 't');
  world.sql.all(
    `INSERT INTO token (id, hash, name, scopes, profiles, networks, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    token.hash,
    token.name,
    JSON.stringify(token.scopes),
    token.profiles === null ? null : JSON.stringify(token.profiles),
    token.networks === null ? null : JSON.stringify(token.networks),
    world.now(),
    token.expiresAt === null ? null : Date.parse(token.expiresAt),
  );
  const row = world.sql.all<TokenRow>('SELECT * FROM token WHERE id = ?', id)[0];
  if (row === undefined) throw new Error('Expected the token that was just kept.');
  return show(row);
}

/** How a token is replaced. */
export interface Rotation {
  readonly id: string;
  /** SHA-256 of the new token. */
  readonly hash: string;
  /** How long the old one goes on working; 0: not at all. */
  readonly overlapSeconds: number;
}

/**
 * Makes a token with the name and the rights of a live one, which then ends after the overlap, unless it ends earlier
 * anyway. A token that was made for a time is replaced for as long a time. Null: there is no such live token.
 */
export function replaceToken(world: World, { id, hash, overlapSeconds }: Rotation): Token | null {
  const time = world.now();
  const row = world.sql.all<TokenRow>('SELECT * FROM token WHERE id = ?', id)[0];
  if (row === undefined || row.revoked_at !== null || (row.expires_at ?? Number.POSITIVE_INFINITY) <= time) return null;
  const { name, scopes, profiles, networks } = show(row);
  const expiresAt = instantOrNull(row.expires_at === null ? null : time + row.expires_at - row.created_at);
  const end = time + overlapSeconds * 1000;
  world.sql.all('UPDATE token SET expires_at = min(ifnull(expires_at, ?), ?) WHERE seq = ?', end, end, row.seq);
  return addToken(world, { name, scopes, profiles, networks, expiresAt, hash });
}

/** Ends a token at once; it stays in the list. False when there is no such token, or it is revoked already. */
export function endToken({ sql, now }: World, id: string): boolean {
  return (
    sql.all('UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL RETURNING id', now(), id).length > 0
  );
}

function show(row: TokenRow): Token {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Scope[],
    profiles: row.profiles === null ? null : (JSON.parse(row.profiles) as string[]),
    networks: row.networks === null ? null : (JSON.parse(row.networks) as string[]),
    createdAt: instant(row.created_at),
    expiresAt: instantOrNull(row.expires_at),
    lastUsedAt: instantOrNull(row.last_used_at),
    revokedAt: instantOrNull(row.revoked_at),
  };
}
