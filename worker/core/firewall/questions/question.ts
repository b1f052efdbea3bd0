/** How is a question about flows put to a policy, and what decides the flows that it is about? Pure. */
import type { Action, Protocol, RuleName } from '../../../../schemas/firewall.ts';
import { isEmptyBox } from '../algebra/box.ts';
import type { Budget } from '../algebra/budget.ts';
import { decide } from '../algebra/search.ts';
import { entriesMeeting, type Universe } from '../algebra/space.ts';
import { witnessOf } from '../algebra/witness.ts';
import { asHost, type Ground, makeGround, type Region } from '../analysis/ground.ts';
import { activeRules, type FirewallPolicy, type Peers, type PortSpan, type Services } from '../policy.ts';
import { ALL_PORTS } from '../services.ts';

/** Some flows: all of these sources, destinations and services, of each family by itself. */
export interface Question {
  readonly from: Peers;
  readonly to: Peers;
  readonly services: Services;
}

/** Questions and the policy on one ground. */
export interface Inquiry {
  readonly policy: FirewallPolicy;
  readonly ground: Ground;
}

/** Puts a policy and its questions on one ground; null when that costs more than an answer may. */
export function inquire(policy: FirewallPolicy, questions: readonly Question[], now: number): Inquiry | null {
  const ground = makeGround(activeRules(policy, now), {
    sources: questions.map(({ from }) => from),
    destinations: questions.map(({ to }) => to),
    services: [
      ...questions.flatMap(({ services }) => [services, otherProtocol(services)]),
      ...PROTOCOLS_WHOLE.values(),
    ],
  });
  return ground === null ? null : { policy, ground };
}

/** Everything that one protocol carries: to tell a wrong port from a wrong protocol. */
export const PROTOCOLS_WHOLE: ReadonlyMap<Protocol, Services> = new Map(
  (['tcp', 'udp'] as const).map((protocol) => [protocol, { protocols: [protocol], ports: [ALL_PORTS] }]),
);

const OTHERS = new WeakMap<Services, Services>();

/** The same ports of the protocols that were not asked about. */
export function otherProtocol(services: Services): Services {
  const known = OTHERS.get(services);
  if (known !== undefined) return known;
  const protocols = [...PROTOCOLS_WHOLE.keys()].filter((protocol) => !services.protocols.includes(protocol));
  const other = { protocols, ports: services.ports };
  OTHERS.set(services, other);
  return other;
}

/** One protocol on some ports. */
export function servicesOf(protocol: Protocol, ports: readonly PortSpan[]): Services {
  return { protocols: [protocol], ports };
}

/**
 * The flows that a question is about. `known` are those to addresses; `unknown` has, for each name without known
 * addresses, the flows to all addresses that the name might have.
 */
export function flowsAskedAbout({ ground }: Inquiry, { from, to, services }: Question): AskedFlows {
  const region = (universe: Universe): Region[] => {
    const { space, host } = universe;
    const dst = host === null ? space.destinationBits(to) : space.dst.all;
    const box = { src: space.sourceBits(from), dst, svc: space.serviceBits(services) };
    return isEmptyBox(box) ? [] : [{ universe, box }];
  };
  const unknown = to.names.map((name) => ground.towards(asHost(name)).flatMap(region));
  return { known: ground.universes.flatMap(region), unknown: unknown.filter((regions) => regions.length > 0) };
}

/** The flows of a question, see `flowsAskedAbout`. */
export interface AskedFlows {
  readonly known: readonly Region[];
  readonly unknown: readonly (readonly Region[])[];
}

/** What decides some flows: each deciding rule once, in the order of the policy (null is the default, last). */
export interface Decision {
  readonly deciders: readonly Decider[];
  readonly allowed: string | null;
  readonly denied: string | null;
}

/** A rule that decides some of the flows. */
export interface Decider {
  /** Its place among the rules that take part; null is the default. */
  readonly place: number | null;
  readonly rule: RuleName | null;
  readonly action: Action;
  readonly example: string;
}

/** Finds everything that decides the flows. */
export function decisionOf({ ground, policy }: Inquiry, regions: readonly Region[], budget: Budget): Decision {
  const found = new Map<number | null, Decider>();
  for (const { universe, box } of regions) {
    decide(box, entriesMeeting(universe, box, [0, ground.rules.length]), {
      visit: (piece, place) => {
        const rule = place === null ? undefined : ground.rules[place];
        const action = rule?.action ?? policy.default;
        if (!found.has(place))
          found.set(place, { place, rule: rule?.name ?? null, action, example: witnessOf(universe, piece) });
        return false;
      },
      budget,
    });
  }
  const last = ground.rules.length;
  const deciders = [...found.values()].sort((a, b) => (a.place ?? last) - (b.place ?? last));
  const exampleOf = (action: Action) => deciders.find((decider) => decider.action === action)?.example ?? null;
  return { deciders, allowed: exampleOf('allow'), denied: exampleOf('deny') };
}
