/** Which addresses decide what? The number line of a family, cut where the result changes. Pure. */
import type { HostGroup } from './group.ts';
import type { Results } from './results.ts';

/** From `from` on, up to the next segment, literals have this result. Below the first segment it is 0. */
export interface Segment {
  readonly from: bigint;
  readonly result: number;
}

/** The segments of one family in ascending order; neighbours differ. */
export function decideAddresses(groups: readonly HostGroup[], family: 4 | 6, results: Results): Segment[] {
  const inside = new Set<number>();
  const segments: Segment[] = [];
  const edges = edgesOf(groups, family);
  edges.forEach(({ at, group, enters }, index) => {
    if (enters) inside.add(group);
    else inside.delete(group);
    if (edges[index + 1]?.at === at) return;
    const result = results.of([...inside].sort((a, b) => a - b));
    if (result !== (segments.at(-1)?.result ?? 0)) segments.push({ from: at, result });
  });
  return segments;
}

interface Edge {
  readonly at: bigint;
  readonly group: number;
  readonly enters: boolean;
}

/**
 * In ascending order. Ranges are merged, so that a group never has two edges at one address, nor is entered twice.
 * Sorted and not collected in a map by address: V8 hashes a bigint by its lowest 64 bits, which are 0 for every edge
 * of a /64, so that 27,000 of them took 95 s.
 */
function edgesOf(groups: readonly HostGroup[], family: 4 | 6): Edge[] {
  const edges: Edge[] = [];
  const end = 1n << (family === 4 ? 32n : 128n);
  groups.forEach(({ ranges }, group) => {
    for (const { family: own, first, last } of ranges) {
      if (own !== family) continue;
      edges.push({ at: first, group, enters: true });
      if (last + 1n < end) edges.push({ at: last + 1n, group, enters: false });
    }
  });
  return edges.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
