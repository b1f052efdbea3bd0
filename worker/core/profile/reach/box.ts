/** Which requests does a conjunction of tests allow: a set on each axis? Pure. */
import { ADDRESSES, type Intervals, IPV4, intersect, isSubset } from './intervals.ts';
import { patternMayMeet } from './meet.ts';
import { ALL_NAMES, areNamesWithin, intersectNames, isNoName, type Names } from './names.ts';

/** What can be counted about a request. Ports and resolved addresses may be missing: -1. Clocks: minutes of the week. */
export const AXES = ['literal', 'scheme', 'port', 'client', 'resolved', 'local', 'utc'] as const;
export type Axis = (typeof AXES)[number];

/** Everything that an axis can show. A host is a literal or a name, so `literal` and `names` are two parts of one axis. */
export const WHOLE: Readonly<Record<Axis, Intervals>> = {
  literal: ADDRESSES,
  scheme: [[0n, (1n << 256n) - 1n]],
  port: [[-1n, 65_535n]],
  client: ADDRESSES,
  resolved: [[-1n, IPV4[0]?.[1] ?? 0n]],
  local: [[0n, 10_079n]],
  utc: [[0n, 10_079n]],
};

/**
 * A request is in the box when it is in the set of every axis and every atom answers as it says. Atoms are tests that
 * are not taken apart (patterns, expressions, dates): equal keys are equal tests.
 */
export interface Box {
  readonly sets: Readonly<Record<Axis, Intervals>>;
  readonly names: Names;
  readonly atoms: ReadonlyMap<string, boolean>;
}

/** The box of all requests. */
export const EVERYTHING: Box = { sets: WHOLE, names: ALL_NAMES, atoms: new Map() };

/** Host patterns are atoms whose keys begin like this; the pattern follows. */
export const HOST_PATTERN = 'host~';

/** The box of one axis, or of a host, or of atoms. */
export function boxOf(parts: { sets?: Partial<Box['sets']>; names?: Names; atoms?: Iterable<[string, boolean]> }): Box {
  return { sets: { ...WHOLE, ...parts.sets }, names: parts.names ?? ALL_NAMES, atoms: new Map(parts.atoms) };
}

/** What is in both boxes, or null when that is certainly nothing. */
export function meet(one: Box, other: Box): Box | null {
  const atoms = new Map(one.atoms);
  for (const [key, answer] of other.atoms) {
    if (atoms.get(key) === !answer) return null;
    atoms.set(key, answer);
  }
  const sets = { ...one.sets };
  for (const axis of AXES) sets[axis] = common(one.sets[axis], other.sets[axis], WHOLE[axis]);
  const box = { sets, names: intersectNames(one.names, other.names), atoms };
  return isEmpty(box) ? null : box;
}

/** Whether every request of the inner box is in the outer one. False when it is not certain. */
export function isInside(inner: Box, outer: Box): boolean {
  for (const [key, answer] of outer.atoms) if (inner.atoms.get(key) !== answer) return false;
  return (
    AXES.every((axis) => outer.sets[axis] === WHOLE[axis] || isSubset(inner.sets[axis], outer.sets[axis])) &&
    areNamesWithin(inner.names, outer.names)
  );
}

/** Which axes a box narrows: an inner box narrows at least those of the outer one. The host is one axis here. */
export function narrowed(box: Box): number {
  const bits = AXES.map((axis, bit) => (box.sets[axis] === WHOLE[axis] ? 0 : 1 << bit));
  return bits.reduce((sum, bit) => sum | bit, isAllNames(box.names) ? 0 : 1);
}

/** Whether the names are not narrowed at all. */
export function isAllNames({ within, outside, dots }: Names): boolean {
  return within === null && outside.length === 0 && dots === 'any';
}

function common(one: Intervals, other: Intervals, whole: Intervals): Intervals {
  if (one === whole) return other;
  return other === whole ? one : intersect(one, other);
}

function isEmpty({ sets, names, atoms }: Box): boolean {
  if (AXES.some((axis) => axis !== 'literal' && sets[axis].length === 0)) return true;
  if (sets.literal.length > 0) return false;
  return isNoName(names) || [...atoms].some(([key, answer]) => answer && excludes(key, names));
}

function excludes(key: string, names: Names): boolean {
  return key.startsWith(HOST_PATTERN) && !patternMayMeet(key.slice(HOST_PATTERN.length), names);
}
