/** Who has asked too often? Token buckets with bounded memory. Pure: time comes in as an argument. */

/** Counts for many askers. */
export interface Budget {
  /** Takes one out of the asker's budget. Gives 0, or in how many whole seconds there is one again. */
  take(asker: string, now: number): number;
  /** True when the next `take` would be refused; takes nothing. */
  isSpent(asker: string, now: number): boolean;
}

/** What a budget is made of. */
export interface BudgetTerms {
  /** So many may be used at once, and come back evenly within a minute. */
  readonly perMinute: number;
  /** How many askers are remembered; whoever asked longest ago is forgotten, which is in their favour. */
  readonly askers: number;
}

/** What one call costs, in units of which `perMinute` come back each millisecond: whole numbers never drift. */
const COST = 60_000;

/** A budget that nobody has used. */
export function createBudget({ perMinute, askers }: BudgetTerms): Budget {
  /** What was left at a time (Unix milliseconds), the least recently used first. */
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  const leftOf = (asker: string, now: number): number => {
    const bucket = buckets.get(asker);
    if (bucket === undefined) return perMinute * COST;
    // A clock that was set back gives nothing, and takes nothing.
    return Math.min(perMinute * COST, bucket.left + Math.max(0, now - bucket.at) * perMinute);
  };
  return {
    isSpent: (asker, now) => leftOf(asker, now) < COST,
    take(asker, now) {
      const left = leftOf(asker, now);
      buckets.delete(asker);
      buckets.set(asker, { left: left < COST ? left : left - COST, at: now });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= askers) break;
        buckets.delete(oldest);
      }
      return left < COST ? Math.ceil((COST - left) / (perMinute * 1000)) : 0;
    },
  };
}
