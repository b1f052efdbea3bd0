/** What does the edge need to know of a profile to serve it? */
import type { ZoneTable } from '../../core/follow/zone-table.ts';

/** The pointer that a publish flips; in KV at `m:{profile}`. See docs/storage.md. */
export interface Manifest {
  readonly id: string;
  readonly revision: number;
  readonly access: 'key' | 'public';
  /** SHA-256 (hex) of each key, and when it stops working (Unix milliseconds, null: never). */
  readonly keys: readonly { readonly hash: string; readonly expiresAt: number | null }[];
  /** CIDR ranges that may fetch, or null for everyone. */
  readonly networks: readonly string[] | null;
  /** Seconds. */
  readonly maxAge: number;
  /** Artifact hash by variant: `{zone or empty}|{flavour}`. */
  readonly artifacts: Readonly<Record<string, string>>;
  /** Which zone a client stands in when its URL does not say, by its address. */
  readonly zones: ZoneTable;
  /** What the publication before this one served, for when an artifact is gone. */
  readonly previous: { readonly revision: number; readonly artifacts: Readonly<Record<string, string>> } | null;
  /** The newest unpublished revision (`?stage=next`). */
  readonly next: {
    readonly revision: number;
    readonly artifacts: Readonly<Record<string, string>>;
    readonly zones: ZoneTable;
  } | null;
}

/** For the edge when KV fails or lacks a value: what KV should say. Never compiles. Null: KV should say nothing. */
export interface EdgeStore {
  manifest(profile: string): Promise<Manifest | null>;
  wpad(name: string): Promise<string | null>;
  artifact(hash: string): Promise<Uint8Array | null>;
}
