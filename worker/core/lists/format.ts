/** What must a list format be able to do? One record per format; `formats/table.ts` lists them. Pure. */
import type { FormatName } from '../../../schemas/list.ts';
import type { Item } from './item.ts';
import type { Chunks } from './lines.ts';

/**
 * What decides when the lines of a list disagree: `exceptions`: an exception beats every other line;
 * `first`: the first line that matches.
 */
export type Order = 'exceptions' | 'first';

/** The beginning of a text, for recognising its format. */
export interface Sample {
  /** The first characters, without a byte order mark. */
  readonly start: string;
  /** The first lines that are neither empty nor comments of a common kind (`#`, `;`, `!`, `//`). */
  readonly lines: readonly string[];
}

/** A list format. */
export interface ListFormat {
  readonly name: FormatName;
  /** For people. */
  readonly title: string;
  /** The public specification that it was written from. */
  readonly source: string;
  /** What decides when lines disagree. May depend on the text where a format has dialects. */
  order(sample: Sample): Order;
  /** What says that a text is certainly of this format, in words; null when nothing does. */
  signature(sample: Sample): string | null;
  /** Whether a line could only be one of this format or of formats further down the table. */
  looksLike(line: string): boolean;
  /** Every line as items, in order; a line that says several things gives several. */
  read(chunks: Chunks): Iterable<Item>;
}
