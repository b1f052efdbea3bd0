/**
 * Which rules decide the flows to one address and service? The first match, by going through the rules in order with
 * ranges of sources: no atoms and no index, so that it costs little whatever the policy is. Exact. Pure.
 */
import type { Protocol } from '../../../../schemas/firewall.ts';
import type { IpAddress, IpRange } from '../../net/address.ts';

import { type Budget, spend } from '../algebra/budget.ts';
import type { UnknownHost } from '../algebra/space.ts';
import { hostText } from '../algebra/witness.ts';
import { indexHosts } from '../analysis/host-index.ts';
import type { Peers, PolicyRule, Services } from '../policy.ts';
import { commonRanges, holdsAddress, ofFamily, rangesWithout } from '../ranges.ts';
import { hasService } from '../services.ts';
import type { Target } from './target.ts';

/** One destination and one service. `host`: the name without addresses in the policy by which the address is asked for. */
export interface Point {
  readonly host: UnknownHost | null;
  readonly address: IpAddress;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Sources whose flows to a point one rule decides. */
export interface ScannedPiece {
  /** The place of the rule among those that take part; null is the default. */
  readonly place: number | null;
  /** Of the family of the point, merged, ascending, never empty. */
  readonly sources: readonly IpRange[];
  /** Whether the rule holds for the name only, not for the address. */
  readonly isByName: boolean;
}

/** Divides sources by the rule that decides their flows to a point, in the order of the rules; none have the family: none. */
export type Scan = (from: Peers, point: Point, budget: Budget) => ScannedPiece[];

/** Addresses times services of one question that are gone through one by one; a proxy has at most 64 addresses. */
const MAX_POINTS = 128;

/** The points of a destination; null when it is no few addresses and services, or when its address is unknown. */
export function pointsOf({ host, at }: Target, { protocols, ports }: Services): Point[] | null {
  if (at === null) return null;
  const addresses = at.ranges.reduce((sum, { first, last }) => sum + (last - first + 1n), 0n);
  const services = protocols.length * ports.reduce((sum, [first, last]) => sum + (last - first + 1), 0);
  if (addresses * BigInt(services) > MAX_POINTS) return null;
  return at.ranges.flatMap((range) =>
    valuesOf(range).flatMap((address) =>
      protocols.flatMap((protocol) =>
        ports.flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, k): Point => ({ host, address, protocol, port: first + k })),
        ),
      ),
    ),
  );
}

function valuesOf({ family, first, last }: IpRange): IpAddress[] {
  return Array.from({ length: Number(last - first) + 1 }, (_, k) => ({ family, value: first + BigInt(k) }));
}

/** Rules looked at, and passed over, and ranges computed with or copied, in one step. */
const RULES_A_STEP = 64;
const PASSED_A_STEP = 256;
const RANGES_A_STEP = 16;
const COPIES_A_STEP = 512;

const pay = (budget: Budget, many: number, aStep: number) => spend(budget, Math.floor(many / aStep));

/** Goes through these rules; what it learns about a point and about a set of sources is kept for further questions. */
export function scannerOf(rules: readonly PolicyRule[]): Scan {
  const matchesOf = matcherOf(rules);
  const partsOf = sourcesOf();
  return (from, point, budget) => {
    const { all, partOf } = partsOf(from, point.address.family);
    const pieces: ScannedPiece[] = [];
    const gone = new Set<readonly IpRange[]>();
    let rest = all;
    spend(budget);
    for (const [looked, { place, isByName }] of matchesOf(point, budget).entries()) {
      if (rest.length === 0) return pieces;
      if (looked % PASSED_A_STEP === 0) spend(budget);
      const part = partOf((rules[place] as PolicyRule).from, budget);
      if (part.length === 0 || gone.has(part)) continue;
      gone.add(part);
      pay(budget, Math.min(rest.length, part.length), RANGES_A_STEP);
      const sources = commonRanges(rest, part);
      if (sources.length === 0) continue;
      pieces.push({ place, sources, isByName });
      pay(budget, rest.length, COPIES_A_STEP);
      rest = rangesWithout(rest, sources);
    }
    return rest.length === 0 ? pieces : [...pieces, { place: null, sources: rest, isByName: false }];
  };
}

interface Match {
  readonly place: number;
  readonly isByName: boolean;
}

/** The rules that match a point from some source, in their order. */
function matcherOf(rules: readonly PolicyRule[]): (point: Point, budget: Budget) => readonly Match[] {
  const known = new Map<string, readonly Match[]>();
  let hosts: ReturnType<typeof indexHosts> | null = null;
  const placesNaming = (host: UnknownHost): ReadonlySet<number> => {
    hosts ??= indexHosts(rules);
    return new Set(hosts.placesNaming(host));
  };
  return (point, budget) => {
    const { host, address, protocol, port } = point;
    const key = `${host === null ? '' : hostText(host)} ${address.family} ${address.value} ${protocol} ${port}`;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const naming = host === null ? NONE : placesNaming(host);
    let looked = 0;
    const matches = rules.flatMap(({ to, services }, place): Match[] => {
      looked += 1 + services.ports.length;
      if (!hasService(services, protocol, port)) return [];
      if (holdsAddress(to.ranges, address)) return [{ place, isByName: false }];
      return naming.has(place) ? [{ place, isByName: true }] : [];
    });
    pay(budget, looked, RULES_A_STEP);
    known.set(key, matches);
    return matches;
  };
}

const NONE: ReadonlySet<number> = new Set();

/** Sources that are asked about, of one family, and which of them a rule speaks of. */
interface Sources {
  readonly all: readonly IpRange[];
  readonly partOf: (peers: Peers, budget: Budget) => readonly IpRange[];
}

/** Each list of a rule is held against each set of sources once. */
function sourcesOf(): (from: Peers, family: 4 | 6) => Sources {
  const known = new Map<Peers, Readonly<Record<4 | 6, Sources>>>();
  const make = (from: Peers, family: 4 | 6): Sources => {
    const all = ofFamily(from.ranges, family);
    const parts = new Map<Peers, readonly IpRange[]>();
    const partOf = (peers: Peers, budget: Budget) => {
      const seen = parts.get(peers);
      if (seen !== undefined) return seen;
      const part = commonRanges(all, peers.ranges);
      pay(budget, Math.min(all.length, peers.ranges.length) + part.length, RANGES_A_STEP);
      parts.set(peers, part);
      return part;
    };
    return { all, partOf };
  };
  return (from, family) => {
    const both = known.get(from) ?? { 4: make(from, 4), 6: make(from, 6) };
    known.set(from, both);
    return both[family];
  };
}
