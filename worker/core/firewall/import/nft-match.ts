/** Which flows does a rule of nftables match? Each match narrows a condition, or is not understood. Pure. */
import type { Protocol } from '../../../../schemas/firewall.ts';
import type { IpRange } from '../../net/address.ts';
import { parseAddress } from '../../net/address.ts';
import { parseCidr, rangeOf } from '../../net/cidr.ts';
import { isRefused } from '../../net/refused.ts';
import type { PortSpan } from '../policy.ts';
import { mergeRanges, subtractRanges, wholeFamily } from '../ranges.ts';
import { ALL_PORTS, mergePorts } from '../services.ts';
import type { NftSet, NftStatement } from './nft-json.ts';

/** A conjunction of what has been read so far. */
export interface NftCondition {
  readonly families: readonly (4 | 6)[];
  readonly from: readonly IpRange[];
  readonly to: readonly IpRange[];
  readonly protocols: readonly Protocol[];
  readonly ports: readonly PortSpan[];
  /** False: it is about established connections or other protocols only, which policies do not speak of. */
  readonly isNew: boolean;
}

/** All flows. */
export const EVERY_FLOW: NftCondition = {
  families: [4, 6],
  from: [wholeFamily(4), wholeFamily(6)],
  to: [wholeFamily(4), wholeFamily(6)],
  protocols: ['tcp', 'udp'],
  ports: [ALL_PORTS],
  isNew: true,
};

/** Why a match was not understood. */
export interface NotUnderstood {
  readonly reason: string;
}

/** The sets of the table that a rule may name. */
export type NftSets = (name: string) => NftSet | undefined;

/** Narrows a condition by one match statement. */
export function narrow(condition: NftCondition, match: unknown, sets: NftSets): NftCondition | NotUnderstood {
  const { left, right, op } = match as { left?: NftStatement; right?: unknown; op?: string };
  const field = fieldOf(left);
  const read = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
  if (read === undefined) return { reason: `a match on ${field} is not understood` };
  if (op !== '==' && op !== '!=' && op !== 'in') return { reason: `the comparison ${op} is not understood` };
  const values = valuesOf(right, sets);
  if (values === null) return { reason: `what ${field} is compared with is not understood` };
  return read(condition, values, op === '!=');
}

type Read = (condition: NftCondition, values: readonly unknown[], isNot: boolean) => NftCondition | NotUnderstood;

/** What each field narrows. `th` is the header of whatever transport protocol there is. */
const FIELDS: Readonly<Record<string, Read>> = {
  'ip saddr': (condition, values, isNot) => narrowAddresses(condition, 'from', 4, { values, isNot }),
  'ip daddr': (condition, values, isNot) => narrowAddresses(condition, 'to', 4, { values, isNot }),
  'ip6 saddr': (condition, values, isNot) => narrowAddresses(condition, 'from', 6, { values, isNot }),
  'ip6 daddr': (condition, values, isNot) => narrowAddresses(condition, 'to', 6, { values, isNot }),
  'tcp dport': (condition, values, isNot) => narrowPorts(withProtocols(condition, ['tcp']), values, isNot),
  'udp dport': (condition, values, isNot) => narrowPorts(withProtocols(condition, ['udp']), values, isNot),
  'th dport': narrowPorts,
  'ip protocol': (condition, values, isNot) => narrowProtocols(withFamilies(condition, [4]), values, isNot),
  'ip6 nexthdr': (condition, values, isNot) => narrowProtocols(withFamilies(condition, [6]), values, isNot),
  'meta l4proto': narrowProtocols,
  'meta nfproto': narrowFamilies,
  'ct state': narrowState,
};

function fieldOf(left: NftStatement | undefined): string {
  if (typeof left !== 'object') return JSON.stringify(left) ?? 'nothing';
  const { payload, meta, ct } = left as Record<string, Record<string, unknown> | undefined>;
  if (payload?.protocol !== undefined) return `${payload.protocol} ${payload.field}`;
  if (meta?.key !== undefined) return `meta ${meta.key}`;
  if (ct?.key !== undefined) return `ct ${ct.key}`;
  return Object.keys(left).join(' ');
}

/** The values on the right: one, a list, an anonymous set, or a named one. */
function valuesOf(right: unknown, sets: NftSets): readonly unknown[] | null {
  if (typeof right === 'string' && right.startsWith('@')) return sets(right.slice(1))?.elem?.map(elementOf) ?? null;
  if (Array.isArray(right)) return right;
  if (typeof right === 'object' && right !== null && 'set' in right) {
    return Array.isArray(right.set) ? right.set.map(elementOf) : [right.set];
  }
  return [right];
}

/** An element with a timeout or comment of its own is an object around the value. */
function elementOf(element: unknown): unknown {
  const inner = (element as { elem?: { val?: unknown } } | null)?.elem?.val;
  return inner ?? element;
}

