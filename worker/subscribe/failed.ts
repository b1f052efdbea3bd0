/** How does a fetch say that it failed? As a refusal with a code of the table of findings. Pure. */
import { CODES, type FindingCode } from '../core/findings/codes.ts';
import type { Refused } from '../core/net/refused.ts';

/** The codes of a fetch. */
export type FetchCode = Extract<FindingCode, `subscription.${string}`>;

/** Why nothing came. `retryAfterMs`: how long the publisher wants to be left alone, where it says so. */
export interface Failed extends Refused {
  readonly retryAfterMs?: number;
}

/** A failure; the sentence is the code's title unless something more exact is known. */
export const failed = (code: FetchCode, error: string = CODES[code].title): Refused => ({ code, error });
