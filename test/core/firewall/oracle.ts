/**
 * What does a policy mean, the slow and obvious way? A second implementation that shares no code with the first: it
 * enumerates one flow for every combination of places where anything in the policy begins or ends.
 */
import ipaddr from 'ipaddr.js';
import type { FirewallRule, Policy } from '../../../schemas/firewall.ts';
import type { Conflict, Unreachable } from '../../../schemas/firewall-questions.ts';

/** One concrete flow. `host` is the name that it goes to, when that has no known addresses; `dst` is where that is. */
export interface OracleFlow {
  readonly src: string;
  readonly dst: string;
  readonly host: string | null;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

type Parsed = ReturnType<typeof ipaddr.parse>;

/** A policy and all the flows that can tell its rules apart; verdicts are by index of the rule, -1 is the default. */
export interface Oracle {
  readonly policy: Policy;
  readonly rules: readonly FirewallRule[];
  readonly flows: readonly OracleFlow[];
  /** matches[i]: for each flow, whether rule i matches it. */
  readonly matches: readonly (readonly boolean[])[];
  /** For each flow, the index of the rule that decides. */
  readonly decided: readonly number[];
}

/** Hosts below a name that no rule names otherwise stand for "some other name below". */
export const OTHER = 'other--';

export function oracleOf(policy: Policy, universe: readonly Policy[] = [policy], now = 0): Oracle {
  const rules = policy.rules ?? [];
  const flows = flowsFor(universe);
  const active = rules.map((rule) => rule.disabled !== true && !(rule.expires && Date.parse(rule.expires) <= now));
  const matches = rules.map((rule, i) => {
    const matchesFlow = matcher(policy, rule);
    return flows.map((flow) => active[i] === true && matchesFlow(flow));
  });
  const decided = flows.map((_, f) => matches.findIndex((row) => row[f]));
  return { policy, rules, flows, matches, decided };
}

export function actionAt({ policy, rules }: Oracle, rule: number): 'allow' | 'deny' {
  return rule === -1 ? (policy.default ?? 'deny') : (rules[rule]?.action ?? 'deny');
}

export const nameOf = (oracle: Oracle, rule: number) => oracle.rules[rule]?.id ?? rule;

/** Does the rule match a flow, read off the text of the rule? Each side is looked at once for each address. */
function matcher(policy: Policy, rule: FirewallRule): (flow: OracleFlow) => boolean {
  const protocols = [rule.protocol ?? 'tcp'].flat();
  const fromHolds = remembered((src) =>
    [rule.from].flat().some((peer) => holds(policy, peer, ipaddr.parse(src), null)),
  );
  const toHolds = remembered((dst, host) =>
    [rule.to].flat().some((peer) => holds(policy, peer, ipaddr.parse(dst), host)),
  );
  return ({ src, dst, host, protocol, port }) =>
    src.includes(':') === dst.includes(':') &&
    protocols.includes(protocol) &&
    (rule.ports === undefined || [rule.ports].flat().some((ports) => holdsPort(ports, port))) &&
    fromHolds(src, null) &&
    toHolds(dst, host);
}

function remembered(compute: (address: string, host: string | null) => boolean) {
  const known = new Map<string, boolean>();
  return (address: string, host: string | null): boolean => {
    const key = `${address} ${host}`;
    const value = known.get(key) ?? compute(address, host);
    known.set(key, value);
    return value;
  };
}

function holdsPort(ports: number | string, port: number): boolean {
  if (typeof ports === 'number') return ports === port;
  const [first, last] = ports.split('-').map(Number);
  return (first ?? 0) <= port && port <= (last ?? 0);
}

function holds(policy: Policy, peer: string, address: Parsed, host: string | null): boolean {
  if (peer === 'any') return true;
  if (policy.zones?.[peer]) return zoneOf(policy, address) === peer;
  const group = policy.groups?.[peer];
  if (group) return group.some((member) => holds(policy, member, address, host));
  if (/^[0-9a-f.:]+(\/[0-9]+)?$/.test(peer) && /[:0-9]/.test(peer)) return holdsAddress(peer, address);
  const names = Object.entries(policy.names ?? {}).filter(([name]) => matchesName(peer, name));
  if (names.some(([, list]) => list.some((text) => holdsAddress(text, address)))) return true;
  // A name whose addresses are known is those addresses; all names below another are named wherever they are.
  return host !== null && (peer.startsWith('*.') || policy.names?.[host] === undefined) && matchesName(peer, host);
}

function matchesName(pattern: string, name: string): boolean {
  return pattern.startsWith('*.') ? name.endsWith(pattern.slice(1)) : pattern === name;
}

function holdsAddress(text: string, address: Parsed): boolean {
  const [base = '', prefix] = text.split('/');
  const range = ipaddr.parse(base);
  if (range.kind() !== address.kind()) return false;
  return address.match(range as never, prefix === undefined ? (range.kind() === 'ipv4' ? 32 : 128) : Number(prefix));
}

function zoneOf(policy: Policy, address: Parsed): string | null {
  let best: { zone: string; prefix: number } | null = null;
  for (const [zone, { networks }] of Object.entries(policy.zones ?? {})) {
    for (const network of networks) {
      const prefix = Number(network.split('/')[1] ?? (address.kind() === 'ipv4' ? 32 : 128));
      if (holdsAddress(network, address) && (best === null || prefix > best.prefix)) best = { zone, prefix };
    }
  }
  return best?.zone ?? null;
}

/** What the policy does with one flow: the action, and the index of the rule (-1: the default). */
export function oracleVerdict(policy: Policy, flow: OracleFlow): { action: 'allow' | 'deny'; rule: number } {
  const rules = policy.rules ?? [];
  const rule = rules.findIndex((one) => one.disabled !== true && matcher(policy, one)(flow));
  return { action: rule === -1 ? (policy.default ?? 'deny') : (rules[rule]?.action ?? 'deny'), rule };
}

/** One address for each part of the address space that the policies tell apart. */
export function addressPoints(policies: readonly Policy[]): string[] {
  return pointsOf(textsOf(policies));
}

/** The zone in which a client stands, by the longest prefix. */
export function oracleZone(policy: Policy, address: string): string | null {
  return zoneOf(policy, ipaddr.parse(address));
}

/** One flow for each combination of places where something begins, and just behind where it ends. */
function flowsFor(policies: readonly Policy[]): OracleFlow[] {
  const texts = textsOf(policies);
  const addresses = pointsOf(texts);
  const ports = portPoints(policies.flatMap((policy) => policy.rules ?? []));
  const hosts = hostsOf(texts);
  return addresses.flatMap((src) =>
    addresses.flatMap((dst) => {
      if (src.includes(':') !== dst.includes(':')) return [];
      return hosts.flatMap((host) =>
        (['tcp', 'udp'] as const).flatMap((protocol) =>
          ports.map((port): OracleFlow => ({ src, dst, host, protocol, port })),
        ),
      );
    }),
  );
}

function textsOf(policies: readonly Policy[]): string[] {
  return policies.flatMap((policy) => [
    ...Object.values(policy.zones ?? {}).flatMap((zone) => zone.networks),
    ...Object.values(policy.groups ?? {}).flat(),
    ...Object.values(policy.names ?? {}).flat(),
    ...(policy.rules ?? []).flatMap((rule) => [rule.from, rule.to].flat()),
  ]);
}

function pointsOf(texts: readonly string[]): string[] {
  const points = new Set(['0.0.0.0', '::']);
  for (const text of texts) {
    const [base = '', prefix] = text.split('/');
    if (!ipaddr.isValid(base) || !/[.:]/.test(base)) continue;
    const bytes = ipaddr.parse(base).toByteArray();
    const bits = BigInt(bytes.length * 8);
    const first = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const behind = first + (1n << (bits - BigInt(prefix ?? bits)));
    for (const value of [first, behind]) if (value < 1n << bits) points.add(textOf(value, bytes.length));
  }
  return [...points];
}

function textOf(value: bigint, length: number): string {
  const bytes = Array.from({ length }, (_, k) => Number((value >> BigInt(8 * (length - 1 - k))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

function portPoints(rules: readonly FirewallRule[]): number[] {
  const points = new Set([1]);
  for (const ports of rules.flatMap((rule) => (rule.ports === undefined ? [] : [rule.ports].flat()))) {
    const [first = 1, last = first] = String(ports).split('-').map(Number);
    points.add(first);
    if (last < 65_535) points.add(last + 1);
  }
  return [...points];
}

function hostsOf(texts: readonly string[]): (string | null)[] {
  const names = texts.filter((text) => /[a-z]/.test(text) && text.includes('.') && !text.includes('/'));
  const concrete = names.map((name) => (name.startsWith('*.') ? `${OTHER}.${name.slice(2)}` : name));
  return [null, ...new Set(concrete)];
}

/** Flows of a rule by which its reachability is judged: to addresses, and to the names that it names itself. */
function ownFlows(oracle: Oracle, rule: number): number[] {
  const names = namesOf(oracle.policy, [oracle.rules[rule]?.to ?? []].flat());
  return oracle.flows.flatMap((flow, f) => {
    const isOwn = flow.host === null || names.includes(flow.host);
    return oracle.matches[rule]?.[f] && isOwn ? [f] : [];
  });
}

/** The hosts without addresses that peers name, `*.x` as some other name below x. */
function namesOf(policy: Policy, peers: readonly string[]): string[] {
  return hostsOf(peers.flatMap((peer) => policy.groups?.[peer] ?? [peer]))
    .filter((host) => host !== null)
    .filter((host) => policy.names?.[host] === undefined);
}

export function oracleUnmatchable(oracle: Oracle): (string | number)[] {
  return oracle.rules.flatMap((rule, i) =>
    rule.disabled !== true && !oracle.matches[i]?.includes(true) ? [nameOf(oracle, i)] : [],
  );
}

export function oracleUnreachable(
  oracle: Oracle,
): { rule: string | number; kind: Unreachable['kind']; deciders: number[] }[] {
  return oracle.rules.flatMap((rule, i) => {
    const own = ownFlows(oracle, i);
    if (own.length === 0 || own.some((f) => oracle.decided[f] === i)) return [];
    const deciders = [...new Set(own.map((f) => oracle.decided[f] ?? -1))].sort((a, b) => a - b);
    const others = deciders.filter((d) => actionAt(oracle, d) !== rule.action).length;
    const kind = others === 0 ? 'redundant' : others === deciders.length ? 'shadowed' : 'mixed';
    return [{ rule: nameOf(oracle, i), kind, deciders }];
  });
}

/** Whether deleting the rules changes no verdict of any flow. */
export function oracleCanDelete(oracle: Oracle, gone: readonly number[]): boolean {
  return oracle.flows.every((_, f) => {
    const left = oracle.matches.findIndex((row, i) => row[f] && !gone.includes(i));
    return actionAt(oracle, left) === actionAt(oracle, oracle.decided[f] ?? -1);
  });
}

export function oracleRemovable(oracle: Oracle): (string | number)[] {
  const unreachable = oracleUnreachable(oracle).map(({ rule }) => rule);
  return oracle.rules.flatMap((_, i) => {
    const isUsed = oracle.matches[i]?.includes(true) && !unreachable.includes(nameOf(oracle, i));
    return isUsed && oracleCanDelete(oracle, [i]) ? [nameOf(oracle, i)] : [];
  });
}

export function oracleConflicts(oracle: Oracle): Omit<Conflict, 'witness'>[] {
  return oracle.rules.flatMap((later, j) =>
    oracle.rules.slice(0, j).flatMap((earlier, i) => {
      if (earlier.action === later.action) return [];
      const a = certainFlows(oracle, i);
      const b = new Set(certainFlows(oracle, j));
      if (!a.some((f) => b.has(f) && oracle.decided[f] === i)) return [];
      const isEarlierInside = a.every((f) => b.has(f));
      const isLaterInside = [...b].every((f) => a.includes(f));
      const relation = isEarlierInside
        ? isLaterInside
          ? 'equal'
          : 'earlier-inside'
        : isLaterInside
          ? 'later-inside'
          : 'overlap';
      return [{ earlier: nameOf(oracle, i), later: nameOf(oracle, j), relation }];
    }),
  );
}

/** Flows that a rule matches whatever address a name has. */
function certainFlows(oracle: Oracle, rule: number): number[] {
  const row = oracle.matches[rule] ?? [];
  const missing = new Set<string>();
  const key = (flow: OracleFlow) => `${flow.src} ${flow.host} ${flow.protocol} ${flow.port}`;
  oracle.flows.forEach((flow, f) => {
    if (flow.host !== null && !row[f]) missing.add(key(flow));
  });
  return oracle.flows.flatMap((flow, f) => (row[f] && (flow.host === null || !missing.has(key(flow))) ? [f] : []));
}

export function oracleDefaultReachable(oracle: Oracle): boolean {
  return oracle.flows.some((flow, f) => flow.host === null && oracle.decided[f] === -1);
}

/** Pairs of deciding rules with different actions. Both oracles stand on the same flows. */
export function oracleDiff(before: Oracle, after: Oracle): { change: string; before: unknown; after: unknown }[] {
  const pairs = new Map<string, { change: string; before: unknown; after: unknown }>();
  before.flows.forEach((_, f) => {
    const [old, young] = [before.decided[f] ?? -1, after.decided[f] ?? -1];
    if (actionAt(before, old) === actionAt(after, young)) return;
    pairs.set(`${old} ${young}`, {
      change: actionAt(after, young) === 'allow' ? 'allowed' : 'denied',
      before: old === -1 ? null : nameOf(before, old),
      after: young === -1 ? null : nameOf(after, young),
    });
  });
  return [...pairs.values()];
}