function narrowAddresses(
  condition: NftCondition,
  side: 'from' | 'to',
  family: 4 | 6,
  { values, isNot }: { readonly values: readonly unknown[]; readonly isNot: boolean },
): NftCondition | NotUnderstood {
  const ranges = values.map((value) => rangeOfValue(value, family));
  if (ranges.includes(null)) return { reason: 'an address is not understood' };
  const wanted = mergeRanges(ranges.filter((range) => range !== null));
  const whole = [wholeFamily(family)];
  const allowed = isNot ? subtractRanges(whole, wanted) : wanted;
  const kept = subtractRanges(condition[side], subtractRanges(whole, allowed)).filter(
    (range) => range.family === family,
  );
  return { ...withFamilies(condition, [family]), [side]: kept };
}

function rangeOfValue(value: unknown, family: 4 | 6): IpRange | null {
  const { prefix, range } = (typeof value === 'object' && value !== null ? value : {}) as {
    prefix?: { addr?: unknown; len?: unknown };
    range?: readonly unknown[];
  };
  const text = prefix === undefined ? value : `${prefix.addr}/${prefix.len}`;
  if (range !== undefined) {
    const [first, last] = range.map((end) => parseAddress(String(end)));
    if (first?.family !== family || last?.family !== family || first.value > last.value) return null;
    return { ...rangeOf(first), last: last.value };
  }
  const read = typeof text === 'string' ? parseCidr(text) : null;
  return read === null || isRefused(read) || read.family !== family ? null : read;
}

function narrowPorts(
  condition: NftCondition,
  values: readonly unknown[],
  isNot: boolean,
): NftCondition | NotUnderstood {
  const spans = values.map((value): PortSpan | null => {
    const [first, last] = (value as { range?: readonly unknown[] } | null)?.range ?? [value, value];
    return typeof first === 'number' && typeof last === 'number' && first <= last ? [first, last] : null;
  });
  if (spans.includes(null)) return { reason: 'a port is not understood' };
  const merged = mergePorts(spans.filter((span) => span !== null));
  return { ...condition, ports: intersectPorts(condition.ports, isNot ? otherPorts(merged) : merged) };
}

function intersectPorts(a: readonly PortSpan[], b: readonly PortSpan[]): PortSpan[] {
  return a.flatMap(([first, last]) =>
    b.flatMap(([from, to]): PortSpan[] => {
      const both: PortSpan = [Math.max(first, from), Math.min(last, to)];
      return both[0] <= both[1] ? [both] : [];
    }),
  );
}

function otherPorts(spans: readonly PortSpan[]): PortSpan[] {
  const out: PortSpan[] = [];
  let next = ALL_PORTS[0];
  for (const [first, last] of spans) {
    if (first > next) out.push([next, first - 1]);
    next = last + 1;
  }
  return next <= ALL_PORTS[1] ? [...out, [next, ALL_PORTS[1]]] : out;
}

/** Names and numbers of the protocols that policies speak of (IANA, Protocol Numbers). */
const PROTOCOL_NAMES: ReadonlyMap<unknown, Protocol> = new Map<unknown, Protocol>([
  ['tcp', 'tcp'],
  [6, 'tcp'],
  ['udp', 'udp'],
  [17, 'udp'],
]);

function narrowProtocols(condition: NftCondition, values: readonly unknown[], isNot: boolean): NftCondition {
  const named = values.flatMap((value) => PROTOCOL_NAMES.get(value) ?? []);
  return withProtocols(condition, isNot ? (['tcp', 'udp'] as const).filter((one) => !named.includes(one)) : named);
}

function narrowFamilies(condition: NftCondition, values: readonly unknown[], isNot: boolean): NftCondition {
  const named = ([4, 6] as const).filter((family) => values.includes(`ipv${family}`) !== isNot);
  return withFamilies(condition, named);
}

/** Policies speak of connections that begin. */
function narrowState(condition: NftCondition, values: readonly unknown[], isNot: boolean): NftCondition {
  return { ...condition, isNew: condition.isNew && values.includes('new') !== isNot };
}

function withProtocols(condition: NftCondition, protocols: readonly Protocol[]): NftCondition {
  return { ...condition, protocols: condition.protocols.filter((one) => protocols.includes(one)) };
}

/** Narrows both sides with the families: nothing is left of the other one. */
export function withFamilies(condition: NftCondition, families: readonly (4 | 6)[]): NftCondition {
  const own = (ranges: readonly IpRange[]) => ranges.filter(({ family }) => families.includes(family));
  return {
    ...condition,
    families: condition.families.filter((family) => families.includes(family)),
    from: own(condition.from),
    to: own(condition.to),
  };
}
