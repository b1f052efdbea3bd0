/** Can the clients of a zone reach a proxy, or go direct? All, some, none, unknown or empty, with examples. Pure. */
import type { Action, NearMiss, Reach, ReachVerdict } from '../../../../schemas/firewall.ts';
import type { ProxyEntry } from '../../../../schemas/profile.ts';
import type { IpRange } from '../../net/address.ts';
import type { NameEntry } from '../../pac/program.ts';
import { type Bits, inside, isEmpty, unionOf } from '../algebra/bits.ts';
import type { Box } from '../algebra/box.ts';
import { type Budget, withinBudget } from '../algebra/budget.ts';
import type { Region } from '../analysis/ground.ts';
import { LIMITS, type Limits } from '../analysis/limits.ts';
import type { FirewallPolicy, PolicyZone, PortSpan, Services } from '../policy.ts';
import { nearMissesOf } from './near-misses.ts';
import {
  type Deciders,
  eachDecision,
  exampleOf,
  type Inquiry,
  inPolicyOrder,
  inquire,
  type Question,
  regionsTo,
  servicesOf,
} from './question.ts';
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

/** Every zone with every goal, zone by zone. What costs more steps than an answer, or all of them, may is `unknown`. */
export function reachOf(
  policy: FirewallPolicy,
  goals: readonly Goal[],
  { now, limits = LIMITS }: { readonly now: number; readonly limits?: Limits },
): Reach[] {
  const zones = [...policy.zones.values()];
  const asked = zones.flatMap((zone) => goals.map((goal) => ({ zone, goal, question: questionOf(zone, goal) })));
  const inquiry = inquire(
    policy,
    asked.map(({ question }) => question),
    now,
  );
  const whole: Budget = { left: limits.steps };
  return asked.map(({ zone, goal, question }) => {
    const answer = inquiry && withinBudget(whole, limits.stepsEach, (budget) => reach(inquiry, question, budget));
    return { zone: zone.name, proxy: goal.name, ...(answer?.value ?? NOT_ANALYSED) };
  });
}

type ReachAnswer = Omit<Reach, 'zone' | 'proxy'>;

const NOT_ANALYSED: ReachAnswer = { verdict: 'unknown', rules: [], nearMisses: [] };

function questionOf(zone: PolicyZone, { targets, services }: Goal): Question {
  return { from: clientsOf(zone), targets, services };
}

function reach(inquiry: Inquiry, question: Question, budget: Budget): ReachAnswer {
  const found: Deciders = new Map();
  const verdicts = question.targets.map((target) => verdictOn(inquiry, { question, target, found }, budget));
  const verdict = combined(verdicts);
  const deciders = inPolicyOrder(found);
  const [allowed, denied] = [exampleOf(deciders, 'allow'), exampleOf(deciders, 'deny')];
  return {
    verdict,
    rules: deciders.map(({ rule }) => rule),
    nearMisses: denied === null ? [] : missesOf(inquiry, question, budget),
    ...(allowed === null ? {} : { allowed }),
    ...(denied === null ? {} : { denied }),
  };
}

function missesOf(inquiry: Inquiry, question: Question, budget: Budget): NearMiss[] {
  const regions = question.targets.flatMap((target) => regionsTo(inquiry, question, target));
  return nearMissesOf(inquiry, question, regions, budget);
}

interface Asked {
  readonly question: Question;
  readonly target: Target;
  readonly found: Deciders;
}

/**
 * One destination. Where its address is unknown, the verdict counts only when it is the same whatever the address is,
 * and in whichever of the zone's families.
 */
function verdictOn(inquiry: Inquiry, asked: Asked, budget: Budget): ReachVerdict {
  const { question, target } = asked;
  const regions = regionsTo(inquiry, question, target);
  if (regions.length === 0) return 'empty';
  const sides = regions.map((region) => sidesOf(inquiry, region, asked, budget));
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

function sidesOf(inquiry: Inquiry, region: Region, { found }: Asked, budget: Budget): Sides {
  const pieces = { allow: [] as Bits[], deny: [] as Bits[] };
  const show = (action: Action, piece: Box) => {
    pieces[action].push(piece.dst);
  };
  eachDecision(inquiry, region, { found, show, budget });
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
