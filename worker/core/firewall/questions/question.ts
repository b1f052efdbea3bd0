/** How is a question about flows put to a policy? Pure. */
import type { Protocol } from '../../../../schemas/firewall.ts';
import type { Bits } from '../algebra/bits.ts';
import { type Box, isEmptyBox } from '../algebra/box.ts';
import type { Universe } from '../algebra/space.ts';
import { type Ground, makeGround, type Region } from '../analysis/ground.ts';
import {
  activeRules,
  type FirewallPolicy,
  type Peers,
  type PolicyRule,
  type PortSpan,
  type Services,
} from '../policy.ts';
import { ALL_PORTS } from '../services.ts';
import { pointsOf, type Scan, scannerOf } from './scan.ts';
import type { Target } from './target.ts';

/** Some flows: all of these sources, destinations and services, of each family by itself. */
export interface Question {
  readonly from: Peers;
  readonly targets: readonly Target[];
  readonly services: Services;
}

/** A policy and questions to it, at a time. */
export interface Inquiry {
  readonly policy: FirewallPolicy;
  /** The rules that take part. */
  readonly rules: readonly PolicyRule[];
  /** Answers about single addresses and services. */
  readonly scan: Scan;
  /** For all other questions: made when it is first asked for, null when that costs more than an answer may. */
  readonly grounded: () => Grounded | null;
}

/** A policy and its questions on one ground. */
export interface Grounded {
  readonly policy: FirewallPolicy;
  readonly ground: Ground;
}

/** Why there is no answer. */
export const TOO_MANY_STEPS = 'not analysed: too many steps';

/** Prepares to put questions to a policy at a time (Unix milliseconds). */
export function inquire(policy: FirewallPolicy, questions: readonly Question[], now: number): Inquiry {
  const rules = activeRules(policy, now);
  let made: Grounded | null | undefined;
  const grounded = () => {
    made ??= made === null ? null : groundOf(policy, rules, questions);
    return made;
  };
  return { policy, rules, scan: scannerOf(rules), grounded };
}

/** These rules and questions on one ground; null when that costs more than an answer may. */
export function groundOf(
  policy: FirewallPolicy,
  rules: readonly PolicyRule[],
  questions: readonly Question[],
): Grounded | null {
  const ground = makeGround(rules, {
    sources: questions.map(({ from }) => from),
    destinations: questions.flatMap(({ targets }) => targets.flatMap(({ at }) => at ?? [])),
    services: [
      ...questions.flatMap(({ services }) => [services, otherProtocol(services)]),
      ...WHOLE_PROTOCOLS.values(),
    ],
  });
  return ground === null ? null : { policy, ground };
}

/** Whether the question is about single addresses and services only, which are always answered. */
export function isConcrete({ targets, services }: Question): boolean {
  return targets.every((target) => pointsOf(target, services) !== null);
}

/** Everything that one protocol carries: to tell a wrong port from a wrong protocol. */
const WHOLE_PROTOCOLS: ReadonlyMap<Protocol, Services> = new Map(
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
export function regionsTo({ ground }: Grounded, { from, services }: Question, { host, at }: Target): Region[] {
  const universes = host === null ? ground.universes : ground.towards(host);
  return universes.flatMap((universe): Region[] => {
    const { space } = universe;
    const dst = at === null ? space.dst.all : space.destinationBits(at);
    const box: Box = { src: space.sourceBits(from), dst, svc: space.serviceBits(services) };
    return isEmptyBox(box) ? [] : [{ universe, box }];
  });
}

/** The atoms of a protocol. */
export function protocolBits({ space }: Universe, protocol: Protocol): Bits {
  return space.serviceBits(WHOLE_PROTOCOLS.get(protocol) as Services);
}
