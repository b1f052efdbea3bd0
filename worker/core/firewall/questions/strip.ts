/** Which of the sources that are asked about does each rule speak of? Sources on a line, cut where a rule begins or ends. Pure. */
import { type IpAddress, type IpRange, parseAddress } from '../../net/address.ts';
import { type Budget, spend } from '../algebra/budget.ts';
import { EXAMPLES } from '../algebra/space.ts';
import type { Peers, PolicyRule } from '../policy.ts';
import { commonRanges, ofFamily } from '../ranges.ts';

/** Runs of neighbouring cells: of each the first, and the one behind the last. */
export type CellRuns = Int32Array;

/** Sources of one family, cut into cells that no rule tells apart. */
export interface Strip {
  readonly size: number;
  /** What each rule's `from` holds of it, by the rule's place. */
  readonly runsAt: readonly CellRuns[];
  /** The addresses of cells in any order: merged, ascending. */
  readonly rangesOf: (cells: readonly number[]) => IpRange[];
  /** A documentation address where there is one in the cells, else the lowest address. */
  readonly exampleOf: (cells: readonly number[]) => IpAddress;
}

/** The strips of sources that are asked about, each made once. */
export function stripsOf(rules: readonly PolicyRule[]): (from: Peers, family: 4 | 6, budget: Budget) => Strip {
  const sides = [...new Set(rules.map(({ from }) => from))];
  const known = { 4: new Map<Peers, Strip>(), 6: new Map<Peers, Strip>() };
  return (from, family, budget) => {
    const seen = known[family].get(from);
    if (seen !== undefined) return seen;
    const made = makeStrip(ofFamily(from.ranges, family), { rules, sides }, budget);
    known[family].set(from, made);
    return made;
  };
}

/** Lists of rules that are looked at, and ranges that are cut, in one step. */
const LISTS_A_STEP = 32;
const RANGES_A_STEP = 16;

function makeStrip(
  all: readonly IpRange[],
  { rules, sides }: { readonly rules: readonly PolicyRule[]; readonly sides: readonly Peers[] },
  budget: Budget,
): Strip {
  spend(budget, Math.floor(rules.length / LISTS_A_STEP));
  const parts = new Map<Peers, readonly IpRange[]>();
  let ranges = all.length;
  for (const side of sides) {
    const part = commonRanges(all, side.ranges);
    if (part.length > 0) parts.set(side, part);
    ranges += part.length + Math.min(all.length, side.ranges.length);
    if (ranges >= RANGES_A_STEP) {
      spend(budget, Math.floor(ranges / RANGES_A_STEP));
      ranges %= RANGES_A_STEP;
    }
  }
  const cells = cut(all, [...parts.values()]);
  const runs = new Map([...parts].map(([side, part]) => [side, runsOf(part, cells)]));
  return {
    size: cells.length,
    runsAt: rules.map(({ from }) => runs.get(from) ?? NO_RUNS),
    rangesOf: (some) => joined([...some].sort((a, b) => a - b).map((cell) => cells[cell] as IpRange)),
    exampleOf: (some) => exampleIn(some, cells),
  };
}

/** Disjoint ranges, ascending, such that each part is made of whole ones. */
function cut(all: readonly IpRange[], parts: readonly (readonly IpRange[])[]): IpRange[] {
  const edges = parts.flatMap((part) => part.flatMap(({ first, last }) => [first, last + 1n])).sort(ascending);
  let next = 0;
  return all.flatMap(({ family, first, last }) => {
    const cells: IpRange[] = [];
    let from = first;
    for (let edge = edges[next]; edge !== undefined && edge <= last; edge = edges[++next]) {
      if (edge <= from) continue;
      cells.push({ family, first: from, last: edge - 1n });
      from = edge;
    }
    return [...cells, { family, first: from, last }];
  });
}

const NO_RUNS: CellRuns = new Int32Array(0);

function runsOf(part: readonly IpRange[], cells: readonly IpRange[]): CellRuns {
  return Int32Array.from(part.flatMap(({ first, last }) => [cellAt(first, cells), cellAt(last, cells) + 1]));
}

/** The last cell that begins at or before an address. */
function cellAt(address: bigint, cells: readonly IpRange[]): number {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cells[middle] as IpRange).first <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function joined(cells: readonly IpRange[]): IpRange[] {
  const out: IpRange[] = [];
  for (const cell of cells) {
    const top = out.at(-1);
    if (top !== undefined && top.last + 1n === cell.first) out[out.length - 1] = { ...top, last: cell.last };
    else out.push(cell);
  }
  return out;
}

function exampleIn(some: readonly number[], cells: readonly IpRange[]): IpAddress {
  const lowest = cells[some.reduce((least, cell) => Math.min(least, cell), cells.length)] as IpRange;
  const preferred = EXAMPLES[lowest.family].flatMap((text) => parseAddress(text) ?? []);
  const shown = preferred.find(({ value }) => {
    const cell = cellAt(value, cells);
    return (cells[cell]?.last ?? -1n) >= value && some.includes(cell);
  });
  return shown ?? { family: lowest.family, value: lowest.first };
}

const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
