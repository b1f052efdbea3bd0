/** Where do rules of opposite actions meet, so that their order matters? Pure. */
import type { Conflict } from '../../../../schemas/firewall-questions.ts';
import { inside, isEmpty } from '../algebra/bits.ts';
import { type Box, boxesMeet, intersection, wordsOf } from '../algebra/box.ts';
import { type Budget, spend, stepsOf } from '../algebra/budget.ts';
import { entriesMeeting, placesBeside, placesMeeting } from '../algebra/places.ts';
import { find } from '../algebra/search.ts';
import { boxIn, type Universe } from '../algebra/space.ts';
import { witnessOf } from '../algebra/witness.ts';
import { ruleAt } from '../policy.ts';
import { type Ground, type Region, regionIn } from './ground.ts';
import { asHost, namesUnknown } from './host-index.ts';

/** Flows that a rule decides, where they are known already; null: it decides none. */
export type Decided = (place: number) => Region | null | undefined;

/**
 * The conflicts in which a rule is the later one: earlier rules of the other action that decide a flow which this rule
 * matches too. A flow to a name without addresses counts where both rules hold for whatever address it has.
 */
export function conflictsOf(ground: Ground, later: number, decided: Decided, budget: Budget): Conflict[] {
  return rivals(ground, later, budget).flatMap((earlier): Conflict[] => {
    if (decided(earlier) === null) return [];
    spend(budget, 1 + stepsOf(PAIR_COST, wordsOf(boxIn(ground.universes[0] as Universe, later))));
    const shared = sharedFlows(ground, [earlier, later], budget);
    const witness = knownWitness(shared, decided(earlier)) ?? searchedWitness(shared, earlier, budget);
    if (witness === null) return [];
    const [first, second] = [ruleAt(ground.rules, earlier), ruleAt(ground.rules, later)];
    return [
      { earlier: first.name, later: second.name, relation: relationOf(ground, [earlier, later], budget), witness },
    ];
  });
}

/** How often the sets of two rules are computed with before anything is known about the pair. */
const PAIR_COST = 12;

/** Earlier rules of the other action that may share flows with the rule. */
function rivals(ground: Ground, later: number, budget: Budget): number[] {
  const { action } = ruleAt(ground.rules, later);
  const universes = [...ground.universes, ...ground.hostsOf(later, budget).flatMap(ground.towards)];
  const places = universes.flatMap((universe) => {
    const [region] = regionIn(universe, later);
    if (region === undefined) return [];
    return isAnywhere(universe, region.box) && universe.host === null
      ? placesBeside(universe, region.box, { range: [0, later], budget })
      : placesMeeting(universe, region.box, { range: [0, later], budget });
  });
  const isRival = (place: number) => ground.rules[place]?.action !== action;
  return [...new Set(places)].filter(isRival).sort((a, b) => a - b);
}

/** The flows that both rules match for certain. */
function sharedFlows(
  ground: Ground,
  [earlier, later]: readonly [earlier: number, later: number],
  budget: Budget,
): Region[] {
  const hosts = new Set([earlier, later].flatMap((place) => ground.hostsOf(place, budget)));
  return [...ground.universes, ...[...hosts].flatMap(ground.towards)].flatMap((universe) => {
    const [a, b] = [boxIn(universe, earlier), boxIn(universe, later)];
    const isCertain = universe.host === null || (isAnywhere(universe, a) && isAnywhere(universe, b));
    return isCertain && boxesMeet(a, b) ? [{ universe, box: intersection(a, b) }] : [];
  });
}

function isAnywhere({ space }: Universe, { dst }: Box): boolean {
  return inside(space.dst.all, dst);
}

/** The quick answer: what the earlier rule is known to decide may already be inside the later one. */
function knownWitness(shared: readonly Region[], decided: Region | null | undefined): string | null {
  if (decided === null || decided === undefined) return null;
  const met = shared.find(({ universe, box }) => universe === decided.universe && boxesMeet(box, decided.box));
  return met === undefined ? null : witnessOf(met.universe, intersection(met.box, decided.box));
}

function searchedWitness(shared: readonly Region[], earlier: number, budget: Budget): string | null {
  for (const { universe, box } of shared) {
    const before = entriesMeeting(universe, boxIn(universe, earlier), { range: [0, earlier], budget });
    const found = find(box, before, { wanted: (key) => key === null, budget });
    if (found !== null) return witnessOf(universe, found);
  }
  return null;
}

function relationOf(
  ground: Ground,
  [earlier, later]: readonly [earlier: number, later: number],
  budget: Budget,
): Conflict['relation'] {
  const [first, second] = [earlier, later].map((place) => ground.rules[place]?.to.names.length ?? 0);
  spend(budget, stepsOf(first ?? 0, second ?? 0));
  const isLaterInside = isInside(ground, later, earlier);
  const isEarlierInside = isInside(ground, earlier, later);
  if (isLaterInside && isEarlierInside) return 'equal';
  if (isLaterInside) return 'later-inside';
  return isEarlierInside ? 'earlier-inside' : 'overlap';
}

/** Whether every flow that the first rule matches is matched by the second. */
function isInside(ground: Ground, a: number, b: number): boolean {
  const [first, second] = [ruleAt(ground.rules, a), ruleAt(ground.rules, b)];
  return ground.universes.every(({ space }) => {
    const [inner, outer] = [space.boxes[a] as Box, space.boxes[b] as Box];
    const matchesNothing = isEmpty(inner.src) || (isEmpty(inner.dst) && first.to.names.length === 0);
    if (matchesNothing) return true;
    const isAnyDestination = inside(space.dst.all, outer.dst);
    const areNamesInside = first.to.names.every((entry) =>
      second.to.names.some((other) => namesUnknown(other, asHost(entry))),
    );
    return (
      inside(inner.src, outer.src) &&
      inside(inner.svc, outer.svc) &&
      inside(inner.dst, outer.dst) &&
      (isAnyDestination || areNamesInside)
    );
  });
}
