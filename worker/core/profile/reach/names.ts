/** Which host names are in a set? Pure. */
import type { NameEntry } from '../../pac/program.ts';

/** Names themselves and what is below them. The number says who put it there: a rule's index, where that matters. */
export type Regions = ReadonlyMap<string, Region>;
export interface Region {
  readonly self: number | null;
  readonly below: number | null;
}

/** The host names that a box allows. `within` null: all of them. */
export interface Names {
  readonly within: Regions | null;
  readonly outside: readonly Regions[];
  /** Only names without a dot, only names with one, or both. */
  readonly dots: 'none' | 'some' | 'any';
}

/** Every name, and none. */
export const ALL_NAMES: Names = { within: null, outside: [], dots: 'any' };
export const NO_NAMES: Names = { within: new Map(), outside: [], dots: 'any' };

/** Entries of a program as regions. */
export function regionsOf(names: readonly NameEntry[], owner = 0): Regions {
  const regions = new Map<string, Region>();
  for (const { name, match } of names) {
    const { self = null, below = null } = regions.get(name) ?? {};
    regions.set(name, { self: match === 'below' ? self : owner, below: match === 'exact' ? below : owner });
  }
  return regions;
}

/** Who holds the name itself in these regions, or null. */
export function holderOf(regions: Regions, name: string): number | null {
  return regions.get(name)?.self ?? holderBelow(regions, parentOf(name));
}

/** Who holds everything below the name, or null. */
export function holderBelow(regions: Regions, name: string | null): number | null {
  for (let at = name; at !== null; at = parentOf(at)) {
    const owner = regions.get(at)?.below ?? null;
    if (owner !== null) return owner;
  }
  return null;
}

/** What is in both. */
export function intersectNames(one: Names, other: Names): Names {
  const dots = one.dots === 'any' ? other.dots : one.dots;
  const clash = one.dots !== 'any' && other.dots !== 'any' && one.dots !== other.dots;
  if (clash) return NO_NAMES;
  const within = one.within === null ? other.within : intersectRegions(one.within, other.within);
  return settled({ within, outside: [...one.outside, ...other.outside], dots });
}

/** Whether no name is in the set. A finite list of regions never uses up all names. */
export function isNoName({ within }: Names): boolean {
  return within !== null && within.size === 0;
}

/** Whether every name of the first set is in the second. False when it is not certain. */
export function areNamesWithin(inner: Names, outer: Names): boolean {
  if (isNoName(inner)) return true;
  if (outer.within !== null && (inner.within === null || rest(inner.within, outer.within).size > 0)) return false;
  if (outer.dots !== 'any' && !areDotsWithin(inner, outer.dots)) return false;
  return outer.outside.every((regions) => isDisjoint(inner, regions));
}

/** What the regions leave of others. Parts of a region that is only covered in parts stay whole. */
function rest(of: Regions, covered: Regions): Regions {
  const left = new Map<string, Region>();
  for (const [name, { self, below }] of of) {
    const mine = self !== null && holderOf(covered, name) === null ? self : null;
    const under = below !== null && holderBelow(covered, name) === null ? below : null;
    if (mine !== null || under !== null) left.set(name, { self: mine, below: under });
  }
  return left;
}

function intersectRegions(one: Regions, other: Regions | null): Regions {
  if (other === null) return one;
  const both = new Map(kept(one, other));
  for (const [name, region] of kept(other, one)) {
    const { self = null, below = null } = both.get(name) ?? {};
    both.set(name, { self: self ?? region.self, below: below ?? region.below });
  }
  return both;
}

/** The parts of regions that lie inside other regions. */
function kept(of: Regions, inside: Regions): Regions {
  const found = new Map<string, Region>();
  for (const [name, { self, below }] of of) {
    const mine = self !== null && holderOf(inside, name) !== null ? self : null;
    const under = below !== null && holderBelow(inside, name) !== null ? below : null;
    if (mine !== null || under !== null) found.set(name, { self: mine, below: under });
  }
  return found;
}

/** A listed set with the rest of its conditions already taken out of the list. */
function settled({ within, outside, dots }: Names): Names {
  if (within === null) return { within, outside, dots };
  const dotted = new Map([...within].flatMap(([name, region]) => onlyDots(name, region, dots)));
  return { within: outside.reduce<Regions>(rest, dotted), outside: [], dots: 'any' };
}

function onlyDots(name: string, { self, below }: Region, dots: Names['dots']): [string, Region][] {
  const isPlain = !name.includes('.');
  const mine = dots === 'any' || (dots === 'none') === isPlain ? self : null;
  const under = dots === 'none' ? null : below;
  return mine === null && under === null ? [] : [[name, { self: mine, below: under }]];
}

function areDotsWithin({ within, dots }: Names, wanted: 'none' | 'some'): boolean {
  if (within === null) return dots === wanted;
  return [...within].every(([name, { self, below }]) => {
    const isPlain = !name.includes('.');
    return wanted === 'none' ? isPlain && below === null : self === null || !isPlain;
  });
}

function isDisjoint({ within, outside }: Names, regions: Regions): boolean {
  if (within !== null) return intersectRegions(within, regions).size === 0;
  return outside.reduce<Regions>(rest, regions).size === 0;
}

function parentOf(name: string): string | null {
  const dot = name.indexOf('.');
  return dot === -1 ? null : name.slice(dot + 1);
}
