/** How long did it take, how often? Durations of one kind of operation. */

/** What came of an operation. */
export interface Tally {
  /** Milliseconds of each that went well. */
  readonly times: number[];
  /** What went wrong, in words, and how often. */
  readonly errors: Map<string, number>;
}

/** Nothing has been done yet. */
export const newTally = (): Tally => ({ times: [], errors: new Map() });

/** Notes that something went wrong. */
export function noteError({ errors }: Tally, words: string): void {
  errors.set(words, (errors.get(words) ?? 0) + 1);
}

/** How often it went wrong. */
export const errorsOf = ({ errors }: Tally): number => [...errors.values()].reduce((sum, count) => sum + count, 0);

/** The value below which this share of all lies; NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
