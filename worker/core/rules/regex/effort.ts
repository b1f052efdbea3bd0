/** How much may it cost to check all expressions of one document? Pure. */

/** What is left for the expressions still to be checked. One for each document; counts down. */
export interface Effort {
  left: number;
}

/**
 * Steps for all expressions of a document. An expression as people write them needs some hundreds, the dearest one
 * `MAX_WORK` and as much again for its automaton. A step takes 1 to 3 µs (one core, busy), so some 5 s at the very worst.
 */
export const MAX_EFFORT = 2_000_000;

/** What a document begins with. */
export function newEffort(): Effort {
  return { left: MAX_EFFORT };
}
