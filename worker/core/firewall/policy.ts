/** What is a firewall policy inside: rules as sets of addresses, names and ports, in order? Pure; the contract of this folder. */
import type { Action, Policy, Protocol, RuleName } from '../../../schemas/firewall.ts';
import type { IpAddress, IpRange } from '../net/address.ts';
import type { NameEntry } from '../pac/program.ts';

/** One side of a rule or of a question. */
export interface Peers {
  /** As written, in canonical spelling: for people and for formats that have names of their own. */
  readonly written: readonly string[];
  /** Merged, ascending, IPv4 before IPv6. `any` is all of both. */
  readonly ranges: readonly IpRange[];
  /** Names that have no known addresses (`exact`), and everything below a name (`below`). */
  readonly names: readonly NameEntry[];
}

/** An inclusive range of ports. */
export type PortSpan = readonly [first: number, last: number];

/** Destination ports of a rule or a question. */
export interface Services {
  readonly protocols: readonly Protocol[];
  /** Merged, ascending. */
  readonly ports: readonly PortSpan[];
}

/** One rule. Whether it is used depends on the time, see `activeRules`. */
export interface PolicyRule {
  /** Among all rules of the document, disabled ones counted. */
  readonly index: number;
  readonly name: RuleName;
  readonly action: Action;
  readonly from: Peers;
  readonly to: Peers;
  readonly services: Services;
  readonly disabled: boolean;
  /** Unix milliseconds from which on it matches nothing; null: never. */
  readonly expires: number | null;
  readonly note: string | null;
}

/** A network of clients. */
export interface PolicyZone {
  readonly name: string;
  /** As written. */
  readonly networks: readonly IpRange[];
  /** What is left of `networks` without the zones nested in it: where a client stands in this zone. */
  readonly region: readonly IpRange[];
  readonly seenAs: readonly IpRange[];
}

/** A policy that has been checked. */
export interface FirewallPolicy {
  /** The document in canonical spelling. */
  readonly document: Policy;
  readonly zones: ReadonlyMap<string, PolicyZone>;
  readonly groups: ReadonlyMap<string, Peers>;
  /** Canonical name → its addresses. */
  readonly names: ReadonlyMap<string, readonly IpAddress[]>;
  readonly rules: readonly PolicyRule[];
  readonly default: Action;
}

/** The destinations of rules, each list once: many rules may share one of thousands of entries. */
export function distinctDestinations(rules: readonly Pick<PolicyRule, 'to'>[]): Peers[] {
  return [...new Set(rules.map(({ to }) => to))];
}

/** The rules that take part at a time: neither disabled nor expired. `now` is Unix milliseconds. */
export function activeRules(policy: FirewallPolicy, now: number): PolicyRule[] {
  return policy.rules.filter((rule) => !rule.disabled && !isExpired(rule, now));
}

/** Whether the rule's time is over. */
export function isExpired(rule: Pick<PolicyRule, 'expires'>, now: number): boolean {
  return rule.expires !== null && rule.expires <= now;
}

/** The rule at a place that an analysis has from the same rules; nobody else's place belongs here. */
export const ruleAt = (rules: readonly PolicyRule[], place: number): PolicyRule => rules[place] as PolicyRule;
