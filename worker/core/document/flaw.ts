/** What makes a text unreadable, and where? Pure. */
import type { FindingCode } from '../findings/codes.ts';

/** One reason why a text was not read. */
export interface Flaw {
  readonly code: FindingCode;
  /** UTF-16 units into the text. */
  readonly offset: number;
  /** JSON Pointer; the empty one where the text has no structure yet. */
  readonly pointer: string;
  readonly detail: string;
  readonly found?: string;
}

/** How many flaws of one text are told; the rest would say the same again. */
export const MAX_FLAWS = 100;

/**
 * How many maps and lists may stand inside each other. Conditions of the deepest allowed nesting (16 groups, each a
 * list of maps) need 44, so nothing meaningful is deeper.
 */
export const MAX_NESTING = 64;

/**
 * How many words and signs a text may have: as many as 1 MiB of JSON can hold, and half of that in YAML, whose reader takes
 * ten times as long for each. What is larger than that for a good reason (the content of a list in its document) is one word.
 */
export const MAX_TOKENS = { json: 1_048_576, yaml: 524_288 } as const;

/** The flaw of a text that has too many of them; told before anything is made of it. */
export function tooManyTokens(most: number, offset: number): Flaw {
  const detail = `expected at most ${most} words and signs; here begins one more`;
  return { code: 'document.too-large', offset, pointer: '', detail };
}

/** The flaw of a text that nests too deeply; told before anything recursive looks at it. */
export function tooDeep(offset: number): Flaw {
  const detail = `expected at most ${MAX_NESTING} maps and lists inside each other`;
  return { code: 'document.depth', offset, pointer: '', detail };
}
