/** Which entries do two ordered lists have in common, in the same order? Pure. */

/** The places of one entry in both lists. */
export type Shared = readonly [inFirst: number, inSecond: number];

/**
 * A long common subsequence, ascending in both lists: equal texts are paired by their turn (the second of a text with
 * the second of the same text), and of these pairs a longest ascending run is kept. Not the longest there is when
 * texts repeat, which costs its user time, never truth. O(n log n).
 */
export function sharedInOrder(first: readonly string[], second: readonly string[]): Shared[] {
  return longestAscending(pairByTurn(first, second));
}

function pairByTurn(first: readonly string[], second: readonly string[]): Shared[] {
  const waiting = new Map<string, number[]>();
  for (let at = second.length - 1; at >= 0; at--) {
    const text = second[at] as string;
    const list = waiting.get(text);
    if (list === undefined) waiting.set(text, [at]);
    else list.push(at);
  }
  return first.flatMap((text, at): Shared[] => {
    const other = waiting.get(text)?.pop();
    return other === undefined ? [] : [[at, other]];
  });
}

/** Patience sorting: `tops[k]` ends the best run of length k + 1 found so far. */
function longestAscending(pairs: readonly Shared[]): Shared[] {
  const tops: number[] = [];
  const previous: (number | undefined)[] = [];
  pairs.forEach(([, second], at) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tops[middle] as number] as Shared)[1] < second) low = middle + 1;
      else high = middle;
    }
    previous[at] = tops[low - 1];
    tops[low] = at;
  });
  const run: Shared[] = [];
  for (let at = tops.at(-1); at !== undefined; at = previous[at]) run.push(pairs[at] as Shared);
  return run.reverse();
}
