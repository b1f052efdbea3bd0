/** Which known name was probably meant? Pure. */

/** How many edits a guess may be away: one for short names, two for longer ones, never more than a third of the name. */
const MAX_EDITS = 2;
/** Names longer than this are not compared; nobody misspells by hand what is that long. */
const MAX_LENGTH = 63;

/** The candidate closest to what was written, or null when none is close. Ties go to the first. */
export function suggest(written: string, candidates: Iterable<string>): string | null {
  if (written.length > MAX_LENGTH) return null;
  const lower = written.toLowerCase();
  let best: string | null = null;
  let bound = Math.min(MAX_EDITS, Math.ceil(written.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(lower, candidate.toLowerCase());
    if (edits < bound && candidate !== written) {
      best = candidate;
      bound = edits;
    }
  }
  return best;
}

/** The advice that goes with a guess, or nothing. */
export function didYouMean(written: string, candidates: Iterable<string>): { fix?: string } {
  const guess = suggest(written, candidates);
  return guess === null ? {} : { fix: `Did you mean ${JSON.stringify(guess)}?` };
}

/** Edits (insert, delete, replace, swap of neighbours) between two words: optimal string alignment. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > MAX_EDITS) return MAX_EDITS + 1;
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const edits = [at(last, column) + 1, at(next, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1)];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped && row > 1 && column > 1) edits.push(at(before, column - 2) + 1);
      next.push(Math.min(...edits));
    }
    before = last;
    last = next;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
