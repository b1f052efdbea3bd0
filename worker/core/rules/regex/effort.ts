/** How much may it cost to check all expressions of one document? Pure. */

/** What is left for the expressions still to be checked, and what was found out about those before. One for each document. */
export interface Effort {
  /** Steps; counts down. */
  left: number;
  /** In how many ways all expressions over a text may be matched at once: what asking them costs is a multiple of it. */
  readonly ways: { host: number; url: number };
  /** The expressions were accepted before, by this version: they are neither checked nor counted again. */
  readonly isTrusted?: true;
}

/**
 * Steps for all expressions of a document. An expression as people write them needs some hundreds, the dearest one
 * `MAX_WORK` and as much again for its automaton. A step takes 1 to 3 µs (one core, busy), so some 5 s at the very worst.
 */
export const MAX_EFFORT = 2_000_000;

/** For expressions that were accepted before. */
export const TRUSTED: Effort = { left: 0, ways: { host: 0, url: 0 }, isTrusted: true };

/** What a document begins with. */
export function newEffort(): Effort {
  return { left: MAX_EFFORT, ways: { host: 0, url: 0 } };
}
