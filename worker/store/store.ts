/** What can be kept, and what is promised about it? The interface that use cases see; one contract suite tests every implementation. */

import type { Consistency, Republication } from '../../schemas/administration.ts';
import type {
  AuditEntry,
  Cause,
  Dependent,
  Kind,
  Publication,
  Revision,
  Scope,
  Summary,
  Token,
} from '../../schemas/api.ts';
import type { Restoration } from '../../schemas/backup.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { KeptContent, ListReport, Outcome } from '../../schemas/list.ts';
import type { DoctorReport, ProbeResult } from '../../schemas/probe.ts';
import type { Refresh, Subscription } from '../../schemas/subscription.ts';
import type { ZoneTable } from '../core/follow/zone-table.ts';
import type { Begun, KeptAnswer, KeyedCall } from './access/repeats.ts';
import type { Restoring } from './backup/restore.ts';
import type { Applied, ApplyInput } from './documents/apply.ts';

/** Who acts, from where, in which request. `by` is a token's id, or `admin` for the first administrator. Never a secret. */
export interface Actor {
  readonly by: string;
  readonly from: string | null;
  readonly requestId: string;
}

/** RFC 9110 preconditions. `ifMatch`: the entity tags named, or `*`. `ifNoneMatch`: only create. */
export interface Precondition {
  readonly ifMatch?: readonly string[] | '*';
  readonly ifNoneMatch?: '*';
}

/** A document as it is kept. `document` is canonical JSON text. */
export interface Stored {
  readonly kind: Kind;
  readonly id: string;
  readonly revision: number;
  /** Strong entity tag, quotes included. */
  readonly etag: string;
  readonly document: string;
  readonly findings: readonly Finding[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The profiles that are made with it; of a policy or list. */
  readonly dependents: readonly Dependent[];
  /** Of lists only. */
  readonly list?: {
    readonly content: KeptContent | null;
    readonly report: ListReport | null;
    /** Of those that have a source. */
    readonly subscription?: Subscription;
  };
  /** Null for policies and lists. `pacUrl` is a path here (`/pac/x/KEY.pac`); the edge puts the origin before it. */
  readonly publication: Publication | null;
}

export interface PutInput {
  readonly kind: Kind;
  readonly id: string;
  /** The document as parsed and checked for shape; the store builds it (`core/build`) and keeps the canonical form. */
  readonly document: unknown;
  readonly precondition: Precondition;
  /** False keeps the publication as it is and makes the new revision available as `stage=next`. */
  readonly publish: boolean;
  readonly dryRun: boolean;
  readonly actor: Actor;
  readonly cause: Cause;
  /** Where this service was called: a subscribed list is not fetched from itself. */
  readonly origin?: string;
}

/** Refusals are values, not exceptions: they cross an RPC boundary. */
export type Refusal =
  | { readonly ok: false; readonly reason: 'stale'; readonly etag: string | null }
  | { readonly ok: false; readonly reason: 'exists'; readonly etag: string }
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'invalid'; readonly findings: readonly Finding[] }
  | {
      readonly ok: false;
      readonly reason: 'in-use';
      readonly dependents: readonly { readonly kind: Kind; readonly id: string }[];
    };

export type PutOutcome =
  | {
      readonly ok: true;
      /** What happened; `would-…` never occurs: a dry run answers what a write would have answered. */
      readonly change: 'created' | 'replaced' | 'unchanged';
      readonly stored: Stored;
      readonly previousRevision: number | null;
      readonly dependents: readonly Dependent[];
    }
  | Refusal;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | null;
}

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

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string | null;
  readonly profiles: readonly string[] | null;
  readonly networks: readonly string[] | null;
  /** Lower-case hex SHA-256 of the token. The token itself never comes here. */
  readonly hash: string;
}

/** Which entries of the audit are wanted; absent means all. */
export interface AuditFilter {
  readonly kind?: string;
  readonly id?: string;
  readonly by?: string;
  readonly action?: string;
  /** Unix milliseconds: from `since` on, before `until`. */
  readonly since?: number;
  readonly until?: number;
}

