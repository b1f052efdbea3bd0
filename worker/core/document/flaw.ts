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

/** The flaw of a text that nests too deeply; told before anything recursive looks at it. */
export function tooDeep(offset: number): Flaw {
  const detail = `expected at most ${MAX_NESTING} maps and lists inside each other`;
  return { code: 'document.depth', offset, pointer: '', detail };
}
