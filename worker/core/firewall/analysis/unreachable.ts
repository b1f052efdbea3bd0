/** Which rules decide nothing, and because of which others? Pure. */
import type { Unreachable } from '../../../../schemas/firewall-questions.ts';
import { boxesMeet, difference, wordsOf } from '../algebra/box.ts';
import { type Budget, spend, stepsOf } from '../algebra/budget.ts';
import { entriesMeeting } from '../algebra/places.ts';
import { decide, find } from '../algebra/search.ts';
import { boxIn } from '../algebra/space.ts';
import { sharedWeight, witnessOf } from '../algebra/witness.ts';
import { ruleAt } from '../policy.ts';
import { flowsOf, type Ground, type Region } from './ground.ts';

/** Flows that the rule decides, or null when earlier rules decide all that it matches. */
export function decidedBy(ground: Ground, place: number, budget: Budget): Region | null {
  for (const { universe, box } of flowsOf(ground, place, budget)) {
    const earlier = entriesMeeting(universe, box, { range: [0, place], budget });
    const left = find(box, earlier, { wanted: (key) => key === null, budget });
    if (left !== null) return { universe, box: left };
  }
  return null;
}

/** Explains a rule that is known to decide nothing. */
export function explainUnreachable(ground: Ground, place: number, budget: Budget): Unreachable {
  const rule = ruleAt(ground.rules, place);
  const flows = flowsOf(ground, place, budget);
  const deciders = decidersOf(flows, place, budget);
  const isOther = (key: number) => ground.rules[key]?.action !== rule.action;
  const others = [...deciders.keys()].filter(isOther);
  const chosen = chooseBlockers(flows, [...deciders.keys()], isOther, budget);
  const shown = deciders.get(chosen.find(isOther) ?? chosen[0] ?? -1);
  return {
    rule: rule.name,
    kind: others.length === 0 ? 'redundant' : others.length === deciders.size ? 'shadowed' : 'mixed',
    blockedBy: chosen.map((key) => ruleAt(ground.rules, key).name),
    witness: shown === undefined ? '' : witnessOf(shown.universe, shown.box),
  };
}

/** The earlier rules that decide some of the flows, each with flows that it decides. */
function decidersOf(flows: readonly Region[], place: number, budget: Budget): Map<number, Region> {
  const deciders = new Map<number, Region>();
  for (const { universe, box } of flows) {
    decide(box, entriesMeeting(universe, box, { range: [0, place], budget }), {
      visit: (piece, key) => {
        if (key !== null && !deciders.has(key)) deciders.set(key, { universe, box: piece });
        return false;
      },
      budget,
    });
  }
  return deciders;
}

/**
 * A small set of deciders that covers the flows: the largest overlap first, each only if something is left for it, and
 * the largest of another action in any case (after Batfish, question filterLineReachability). A rule behind 255 small
 * ones and a general one is then blocked by the general one.
 */
function chooseBlockers(
  flows: readonly Region[],
  deciders: readonly number[],
  isOther: (key: number) => boolean,
  budget: Budget,
): number[] {
  const chosen: number[] = [];
  let rest = flows;
  let isOtherMissing = deciders.some(isOther);
  for (const key of byOverlap(flows, deciders, budget)) {
    spend(budget, rest.length);
    const isUseful = rest.some(({ universe, box }) => boxesMeet(box, boxIn(universe, key)));
    if (!isUseful && !(isOtherMissing && isOther(key))) continue;
    rest = rest.flatMap(({ universe, box }) =>
      difference(box, boxIn(universe, key)).map((left) => ({ universe, box: left })),
    );
    chosen.push(key);
    isOtherMissing &&= !isOther(key);
  }
  return chosen.sort((a, b) => a - b);
}

/** A size is computed member by member, not word by word. */
const WEIGHING = 256;

/** The deciders by the size of their overlap with the flows, the largest first; of equals the earlier first. */
function byOverlap(flows: readonly Region[], deciders: readonly number[], budget: Budget): number[] {
  if (deciders.length < 2) return [...deciders];
  for (const { box } of flows) spend(budget, stepsOf(deciders.length, WEIGHING * wordsOf(box)));
  const overlap = (key: number) =>
    flows.reduce((sum, { universe, box }) => sum + sharedWeight(universe, box, boxIn(universe, key)), 0);
  const weighed = deciders.map((key) => ({ key, weight: overlap(key) }));
  return weighed.sort((a, b) => b.weight - a.weight || a.key - b.key).map(({ key }) => key);
}
