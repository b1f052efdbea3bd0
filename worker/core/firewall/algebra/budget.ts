/** How much may an answer cost? Steps that are counted, so that a hostile policy ends in "not analysed". Pure. */

/** A number of steps that is spent. Deterministic: the same question costs the same everywhere. */
export interface Budget {
  left: number;
}

/** Thrown inside the algebra when a budget ends; `withinBudget` is the only place that catches it. */
class BudgetEnded extends Error {}

/** Takes steps off a budget. */
export function spend(budget: Budget, steps = 1): void {
  budget.left -= steps;
  if (budget.left < 0) throw new BudgetEnded('the step budget of the analysis has ended');
}

/** Rules that are looked at, and words of sets that are computed with, in one step. */
const RULES_A_STEP = 64;
const WORDS_A_STEP = 2_048;

/** The steps of looking at some rules with so many words each, rounded down. */
export function stepsOf(rules: number, words: number): number {
  return Math.floor(rules / RULES_A_STEP + (rules * words) / WORDS_A_STEP);
}

/** The answer, or null when it costs more than `share` or than what is left of the whole. */
export function withinBudget<T>(
  whole: Budget,
  share: number,
  answer: (budget: Budget) => T,
): { readonly value: T } | null {
  const limit = Math.min(share, whole.left);
  if (whole.left === 0 && share > 0) return null;
  const budget: Budget = { left: limit };
  try {
    return { value: answer(budget) };
  } catch (error) {
    if (error instanceof BudgetEnded) return null;
    throw error;
  } finally {
    whole.left -= limit - Math.max(budget.left, 0);
  }
}
