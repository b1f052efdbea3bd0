/** What can be kept of a document and its history, and how does a write end? */
import type { Cause, Dependent, Kind, Publication, Revision, Summary } from '../../../schemas/api.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { KeptContent, ListReport } from '../../../schemas/list.ts';
import type { Subscription } from '../../../schemas/subscription.ts';
import type { Actor } from './actor.ts';
import type { Page, PageRequest } from './page.ts';

/** Names a document. */
export interface DocumentName {
  readonly kind: Kind;
  readonly id: string;
}

/** RFC 9110 preconditions. `ifMatch`: the entity tags named, or `*`. `ifNoneMatch`: only create. */
export interface Precondition {
  readonly ifMatch?: readonly string[] | '*';
  readonly ifNoneMatch?: '*';
}

/** A document as it is kept. `document` is canonical JSON text. */
export interface Stored extends DocumentName {
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

/** A document that is written, and how. */
export interface PutInput extends DocumentName {
  /** The document as parsed and checked for shape; the store builds it (`core/build`) and keeps the canonical form. */
  readonly document: unknown;
  /**
   * The `text` of a list, in UTF-8, when the document comes without it. A call to the registry may carry 32 MiB; as a text
   * one character beyond Latin-1 makes every character two bytes.
   */
  readonly text?: Uint8Array;
  readonly precondition: Precondition;
  /** False keeps the publication as it is and makes the new revision available as `stage=next`. */
  readonly publish: boolean;
  readonly dryRun: boolean;
  readonly actor: Actor;
  readonly cause: Cause;
  /** Where this service was called: a subscribed list is not fetched from itself. */
  readonly origin?: string;
}

/** A document that is withdrawn. */
export interface DeleteInput extends DocumentName {
  readonly precondition: Precondition;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

/** A stored revision of a profile that is served as it is. */
export interface PublishInput {
  readonly id: string;
  readonly revision: number;
  /** Of the newest revision, which need not be the one that is published. */
  readonly precondition: Precondition;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

/** An earlier revision that comes back. */
export interface RollbackInput extends DocumentName {
  readonly revision: number;
  readonly precondition: Precondition;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

/** Refusals are values, not exceptions: they cross an RPC boundary. */
export type Refusal =
  | { readonly ok: false; readonly reason: 'stale'; readonly etag: string | null }
  | { readonly ok: false; readonly reason: 'exists'; readonly etag: string }
  | { readonly ok: false; readonly reason: 'missing' }
  | { readonly ok: false; readonly reason: 'invalid'; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly reason: 'in-use'; readonly dependents: readonly DocumentName[] };

/** How a write of one document ended. */
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

/** Documents of all kinds, one at a time. */
export interface DocumentStore {
  put(input: PutInput): Promise<PutOutcome>;
  get(kind: Kind, id: string): Promise<Stored | null>;
  list(kind: Kind, page: PageRequest): Promise<Page<Summary>>;
  /** Withdraws PAC, config and WPAD, keeps the history. */
  delete(input: DeleteInput): Promise<{ readonly ok: true } | Refusal>;
  /** Also answers for deleted documents: the history stays. Null: never existed. */
  revisions(kind: Kind, id: string, page: PageRequest): Promise<Page<Revision> | null>;
  /** `content`: of lists. */
  revision(
    kind: Kind,
    id: string,
    revision: number,
  ): Promise<(Revision & { readonly document: string; readonly content?: KeptContent | null }) | null>;
  /** Publishes a stored revision of a live profile. */
  publish(input: PublishInput): Promise<PutOutcome>;
  /** Makes an earlier revision the newest one; revives a deleted document. */
  rollback(input: RollbackInput): Promise<PutOutcome>;
}
