/** What does the store stand on? Small interfaces over a database, KV, the clock and chance, so that its logic runs anywhere. */
import type { FetchList } from '../subscribe/fetch-list.ts';
import type { Compiler } from './compiler.ts';

/** What a cell of the database holds. */
export type SqlValue = string | number | null | Uint8Array;

/** A synchronous SQLite database. */
export interface Sql {
  /** Runs one statement and gives its rows. */
  all<Row = Readonly<Record<string, SqlValue>>>(statement: string, ...bindings: readonly SqlValue[]): Row[];
  /** Runs several statements without bindings. */
  script(statements: string): void;
  /** Runs `work` at once and keeps all of its changes or, when it throws, none. Calls may nest. */
  transaction(work: () => void): void;
}

/** KV. Every call may reject, hang, or (of a write) succeed late; what is read may be as old as a minute. */
export interface Kv {
  put(key: string, value: string | Uint8Array): Promise<unknown>;
  delete(key: string): Promise<unknown>;
  /** Only for comparing KV with the registry: what is written never depends on what was read. */
  get(key: string, type: 'arrayBuffer'): Promise<ArrayBuffer | null>;
  list(of: { readonly prefix: string; readonly cursor?: string | null }): Promise<KvKeys>;
}

/** A page of keys. */
export type KvKeys = { readonly keys: readonly { readonly name: string }[] } & (
  | { readonly list_complete: true }
  | { readonly list_complete: false; readonly cursor: string }
);

/** How long the store waits for KV. Milliseconds. */
export interface Limits {
  /** How long a write waits for its publication before it answers `pending`. */
  readonly publishWait: number;
  /** After how long a silent KV write counts as failed. */
  readonly kvWrite: number;
}

/** Five seconds are far above a healthy KV write and below what a script waits; a 25 MB value takes about half a second. */
export const LIMITS: Limits = { publishWait: 5_000, kvWrite: 10_000 };

/** Everything outside the logic. */
export interface World {
  readonly sql: Sql;
  readonly kv: Kv;
  readonly limits: Limits;
  /** Milliseconds for which the audit is kept; null: for ever. */
  readonly auditRetention: number | null;
  /** Unix milliseconds. */
  now(): number;
  /** That many bytes that nobody can guess. */
  random(length: number): Uint8Array;
  /** The compiler; loaded when first needed. */
  compiler(): Promise<Compiler>;
  /** What fetches lists; loaded when first needed. `ownOrigin`: where this service was called lately, or empty. */
  fetcher(ownOrigin: string): Promise<FetchList>;
  sleep(ms: number): Promise<void>;
  /** Asks to call `runDueWork` at a time (Unix milliseconds). */
  wake(at: number): void;
  /** Something unexpected went wrong and was survived; for the log. Never holds a secret. */
  report(what: string, error: unknown): void;
}
