/** Can the clients of a zone reach a proxy, or go direct? All, some, none, unknown or empty, with examples. Pure. */

import type { Action } from '../../../../schemas/firewall.ts';
import type { Reach, ReachVerdict } from '../../../../schemas/firewall-questions.ts';
import type { ProxyEntry } from '../../../../schemas/profile.ts';
import type { IpRange } from '../../net/address.ts';
import type { NameEntry } from '../../pac/program.ts';
import { type Bits, inside, isEmpty, unionOf } from '../algebra/bits.ts';
import type { Box } from '../algebra/box.ts';
import { type Budget, withinBudget } from '../algebra/budget.ts';
import type { Region } from '../analysis/ground.ts';
import { LIMITS, type Limits } from '../analysis/limits.ts';
import type { FirewallPolicy, PolicyZone, PortSpan, Services } from '../policy.ts';
import { type Deciders, eachDecision, exampleOf, inPolicyOrder, scanPoints } from './deciders.ts';
import { nearMissesWithin, stepsForMisses } from './near-misses.ts';
import {
  type Grounded,
  type Inquiry,
  inquire,
  isConcrete,
  type Question,
  regionsTo,
  servicesOf,
  TOO_MANY_STEPS,
} from './question.ts';
import { pointsOf } from './scan.ts';
import { clientsOf, peersAt, type Target, targetsAnywhere, targetsOfName, targetsOfProxy } from './target.ts';

/** Something that clients want to get to: a proxy, or what `direct` would have to reach. */
export interface Goal {
  /** The name of a proxy, or `direct`. */
  readonly name: string;
  readonly targets: readonly Target[];
  readonly services: Services;
}

/** A proxy of a profile, as a goal. */
export function proxyGoal(
  policy: FirewallPolicy,
  name: string,
  proxy: Pick<ProxyEntry, 'host' | 'port' | 'addresses'>,
): Goal {
  return { name, targets: targetsOfProxy(policy, proxy), services: servicesOf('tcp', [[proxy.port, proxy.port]]) };
}

/** What a rule of a profile sends direct: to its ranges, to its names, or, where it has neither, anywhere. */
export interface DirectUse {
  readonly ranges: readonly IpRange[];
  readonly names: readonly NameEntry[];
  /** None: 80 and 443. */
  readonly ports: readonly PortSpan[];
}

/** `direct` as a rule of a profile uses it, as a goal: tcp to the rule's ports. */
export function directGoal(policy: FirewallPolicy, { ranges, names, ports }: DirectUse): Goal {
  const told: Target[] = [
    ...(ranges.length === 0 ? [] : [{ host: null, at: peersAt(ranges) }]),
    ...names.flatMap((name) => targetsOfName(policy, name)),
  ];
  const services = servicesOf('tcp', ports.length === 0 ? WEB_PORTS : ports);
  return { name: 'direct', targets: told.length === 0 ? targetsAnywhere(policy) : told, services };
}

const WEB_PORTS: readonly PortSpan[] = [
  [80, 80],
  [443, 443],
];

/**
 * Every zone with every goal, zone by zone. Goals at known addresses and single ports are always answered; what else
 * costs more steps than an answer, or all of them, may is `unknown` with a reason. Near misses are looked for with the
 * steps that are left.
 */
export function reachOf(
  policy: FirewallPolicy,
  goals: readonly Goal[],
  { now, limits = LIMITS }: { readonly now: number; readonly limits?: Limits },
): Reach[] {
  const zones = [...policy.zones.values()];
  const asked = zones.flatMap((zone) => goals.map((goal) => ({ zone, goal, question: questionOf(zone, goal) })));
  const questions = asked.map(({ question }) => question);
  const inquiry = inquire(policy, questions, now);
  const whole: Budget = { left: limits.steps };
  const answers = questions.map((question) => {
    const share = isConcrete(question) ? limits.steps : limits.stepsEach;
    return withinBudget(whole, share, (budget) => reach(inquiry, question, budget))?.value ?? null;
  });
  const left = stepsForMisses(whole, limits);
  return asked.map(({ zone, goal, question }, at) => {
    const answer = answers[at] ?? NOT_ANALYSED;
    const nearMisses = answer.denied === undefined ? [] : nearMissesWithin(left, inquiry, question);
    return { zone: zone.name, proxy: goal.name, ...answer, nearMisses };
  });
}

