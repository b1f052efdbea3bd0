/** How is a question about flows put to a policy, and what decides the flows that it is about? Pure. */
import type { Action, Protocol, RuleName } from '../../../../schemas/firewall.ts';
import type { Bits } from '../algebra/bits.ts';
import { type Box, isEmptyBox } from '../algebra/box.ts';
import type { Budget } from '../algebra/budget.ts';
import { decide } from '../algebra/search.ts';
import { entriesMeeting, type Universe } from '../algebra/space.ts';
import { witnessOf } from '../algebra/witness.ts';
import { type Ground, makeGround, type Region } from '../analysis/ground.ts';
import { activeRules, type FirewallPolicy, type Peers, type PortSpan, type Services } from '../policy.ts';
import { ALL_PORTS } from '../services.ts';
import type { Target } from './target.ts';

/** Some flows: all of these sources, destinations and services, of each family by itself. */
export interface Question {
  readonly from: Peers;
  readonly targets: readonly Target[];
  readonly services: Services;
}

/** A policy and its questions on one ground. */
export interface Inquiry {
  readonly policy: FirewallPolicy;
  readonly ground: Ground;
}

/** Puts a policy and its questions on one ground, at a time; null when that costs more than an answer may. */
export function inquire(policy: FirewallPolicy, questions: readonly Question[], now: number): Inquiry | null {
  const ground = makeGround(activeRules(policy, now), {
    sources: questions.map(({ from }) => from),
    destinations: questions.flatMap(({ targets }) => targets.flatMap(({ at }) => at ?? [])),
    services: [
      ...questions.flatMap(({ services }) => [services, otherProtocol(services)]),
      ...WHOLE_PROTOCOLS.values(),
    ],
  });
  return ground === null ? null : { policy, ground };
}

/** Everything that one protocol carries: to tell a wrong port from a wrong protocol. */
export const WHOLE_PROTOCOLS: ReadonlyMap<Protocol, Services> = new Map(
  (['tcp', 'udp'] as const).map((protocol) => [protocol, servicesOf(protocol, [ALL_PORTS])]),
);

/** One protocol on some ports. */
export function servicesOf(protocol: Protocol, ports: readonly PortSpan[]): Services {
  return { protocols: [protocol], ports };
}

const OTHERS = new WeakMap<Services, Services>();

/** The same ports of the protocols that were not asked about; always the same object for the same question. */
export function otherProtocol(services: Services): Services {
  const known = OTHERS.get(services);
  if (known !== undefined) return known;
  const protocols = (['tcp', 'udp'] as const).filter((protocol) => !services.protocols.includes(protocol));
  const other = { protocols, ports: services.ports };
  OTHERS.set(services, other);
  return other;
}

/** The flows of a question to one of its targets, one region for each family that both sides have. */
export function regionsTo({ ground }: Inquiry, { from, services }: Question, { host, at }: Target): Region[] {
  const universes = host === null ? ground.universes : ground.towards(host);
  return universes.flatMap((universe): Region[] => {
    const { space } = universe;
    const dst = at === null ? space.dst.all : space.destinationBits(at);
    const box: Box = { src: space.sourceBits(from), dst, svc: space.serviceBits(services) };
    // A host at a known address is shown as that address.
    return isEmptyBox(box) ? [] : [{ universe: at === null ? universe : { ...universe, host: null }, box }];
  });
}

/** A rule that decides some of the flows that were asked about. */
export interface Decider {
  /** Its place among the rules that take part; null is the default. */
  readonly place: number | null;
  readonly rule: RuleName | null;
  readonly action: Action;
  readonly example: string;
}

/** Deciders by their place. */
export type Deciders = Map<number | null, Decider>;

/**
 * Cuts a region into pieces with one decider each and shows the action and the piece. The first piece of a decider is
 * kept in `found` as its example.
 */
export function eachDecision(
  { ground, policy }: Inquiry,
  { universe, box }: Region,
  { found, show, budget }: { found: Deciders; show: (action: Action, piece: Box) => void; budget: Budget },
): void {
  decide(box, entriesMeeting(universe, box, { range: [0, ground.rules.length], budget }), {
    visit: (piece, place) => {
      const rule = place === null ? undefined : ground.rules[place];
      const action = rule?.action ?? policy.default;
      if (!found.has(place)) {
        found.set(place, { place, rule: rule?.name ?? null, action, example: witnessOf(universe, piece) });
      }
      show(action, piece);
      return false;
    },
    budget,
  });
}

/** The deciders of some regions, in the order of the policy, the default last. */
export function decidersOf(inquiry: Inquiry, regions: readonly Region[], budget: Budget): Decider[] {
  const found: Deciders = new Map();
  for (const region of regions) eachDecision(inquiry, region, { found, show: () => {}, budget });
  return inPolicyOrder(found);
}

/** The order of the rules; the default comes last. */
export function inPolicyOrder(found: Deciders): Decider[] {
  return [...found.values()].sort(
    (a, b) => (a.place ?? Number.POSITIVE_INFINITY) - (b.place ?? Number.POSITIVE_INFINITY),
  );
}

/** The first example of an action. */
export function exampleOf(deciders: readonly Decider[], action: Action): string | null {
  return deciders.find((decider) => decider.action === action)?.example ?? null;
}

/** The atoms of a protocol. */
export function protocolBits({ space }: Universe, protocol: Protocol): Bits {
  return space.serviceBits(WHOLE_PROTOCOLS.get(protocol) as Services);
}