/** An allowance is used up; in so many seconds there is more. `what` names whose. */
export interface Limited {
  readonly ok: false;
  readonly reason: 'limited';
  readonly what: string;
  readonly retryAfter: number;
}

export interface RefreshInput {
  readonly id: string;
  /** Null: the list is fetched. Else what was kept back is taken: only the content of this SHA-256, or (true) whichever it is. */
  readonly accept: string | true | null;
  readonly dryRun: boolean;
  /** Where this service was called: it does not fetch from itself. */
  readonly origin: string;
  readonly actor: Actor;
}

/** What became of a refresh. It succeeds, too, when the publisher does not: then `refresh` says so, and nothing is lost. */
export type RefreshOutcome =
  | (Extract<PutOutcome, { ok: true }> & { readonly refresh: Refresh })
  | Refusal
  | Limited
  | { readonly ok: false; readonly reason: 'not-subscribed' }
  | { readonly ok: false; readonly reason: 'nothing-pending' };

/** What was seen of one proxy of a profile when it was last probed. */
export interface StoredProbe {
  /** Scheme, host and port that were probed. */
  readonly endpoint: string;
  readonly result: ProbeResult;
  readonly at: string;
  readonly by: string;
}

/** The latest report of a client. */
export interface StoredReport {
  /** The client's address; null when the network in front does not tell it. */
  readonly client: string | null;
  readonly at: string;
  readonly report: DoctorReport;
}

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

/** Whether what was written is on its way to clients. */
export interface Readiness {
  /** How many profiles wait for KV to say what the registry says, and for how many seconds the oldest has. */
  readonly outbox: { readonly waiting: number; readonly oldestSeconds: number };
  /** When KV last confirmed a manifest; null: never. */
  readonly lastPublishedAt: string | null;
}

/** The registry: it orders every write, keeps every revision, and publishes to KV. */
export interface Store {
  put(input: PutInput): Promise<PutOutcome>;
  /** Brings the documents to a set, in one transaction: all of it, or nothing. */
  apply(input: ApplyInput): Promise<Applied>;
  get(kind: Kind, id: string): Promise<Stored | null>;
  list(kind: Kind, page: PageRequest): Promise<Page<Summary>>;
  /** Withdraws PAC, config and WPAD, keeps the history. */
  delete(input: {
    readonly kind: Kind;
    readonly id: string;
    readonly precondition: Precondition;
    readonly dryRun: boolean;
    readonly actor: Actor;
  }): Promise<{ readonly ok: true } | Refusal>;
  /** Also answers for deleted documents: the history stays. Null: never existed. */
  revisions(kind: Kind, id: string, page: PageRequest): Promise<Page<Revision> | null>;
  /** `content`: of lists. */
  revision(
    kind: Kind,
    id: string,
    revision: number,
  ): Promise<(Revision & { readonly document: string; readonly content?: KeptContent | null }) | null>;
  /** Publishes a stored revision of a live profile as it is. */
  publish(input: {
    readonly id: string;
    readonly revision: number;
    readonly dryRun: boolean;
    readonly actor: Actor;
  }): Promise<PutOutcome>;
  /** Makes an earlier revision the newest one; revives a deleted document. */
  rollback(input: {
    readonly kind: Kind;
    readonly id: string;
    readonly revision: number;
    readonly precondition: Precondition;
    readonly dryRun: boolean;
    readonly actor: Actor;
  }): Promise<PutOutcome>;

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

  /** The newest first. */
  audit(page: PageRequest, filter: AuditFilter): Promise<Page<AuditEntry>>;
  /** One entry by its number, or null. */
  auditEntry(seq: number): Promise<AuditEntry | null>;

  /** Takes a caller's key for a call, or says what it was taken for. */
  beginCall(call: KeyedCall): Promise<Begun>;
  /** Keeps the answer of a call that was begun; null: it may be made again. */
  finishCall(call: Pick<KeyedCall, 'caller' | 'key' | 'requestId'>, answer: KeptAnswer | null): Promise<void>;

