/** What does the store need to know about a document before it keeps it? Types only. */
import type { Kind } from '../../schemas/api.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ListReport } from '../../schemas/list.ts';
import type { Flavour } from '../../schemas/profile.ts';
import type { ZoneTable } from '../core/follow/zone-table.ts';
import type { Chunks } from '../core/lists/lines.ts';

/** How a publication is handed out, with every default filled in. */
export interface Delivery {
  readonly access: 'key' | 'public';
  readonly networks: readonly string[] | null;
  /** Seconds. */
  readonly maxAge: number;
  /** Host names, canonical. */
  readonly wpad: readonly string[];
  /** How a client's zone is found from its address. */
  readonly zones: ZoneTable;
}

/** Names a document that another one is made with. */
export interface Reference {
  readonly kind: Kind;
  readonly id: string;
}

/** A finished text with its sizes. */
export interface CompiledText {
  /** The zone's name; empty for the generic text. */
  readonly zone: string;
  readonly flavour: Flavour;
  readonly hash: string;
  readonly bytes: Uint8Array;
  /** Bytes after gzip. */
  readonly gzip: number;
}

/** What a profile becomes for the edge. */
export interface CompiledPublication {
  readonly delivery: Delivery;
  readonly texts: readonly CompiledText[];
  /** The documents that went into the texts: when one of them changes, they are made anew. */
  readonly references: readonly Reference[];
}

/** What a list comes to, beside its document. */
export interface CompiledList {
  readonly report: ListReport | null;
  /** What it means, in pieces of text from which it can be read again, and the SHA-256 of all of them. */
  readonly meaning: { readonly print: string; readonly pieces: readonly string[] };
}

/** A document that may be kept. */
export interface Compiled {
  readonly ok: true;
  /** Canonical JSON text: equal documents are equal texts. */
  readonly document: string;
  readonly title: string | null;
  readonly findings: readonly Finding[];
  /** Null for documents that the edge does not serve by themselves. */
  readonly publication: CompiledPublication | null;
  /** When the document means something else without being changed (a rule expires): Unix milliseconds, or null. */
  readonly changesAt: number | null;
  /** Of lists only. */
  readonly list?: CompiledList;
}

/** A document that may not. */
export interface NotCompiled {
  readonly ok: false;
  readonly findings: readonly Finding[];
}

/** The documents around the one that is compiled, as they are kept. */
export interface Documents {
  /** The newest revision of a live document, or null. The same object whenever it is asked for again. */
  get(reference: Reference): unknown;
  /** The profiles that are made with a document, each in its newest revision. */
  followers(reference: Reference): readonly unknown[];
  /** A kept content by its SHA-256, read anew each time it is gone through; null when there is none. */
  content(sha256: string): Chunks | null;
  /** What the newest revision of a live list means, in the pieces that were kept; null when there is no such list. */
  meaning(list: string): Chunks | null;
}

/** A document as it came, and when. */
export interface CompileInput {
  readonly kind: Kind;
  readonly id: string;
  readonly document: unknown;
  /** Unix milliseconds. */
  readonly now: number;
  readonly documents: Documents;
}

/** Pure and synchronous, so that it can run inside a transaction. */
export type Compiler = (input: CompileInput) => Compiled | NotCompiled;
