/** Which requests make a test hold, as a few boxes? Pure. */
import { canonicalHost } from '../../net/host.ts';
import type { Test, TimeWindow } from '../../pac/program.ts';
import { type Box, boxOf, EVERYTHING, HOST_PATTERN, meet, WHOLE } from './box.ts';
import { addressSet, type Interval, type Intervals, IPV4, intersect, setOf, subtract } from './intervals.ts';
import { ALL_NAMES, NO_NAMES, regionsOf } from './names.ts';

/** Boxes that one test may need; what needs more is not judged. */
const MAX_BOXES = 128;

/** Boxes whose union is exactly where the test holds; null when they would be too many. */
export type Boxes = readonly Box[] | null;

/** The boxes of a test, or of its opposite. A test that can never hold has none. */
export function boxesOf(test: Test, holds = true): Boxes {
  if (test.is === 'not') return boxesOf(test.of, !holds);
  if (test.is === 'all' || test.is === 'any') {
    const parts = test.of.map((part) => boxesOf(part, holds));
    return (test.is === 'all') === holds ? product(parts) : union(parts);
  }
  const leaf = LEAVES[test.is] as (test: Test, holds: boolean) => readonly Box[];
  return leaf(test, holds).filter((box) => meet(box, EVERYTHING) !== null);
}

/** Where at least one of them holds. */
function union(parts: readonly Boxes[]): Boxes {
  let all: Box[] | null = [];
  for (const part of parts) all = all === null || part === null ? null : [...all, ...part];
  return all === null || all.length > MAX_BOXES ? null : all;
}

/** Where all of them hold: every choice of one box from each. */
export function product(parts: readonly Boxes[]): Boxes {
  let boxes: readonly Box[] = [EVERYTHING];
  for (const part of parts) {
    if (part === null || boxes.length * part.length > MAX_BOXES ** 2) return null;
    boxes = boxes.flatMap((box) => part.flatMap((other) => meet(box, other) ?? []));
    if (boxes.length > MAX_BOXES) return null;
  }
  return boxes;
}

type Leaf = Exclude<Test, { is: 'all' | 'any' | 'not' }>;
type LeafTable = {
  readonly [Kind in Leaf['is']]: (test: Extract<Leaf, { is: Kind }>, holds: boolean) => readonly Box[];
};

/** Each kind of test as boxes, and its opposite. */
const LEAVES: LeafTable = {
  always: (_, holds) => (holds ? [EVERYTHING] : []),
  never: (_, holds) => (holds ? [] : [EVERYTHING]),
  names: ({ names }, holds) => [
    holds
      ? boxOf({ sets: { literal: [] }, names: { ...ALL_NAMES, within: regionsOf(names) } })
      : boxOf({ names: { ...ALL_NAMES, outside: [regionsOf(names)] } }),
  ],
  plain: (_, holds) => [
    holds
      ? boxOf({ sets: { literal: [] }, names: { ...ALL_NAMES, dots: 'none' } })
      : boxOf({ names: { ...ALL_NAMES, dots: 'some' } }),
  ],
  wildcard: ({ on, patterns }, holds) =>
    atoms(
      patterns.map((pattern) => `${on}~${pattern}`),
      holds,
    ),
  regex: ({ on, sources }, holds) =>
    atoms(
      sources.map((source) => `${on}-regex~${source}`),
      holds,
    ),
  ranges: ({ on, ranges }, holds) => RANGES[on](addressSet(ranges), holds),
  scheme: ({ schemes }, holds) => [onAxis('scheme', setOf(schemes.map(schemePlace)), holds)],
  port: ({ ranges }, holds) => [
    onAxis('port', setOf(ranges.map(([first, last]) => [BigInt(first), BigInt(last)])), holds),
  ],
  time: ({ windows }, holds) => (holds ? windows.map(windowBox) : (product(windows.map(outsideOf)) ?? [EVERYTHING])),
};

