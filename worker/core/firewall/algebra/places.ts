/** Which rules meet a region, or come near it? By the index of the space, a word of 32 rules at a time. Pure. */
import { lowestBit, wordAt } from './bits.ts';
import type { Box } from './box.ts';
import { type Budget, spend, stepsOf } from './budget.ts';
import type { Entry } from './search.ts';
import { boxIn, type Universe } from './space.ts';

/** A run of places: from the first, included, to the last, not included. */
type PlaceRange = readonly [from: number, to: number];

/** Where to look, and who pays. */
interface Lookup {
  readonly range: PlaceRange;
  readonly budget: Budget;
}

/**
 * The rules that meet a region, ascending: a list to search in. Asking with the box of a rule is quick, because what
 * meets its sets is known; for a part of it, ask for the whole and let the search leave out the rest.
 */
export function entriesMeeting(universe: Universe, region: Box, { range, budget }: Lookup): Entry<number>[] {
  const places = placesMeeting(universe, region, { range, budget });
  return places.map((place) => ({ key: place, box: boxIn(universe, place) }));
}

/** The places of the rules that meet a region, ascending. */
export function placesMeeting(
  { space: { index }, naming }: Universe,
  region: Box,
  { range, budget }: Lookup,
): number[] {
  const src = index.src(region.src, budget);
  const dst = index.dst(region.dst, budget);
  const svc = index.svc(region.svc, budget);
  return paid(
    membersWhere(range, (w) => wordAt(src, w) & wordAt(svc, w) & (wordAt(dst, w) | wordAt(naming, w))),
    budget,
  );
}

/** The places of the rules that have sources and services in common with a region, whatever their destinations. */
export function placesBeside({ space: { index } }: Universe, region: Box, { range, budget }: Lookup): number[] {
  const src = index.src(region.src, budget);
  const svc = index.svc(region.svc, budget);
  return paid(
    membersWhere(range, (w) => wordAt(src, w) & wordAt(svc, w)),
    budget,
  );
}

/** The places of the rules that meet a region on two axes or three: what may be off by one axis is among them. */
export function placesNear({ space: { index }, naming }: Universe, region: Box, { range, budget }: Lookup): number[] {
  const src = index.src(region.src, budget);
  const dst = index.dst(region.dst, budget);
  const svc = index.svc(region.svc, budget);
  const near = (w: number) => {
    const [from, to, by] = [wordAt(src, w), wordAt(dst, w) | wordAt(naming, w), wordAt(svc, w)];
    return (from & to) | (from & by) | (to & by);
  };
  return paid(membersWhere(range, near), budget);
}

/** Rules that a question looks at cost steps, also where no search follows. */
function paid(places: number[], budget: Budget): number[] {
  spend(budget, stepsOf(places.length, 0));
  return places;
}

/** The members of a set that is computed word by word, as far as they are in range. */
function membersWhere([from, to]: PlaceRange, wordFor: (w: number) => number): number[] {
  const out: number[] = [];
  for (let w = from >>> 5; w * 32 < to; w++) {
    for (let rest = wordFor(w); rest !== 0; rest &= rest - 1) {
      const place = w * 32 + lowestBit(rest);
      if (from <= place && place < to) out.push(place);
    }
  }
  return out;
}