  /**
   * Takes one probe of each endpoint (`host port`) out of its allowance and out of the day's, and notes it in the audit:
   * all of them or, when one allowance is used up, none. Asked before anything is connected to.
   */
  startProbe(input: {
    readonly profile: string;
    readonly endpoints: readonly string[];
    readonly actor: Actor;
  }): Promise<{ readonly ok: true } | Limited>;
  /** Keeps what was seen, in place of what was seen of the same proxies before. */
  keepProbes(input: {
    readonly profile: string;
    readonly probes: readonly Pick<StoredProbe, 'endpoint' | 'result'>[];
    readonly actor: Actor;
  }): Promise<void>;
  /** By the name of the proxy. */
  probes(profile: string): Promise<readonly StoredProbe[]>;
  /** A key that nobody outside knows, for the canary's nonces; the same for the life of the registry. */
  canaryKey(): Promise<Uint8Array>;
  /** Keeps a report in place of the client's former one. */
  keepReport(input: {
    readonly profile: string;
    readonly client: string | null;
    readonly report: DoctorReport;
  }): Promise<{ readonly ok: true } | Limited>;
  /** The newest first. Null: no such live profile. */
  reports(profile: string, page: PageRequest): Promise<Page<StoredReport> | null>;

  /**
   * Makes a raw text the content of a list, which is made (format `auto`) when it is missing. The body is taken piece by
   * piece and decoded: UTF-8, or UTF-16 with its mark.
   */
  putContent(input: {
    readonly id: string;
    readonly body: ReadableStream<Uint8Array>;
    readonly precondition: Precondition;
    readonly dryRun: boolean;
    readonly actor: Actor;
  }): Promise<PutOutcome | { readonly ok: false; readonly reason: 'too-large' }>;
  /**
   * Fetches a subscribed list now, whatever its time is, and keeps what comes as a revision if it is another content and
   * not suspicious; or takes what was kept back before. One at a time for each list.
   */
  refresh(input: RefreshInput): Promise<RefreshOutcome>;
  /** Which content a live list has, if any; null: no such list. */
  content(list: string): Promise<{ readonly content: KeptContent | null } | null>;
  /** The UTF-8 bytes of a kept content; it never changes. */
  contentBytes(sha256: string): Promise<ReadableStream<Uint8Array>>;
  /** Every line of a live list that says something, or those of one outcome: JSON, one `LineReport` a line. */
  listReport(list: string, outcome: Outcome | null): Promise<ReadableStream<Uint8Array> | null>;
  /** What a live list means, for `unpackList`. Null: no such list. */
  listMeaning(list: string): Promise<ReadableStream<Uint8Array> | null>;

  /** For the edge when KV fails or lacks a value: what KV should say. Never compiles. */
  manifest(profile: string): Promise<Manifest | null>;
  wpad(name: string): Promise<string | null>;
  artifact(hash: string): Promise<Uint8Array | null>;

  /** How it stands with the outbox. */
  readiness(): Promise<Readiness>;
  /** A page of the comparison of KV with the registry. */
  consistency(cursor: string | null): Promise<Consistency>;
  /** Everything that cannot be made again, as JSON lines; a stream, as it may be large. */
  backup(): Promise<ReadableStream<Uint8Array>>;
  /** Takes a backup back, in one transaction; what it needs to be compiled follows. Waits for that for a while. */
  restore(
    input: Restoring & { readonly body: ReadableStream<Uint8Array> },
  ): Promise<
    | { readonly ok: true; readonly restored: Restoration }
    | { readonly ok: false; readonly damage: { readonly line: number; readonly detail: string } }
  >;
  /** Writes everything to KV again. Waits for it for a while. */
  republish(input: { readonly dryRun: boolean; readonly actor: Actor }): Promise<Republication>;

  /** Does due work now; the alarm calls it. Gives the time of the next due work, or null. */
  runDueWork(): Promise<number | null>;
}