function onAxis(axis: keyof Box['sets'], set: Intervals, holds: boolean): Box {
  return boxOf({ sets: { [axis]: holds ? intersect(set, WHOLE[axis]) : subtract(WHOLE[axis], set) } });
}

/** A scheme as a number: its characters, which are ASCII and at most 31. */
function schemePlace(scheme: string): Interval {
  const place = [...scheme].reduce((value, character) => (value << 8n) | BigInt(character.charCodeAt(0)), 0n);
  return [place, place];
}

const RANGES: Readonly<Record<Extract<Leaf, { is: 'ranges' }>['on'], (set: Intervals, holds: boolean) => Box[]>> = {
  client: (set, holds) => [onAxis('client', set, holds)],
  host: (set, holds) => [
    holds
      ? boxOf({ sets: { literal: set }, names: NO_NAMES })
      : boxOf({ sets: { literal: subtract(WHOLE.literal, set) } }),
  ],
  // A literal in the ranges, or a name whose IPv4 address is.
  address: (set, holds) => {
    const resolved = intersect(set, IPV4);
    return holds
      ? [boxOf({ sets: { literal: set }, names: NO_NAMES }), boxOf({ sets: { literal: [], resolved } })]
      : [boxOf({ sets: { literal: subtract(WHOLE.literal, set), resolved: subtract(WHOLE.resolved, resolved) } })];
  },
};

function atoms(keys: readonly string[], holds: boolean): readonly Box[] {
  if (!holds) return [boxOf({ atoms: keys.map((key) => [key, false]) })];
  if (keys.length > MAX_BOXES) return [boxOf({ atoms: [[JSON.stringify(keys), true]] })];
  return keys.map((key) => narrow(key, boxOf({ atoms: [[key, true]] })));
}

/** What a pattern over URLs says about scheme and host where it spells them out; other atoms say nothing more. */
function narrow(key: string, box: Box): Box {
  const [, scheme, host] = /^url~([a-z][a-z0-9+.-]*):\/\/(?:([^*?/:[\]]+)[:/])?/.exec(key) ?? [];
  if (scheme === undefined || key.startsWith(HOST_PATTERN)) return box;
  const spelled = { ...box, sets: { ...box.sets, scheme: [schemePlace(scheme)] } };
  if (host === undefined || canonicalHost(host) !== host) return spelled;
  const names = { ...ALL_NAMES, within: regionsOf([{ name: host, match: 'exact' }]) };
  return { ...spelled, sets: { ...spelled.sets, literal: [] }, names };
}

const DAY = 1_440;

/** Dates are not counted: they make the window an atom, inside the minutes that it can have. */
function windowBox(window: TimeWindow): Box {
  const atom: [string, boolean][] = window.dates === undefined ? [] : [[windowKey(window), true]];
  return boxOf({ sets: { [window.clock]: minutesOf(window) }, atoms: atom });
}

function outsideOf(window: TimeWindow): readonly Box[] {
  if (window.dates !== undefined) return [boxOf({ atoms: [[windowKey(window), false]] })];
  return [boxOf({ sets: { [window.clock]: subtract(WHOLE[window.clock], minutesOf(window)) } })];
}

function windowKey(window: TimeWindow): string {
  return `time~${JSON.stringify(window)}`;
}

/** Minutes of the week, Monday first. A window that wraps ends on the day after. */
function minutesOf({ days = [0, 1, 2, 3, 4, 5, 6], from, to }: TimeWindow): Intervals {
  const spans = days.flatMap((day): Interval[] => {
    const start = BigInt(day * DAY);
    if (from < to) return [[start + BigInt(from), start + BigInt(to) - 1n]];
    const next = BigInt(((day + 1) % 7) * DAY);
    return [
      [start + BigInt(from), start + BigInt(DAY) - 1n],
      [next, next + BigInt(to) - 1n],
    ];
  });
  return setOf(spans);
}
