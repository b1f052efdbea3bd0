/** What does the store need to know about a document before it keeps it? Types only. */
import type { Kind } from '../../schemas/api.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Flavour } from '../../schemas/profile.ts';

/** How a publication is handed out, with every default filled in. */
export interface Delivery {
  readonly access: 'key' | 'public';
  readonly networks: readonly string[] | null;
  /** Seconds. */
  readonly maxAge: number;
  /** Host names, canonical. */
  readonly wpad: readonly string[];
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
}

/** A document that may not. */
export interface NotCompiled {
  readonly ok: false;
  readonly findings: readonly Finding[];
}

/** A document as it came, and when. */
export interface CompileInput {
  readonly kind: Kind;
  readonly id: string;
  readonly document: unknown;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Pure and synchronous, so that it can run inside a transaction. */
export type Compiler = (input: CompileInput) => Compiled | NotCompiled;
