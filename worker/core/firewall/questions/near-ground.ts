/** Which rules are near enough to a question to be near misses, or to be in the way of one? A small ground of them. Pure. */
import { type Budget, spend } from '../algebra/budget.ts';
import { namesUnknown } from '../analysis/host-index.ts';
import type { Peers, PolicyRule } from '../policy.ts';
import { commonRanges, holdsAddress } from '../ranges.ts';
import { hasService } from '../services.ts';
import { type Grounded, groundOf, type Inquiry, type Question } from './question.ts';
import { type Point, pointsOf } from './scan.ts';

/** Cutting so many rules takes about 20 ms where they have nothing in common. */
const MAX_RULES = 500;

/** What cutting costs, by rule, beside what looking for near misses does. */
const STEPS_A_RULE = 8;

/** Rules, and names of a rule, that are looked at in one step. */
const RULES_A_STEP = 8;
const NAMES_A_STEP = 16;

/**
 * The rules that meet the question on two axes or three: a rule that is off on one axis, and each that decides before it
 * on the other two, is among them. Null where the question is not about single addresses, or too many rules are near.
 */
export function groundNear({ policy, rules }: Inquiry, question: Question, budget: Budget): Grounded | null {
  const points = question.targets.map((target) => pointsOf(target, question.services));
  if (points.includes(null)) return null;
  spend(budget, Math.ceil(rules.length / RULES_A_STEP));
  const isNear = nearness(
    question,
    points.flatMap((some) => some ?? []),
    budget,
  );
  const near = rules.filter(isNear);
  if (near.length > MAX_RULES) return null;
  spend(budget, near.length * STEPS_A_RULE);
  return groundOf(policy, near, [question]);
}

function nearness({ from }: Question, points: readonly Point[], budget: Budget): (rule: PolicyRule) => boolean {
  const destinations = remembered(new WeakMap(), ({ ranges, names }) => {
    spend(budget, Math.floor((points.length * names.length) / NAMES_A_STEP));
    return points.some(
      ({ address, host }) =>
        holdsAddress(ranges, address) || (host !== null && names.some((entry) => namesUnknown(entry, host))),
    );
  });
  const met = MET.get(from) ?? new WeakMap<Peers, boolean>();
  MET.set(from, met);
  const sources = remembered(met, (peers) => commonRanges(from.ranges, peers.ranges).length > 0);
  return ({ from: side, to, services }) => {
    if (points.some(({ protocol, port }) => hasService(services, protocol, port)))
      return destinations(to) || sources(side);
    return destinations(to) && sources(side);
  };
}

/** Which lists have addresses in common with sources that are asked about; asked for every proxy of a zone. */
const MET = new WeakMap<Peers, WeakMap<Peers, boolean>>();

function remembered(known: WeakMap<Peers, boolean>, compute: (peers: Peers) => boolean): (peers: Peers) => boolean {
  return (peers) => {
    const value = known.get(peers) ?? compute(peers);
    known.set(peers, value);
    return value;
  };
}
