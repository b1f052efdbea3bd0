/** What does a list hold, and what does it mean? */
import type { KeptContent, Outcome } from '../../../schemas/list.ts';
import type { Actor } from './actor.ts';
import type { Precondition, PutOutcome } from './documents.ts';

/** A raw text that becomes the content of a list. */
export interface ContentInput {
  readonly id: string;
  readonly body: ReadableStream<Uint8Array>;
  readonly precondition: Precondition;
  readonly dryRun: boolean;
  readonly actor: Actor;
}

/** The contents of lists. What a list is called and where it comes from is its document. */
export interface ListStore {
  /**
   * Makes a raw text the content of a list, which is made (format `auto`) when it is missing. The body is taken piece by
   * piece and decoded: UTF-8, or UTF-16 with its mark.
   */
  putContent(input: ContentInput): Promise<PutOutcome | { readonly ok: false; readonly reason: 'too-large' }>;
  /** Which content a live list has, if any; null: no such list. */
  content(list: string): Promise<{ readonly content: KeptContent | null } | null>;
  /** The UTF-8 bytes of a kept content; it never changes. */
  contentBytes(sha256: string): Promise<ReadableStream<Uint8Array>>;
  /** Every line of a live list that says something, or those of one outcome: JSON, one `LineReport` a line. */
  listReport(list: string, outcome: Outcome | null): Promise<ReadableStream<Uint8Array> | null>;
  /** What a live list means, for `unpackList`. Null: no such list. */
  listMeaning(list: string): Promise<ReadableStream<Uint8Array> | null>;
}
