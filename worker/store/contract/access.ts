/** Who may fetch (keys), and who may administer (tokens)? */
import type { Scope, Token } from '../../../schemas/api.ts';
import type { Actor } from './actor.ts';
import type { Page, PageRequest } from './page.ts';

/** A capability key as the registry keeps it: the key itself, so that its URL can be read again. */
export interface StoredKey {
  readonly id: string;
  readonly key: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

/** What a bearer token may do, once it has been recognised. */
export interface Principal {
  readonly id: string;
  readonly scopes: readonly Scope[];
  readonly profiles: readonly string[] | null;
  readonly networks: readonly string[] | null;
}

/** A token that is to be made. */
export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
  readonly profiles: readonly string[] | null;
  readonly networks: readonly string[] | null;
  /** Lower-case hex SHA-256 of the token. The token itself never comes here. */
  readonly hash: string;
}

/** The capability keys of profiles, and the bearer tokens of administrators. */
export interface AccessStore {
  /** Null: no such live profile. Expired keys are left out. */
  keys(profile: string): Promise<readonly StoredKey[] | null>;
  /** A new key; the older ones expire after `overlapSeconds`. */
  createKey(input: {
    readonly profile: string;
    readonly overlapSeconds: number;
    readonly dryRun: boolean;
    readonly actor: Actor;
  }): Promise<StoredKey | null>;
  revokeKey(input: {
    readonly profile: string;
    readonly keyId: string;
    readonly dryRun: boolean;
    readonly actor: Actor;
  }): Promise<boolean>;

  /** The live, unexpired token of this hash; notes its use. */
  authenticate(hash: string): Promise<Principal | null>;
  tokens(page: PageRequest): Promise<Page<Token>>;
  createToken(input: { readonly token: NewToken; readonly dryRun: boolean; readonly actor: Actor }): Promise<Token>;
  /** Replaces a live token by one with the same rights; the old one ends after the overlap. Null: no such live token. */
  rotateToken(input: {
    readonly id: string;
    readonly hash: string;
    readonly overlapSeconds: number;
    readonly dryRun: boolean;
    readonly actor: Actor;
  }): Promise<Token | null>;
  revokeToken(input: { readonly id: string; readonly dryRun: boolean; readonly actor: Actor }): Promise<boolean>;
}
