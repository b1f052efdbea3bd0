/** Which allow rules would let a flow pass if one thing about it were different? Pure. */
import type { NearMiss } from '../../../../schemas/firewall-questions.ts';
import { type Bits, both, inside, meets, unionOf } from '../algebra/bits.ts';
import { type Box, intersection, isEmptyBox, wordsOf } from '../algebra/box.ts';
import { type Budget, spend, stepsOf, withinBudget } from '../algebra/budget.ts';
import { entriesMeeting, placesNear } from '../algebra/places.ts';
import { find } from '../algebra/search.ts';
import { boxIn, type Universe } from '../algebra/space.ts';
import { flowsOf, type Region } from '../analysis/ground.ts';
import type { Limits } from '../analysis/limits.ts';
import { type PolicyRule, ruleAt } from '../policy.ts';
import { formatPorts } from '../services.ts';
import { groundNear } from './near-ground.ts';
import { type Grounded, type Inquiry, otherProtocol, protocolBits, type Question, regionsTo } from './question.ts';

/** How many near misses an answer lists; a port that is off comes before a protocol, a destination and a source. */
const MAX_NEAR_MISSES = 20;

const AXES = ['port', 'protocol', 'to', 'from'] as const;
type AxisName = (typeof AXES)[number];

interface Candidate {
  readonly place: number;
  readonly axis: AxisName;
  readonly region: Region;
}

/** What near misses may cost: of the steps that the verdicts left, at most a quarter of all, for verdicts count more. */
export function stepsForMisses(whole: Budget, { steps }: Limits): Budget {
  return { left: Math.min(whole.left, Math.floor(steps / 4)) };
}

/** The near misses of a question; none where the steps do not reach for them. */
export function nearMissesWithin(left: Budget, inquiry: Inquiry, question: Question): NearMiss[] {
  return withinBudget(left, left.left, (budget) => nearMissesOf(inquiry, question, budget))?.value ?? [];
}

/**
 * Allow rules that match the flows on every axis but one, and that do decide some flow which differs on that axis
 * only: a rule behind a general denial would not help. Where the policy has no ground, the rules near to a question
 * about single addresses are looked at by themselves.
 */
function nearMissesOf(inquiry: Inquiry, question: Question, budget: Budget): NearMiss[] {
  const grounded = inquiry.grounded() ?? groundNear(inquiry, question, budget);
  if (grounded === null) return [];
  const regions = question.targets.flatMap((target) => regionsTo(grounded, question, target));
  const candidates = regions.flatMap((region) => candidatesIn(grounded, { question, region }, budget));
  const misses = new Map<string, NearMiss>();
  for (const axis of AXES) {
    for (const candidate of candidates) {
      if (misses.size === MAX_NEAR_MISSES) return [...misses.values()];
      const key = `${candidate.place} ${axis}`;
      if (candidate.axis !== axis || misses.has(key) || !helps(grounded, { question, ...candidate }, budget)) continue;
      misses.set(key, missOf(ruleAt(grounded.ground.rules, candidate.place), axis));
    }
  }
  return [...misses.values()];
}

function candidatesIn(
  { ground }: Grounded,
  { question, region }: { readonly question: Question; readonly region: Region },
  budget: Budget,
): Candidate[] {
  const { universe, box } = region;
  const { rules } = ground;
  const near = placesNear(universe, box, { range: [0, rules.length], budget });
  spend(budget, 1 + stepsOf(near.length, wordsOf(box) + universe.space.svc.all.words.length));
  return near.flatMap((place): Candidate[] => {
    if (rules[place]?.action !== 'allow') return [];
    const axis = oneAxisOff(question, region, boxIn(universe, place));
    return axis === null ? [] : [{ place, axis, region }];
  });
}

/** The one axis on which the rule does not hold all of the flows; null when there is none or more than one. */
function oneAxisOff(question: Question, { universe, box }: Region, rule: Box): AxisName | null {
  const off: AxisName[] = [];
  if (!inside(box.src, rule.src)) off.push('from');
  if (!inside(box.dst, rule.dst)) off.push('to');
  if (!inside(box.svc, rule.svc)) {
    const service = serviceOff(question, universe, rule.svc);
    if (service === null) return null;
    off.push(service);
  }
  return off.length === 1 ? (off[0] ?? null) : null;
}

function serviceOff({ services }: Question, universe: Universe, svc: Bits): 'port' | 'protocol' | null {
  if (meets(universe.space.serviceBits(otherProtocol(services)), svc)) return 'protocol';
  const isSameProtocol = services.protocols.some((protocol) => meets(protocolBits(universe, protocol), svc));
  return isSameProtocol ? 'port' : null;
}

interface Altered extends Candidate {
  readonly question: Question;
}

/** Whether the rule decides some flow that differs on this axis only. */
function helps(grounded: Grounded, altered: Altered, budget: Budget): boolean {
  const { place } = altered;
  return alteredFlows(grounded, altered, budget).some(({ universe, box }) => {
    const entries = entriesMeeting(universe, box, { range: [0, place + 1], budget });
    return find(box, entries, { wanted: (key) => key === place, budget }) !== null;
  });
}

/** The flows with this axis as the rule has it, and the others as they were asked about. */
function alteredFlows({ ground }: Grounded, { place, axis, region, question }: Altered, budget: Budget): Region[] {
  const { universe, box } = region;
  if (axis === 'to') {
    return flowsOf(ground, place, budget)
      .filter((own) => own.universe.space === universe.space)
      .map((own) => ({
        universe: own.universe,
        box: intersection(own.box, { ...own.box, src: box.src, svc: box.svc }),
      }))
      .filter((own) => !isEmptyBox(own.box));
  }
  const rule = boxIn(universe, place);
  const altered =
    axis === 'from'
      ? { ...box, src: rule.src }
      : { ...box, svc: both(rule.svc, otherServices(axis, question, universe)) };
  return isEmptyBox(altered) ? [] : [{ universe, box: altered }];
}

/** Another port of the same protocol, or the same port of the other one. */
function otherServices(axis: 'port' | 'protocol', { services }: Question, universe: Universe): Bits {
  if (axis === 'protocol') return universe.space.serviceBits(otherProtocol(services));
  return unionOf(services.protocols.map((protocol) => protocolBits(universe, protocol)));
}

function missOf(rule: PolicyRule, axis: AxisName): NearMiss {
  const allows: Record<AxisName, () => string> = {
    port: () => listed(rule.services.ports, (ports) => formatPorts(ports)),
    protocol: () => rule.services.protocols.join(', '),
    to: () => listed(rule.to.written, (texts) => texts.join(', ')),
    from: () => listed(rule.from.written, (texts) => texts.join(', ')),
  };
  return { rule: rule.name, axis, allows: allows[axis]() };
}

/** Entries of a rule that a near miss shows; a list may have thousands, and a call thousands of near misses. */
const MAX_SHOWN = 20;

function listed<Item>(items: readonly Item[], text: (items: readonly Item[]) => string): string {
  const shown = text(items.slice(0, MAX_SHOWN));
  return items.length > MAX_SHOWN ? `${shown} and ${items.length - MAX_SHOWN} more` : shown;
}