/** Whether a verdict was computed: one that is unknown may also not have been. */
export function isAnalysed({ reason }: Pick<Reach, 'reason'>): boolean {
  return reason === undefined;
}

type ReachAnswer = Omit<Reach, 'zone' | 'proxy' | 'nearMisses'>;

const NOT_ANALYSED: ReachAnswer = { verdict: 'unknown', rules: [], reason: TOO_MANY_STEPS };

function questionOf(zone: PolicyZone, { targets, services }: Goal): Question {
  return { from: clientsOf(zone), targets, services };
}

/** Null: not analysed. */
function reach(inquiry: Inquiry, question: Question, budget: Budget): ReachAnswer | null {
  const found: Deciders = new Map();
  const verdicts: ReachVerdict[] = [];
  for (const target of question.targets) {
    const verdict = verdictOn(inquiry, { question, target, found }, budget);
    if (verdict === null) return null;
    verdicts.push(verdict);
  }
  const deciders = inPolicyOrder(found);
  const [allowed, denied] = [exampleOf(deciders, 'allow'), exampleOf(deciders, 'deny')];
  return {
    verdict: combined(verdicts),
    rules: deciders.map(({ rule }) => rule),
    ...(allowed === null ? {} : { allowed }),
    ...(denied === null ? {} : { denied }),
  };
}

interface Asked {
  readonly question: Question;
  readonly target: Target;
  readonly found: Deciders;
}

/** One destination; null: not analysed. */
function verdictOn(inquiry: Inquiry, asked: Asked, budget: Budget): ReachVerdict | null {
  const { question, target, found } = asked;
  const points = pointsOf(target, question.services);
  if (points !== null) {
    const actions = scanPoints(inquiry, question, points, { found, budget });
    if (actions.size === 0) return 'empty';
    if (actions.size === 2) return 'some';
    return actions.has('allow') ? 'all' : 'none';
  }
  const grounded = inquiry.grounded();
  return grounded && verdictOnGround(grounded, asked, budget);
}

/**
 * Where the address is unknown, the verdict counts only when it is the same whatever the address is, and in whichever of
 * the zone's families.
 */
function verdictOnGround(grounded: Grounded, asked: Asked, budget: Budget): ReachVerdict {
  const { question, target } = asked;
  const regions = regionsTo(grounded, question, target);
  if (regions.length === 0) return 'empty';
  const sides = regions.map((region) => sidesOf(grounded, region, asked, budget));
  const isAllowed = sides.some(({ allowed }) => !isEmpty(allowed));
  const isDenied = sides.some(({ denied }) => !isEmpty(denied));
  if (!isDenied) return 'all';
  if (!isAllowed) return 'none';
  if (target.at !== null) return 'some';
  const isSomeEverywhere = sides.every(({ allowed, denied, dst }) => inside(dst, allowed) && inside(dst, denied));
  return isSomeEverywhere ? 'some' : 'unknown';
}

/** The destinations to which some client's flow is allowed, and those to which some client's flow is denied. */
interface Sides {
  readonly dst: Bits;
  readonly allowed: Bits;
  readonly denied: Bits;
}

function sidesOf(grounded: Grounded, region: Region, { found }: Asked, budget: Budget): Sides {
  const pieces = { allow: [] as Bits[], deny: [] as Bits[] };
  const show = (action: Action, piece: Box) => {
    pieces[action].push(piece.dst);
  };
  eachDecision(grounded, region, { found, show, budget });
  return { dst: region.box.dst, allowed: unionOf(pieces.allow), denied: unionOf(pieces.deny) };
}

/** Several destinations: what is proved for some of them outweighs what is unknown about others. */
function combined(verdicts: readonly ReachVerdict[]): ReachVerdict {
  const seen = new Set(verdicts.filter((verdict) => verdict !== 'empty'));
  if (seen.size === 0) return 'empty';
  if (seen.has('some') || (seen.has('all') && seen.has('none'))) return 'some';
  if (seen.has('unknown')) return 'unknown';
  return seen.has('all') ? 'all' : 'none';
}
