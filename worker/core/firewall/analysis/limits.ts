/** What may an analysis cost? Pure. */

/** Steps and sizes after which an answer is "not analysed" or cut. One step looks at up to 64 rules. */
export interface Limits {
  /** Steps of all questions together. */
  readonly steps: number;
  /** Steps of one question, so that one nasty rule does not take the answers of all others. */
  readonly stepsEach: number;
  /** Conflicts that are listed. */
  readonly conflicts: number;
}

/** Measured in `bench/firewall`: 5,000 proxy-like rules need about a tenth of these steps. */
export const LIMITS: Limits = { steps: 400_000, stepsEach: 50_000, conflicts: 10_000 };
