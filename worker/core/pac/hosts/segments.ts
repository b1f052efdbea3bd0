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
  for (const [from, edges] of edgesOf(groups, family)) {
    for (const { group, enters } of edges) {
      if (enters) inside.add(group);
      else inside.delete(group);
    }
    const result = results.of([...inside].sort((a, b) => a - b));
    if (result !== (segments.at(-1)?.result ?? 0)) segments.push({ from, result });
  }
  return segments;
}

interface Edge {
  readonly group: number;
  readonly enters: boolean;
}

/** Ranges are merged, so that a group never has two edges at one address, nor is entered twice. */
function edgesOf(groups: readonly HostGroup[], family: 4 | 6): [bigint, Edge[]][] {
  const edges = new Map<bigint, Edge[]>();
  const add = (at: bigint, edge: Edge): void => {
    const known = edges.get(at);
    if (known === undefined) edges.set(at, [edge]);
    else known.push(edge);
  };
  const end = 1n << (family === 4 ? 32n : 128n);
  groups.forEach(({ ranges }, group) => {
    for (const { family: own, first, last } of ranges) {
      if (own !== family) continue;
      add(first, { group, enters: true });
      if (last + 1n < end) add(last + 1n, { group, enters: false });
    }
  });
  return [...edges].sort(([a], [b]) => (a < b ? -1 : 1));
}
