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
import { holdsAddress } from '../ranges.ts';
import { hasService } from '../services.ts';
import { type CellRuns, stripsOf } from './strip.ts';
import type { Target } from './target.ts';

/** One destination and one service. `host`: the name without addresses in the policy by which the address is asked for. */
export interface Point {
  readonly host: UnknownHost | null;
  readonly address: IpAddress;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Sources whose flows to a point one rule decides; there is at least one. */
export interface ScannedPiece {
  /** The place of the rule among those that take part; null is the default. */
  readonly place: number | null;
  /** Whether the rule holds for the name only, not for the address. */
  readonly isByName: boolean;
  /** Of the family of the point, merged, ascending. */
  readonly sources: () => IpRange[];
  /** A source that makes a good example. */
  readonly example: () => IpAddress;
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

/** Rules looked at, and passed over, in one step, and cells of a strip that are made, or decided, in one. */
const RULES_A_STEP = 64;
const PASSED_A_STEP = 256;
const CELLS_A_STEP = 1_024;
const PIECES_A_STEP = 32;
/** Runs have two edges. */
const EDGES_A_STEP = 128;

/** Goes through these rules; what it learns about a point and about a set of sources is kept for further questions. */
export function scannerOf(rules: readonly PolicyRule[]): Scan {
  const matchesOf = matcherOf(rules);
  const stripOf = stripsOf(rules);
  return (from, point, budget) => {
    const strip = stripOf(from, point.address.family, budget);
    const { places, byName } = matchesOf(point, budget);
    spend(budget, 1 + Math.floor(strip.size / CELLS_A_STEP));
    const undecided = undecidedCells(strip.size);
    const pieces: ScannedPiece[] = [];
    const add = (place: number | null, cells: readonly number[], isByName: boolean) => {
      if (cells.length === 0) return;
      pieces.push({ place, isByName, sources: () => strip.rangesOf(cells), example: () => strip.exampleOf(cells) });
    };
    for (let at = 0; at < places.length; at++) {
      if (undecided.left() === 0) return pieces;
      if (at % PASSED_A_STEP === 0) spend(budget);
      const place = places[at] as number;
      const runs = strip.runsAt[place] as CellRuns;
      if (runs.length === 0) continue;
      spend(budget, Math.floor(runs.length / EDGES_A_STEP));
      add(place, undecided.take(runs), byName.has(place));
    }
    spend(budget, Math.floor(pieces.length / PIECES_A_STEP));
    add(null, undecided.take(Int32Array.of(0, strip.size)), false);
    return pieces;
  };
}

/** The cells of a strip that no rule has decided. Each is visited once, whatever the rules overlap: a union-find over neighbours. */
function undecidedCells(size: number) {
  const next = new Int32Array(size + 1);
  for (let cell = 0; cell <= size; cell++) next[cell] = cell;
  let left = size;
  const firstFrom = (cell: number): number => {
    let at = cell;
    for (let up = next[at] as number; up !== at; up = next[at] as number) {
      next[at] = next[up] as number;
      at = up;
    }
    return at;
  };
  return {
    left: () => left,
    /** The undecided cells of some runs, which are decided from now on. */
    take(runs: CellRuns): number[] {
      const cells: number[] = [];
      for (let at = 0; at < runs.length; at += 2) {
        const to = runs[at + 1] as number;
        for (let cell = firstFrom(runs[at] as number); cell < to; cell = firstFrom(cell)) {
          cells.push(cell);
          next[cell] = cell + 1;
        }
      }
      left -= cells.length;
      return cells;
    },
  };
}

interface Matches {
  readonly places: Int32Array;
  /** Those of them that hold for the name only. */
  readonly byName: ReadonlySet<number>;
}

/** The rules that match a point from some source, in their order. */
function matcherOf(rules: readonly PolicyRule[]): (point: Point, budget: Budget) => Matches {
  const known = new Map<string, Matches>();
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
    const places: number[] = [];
    const byName = new Set<number>();
    rules.forEach(({ to, services }, place) => {
      looked += 1 + services.ports.length;
      if (!hasService(services, protocol, port)) return;
      const isByAddress = holdsAddress(to.ranges, address);
      if (!isByAddress && naming.has(place)) byName.add(place);
      if (isByAddress || byName.has(place)) places.push(place);
    });
    spend(budget, Math.floor(looked / RULES_A_STEP));
    const matches: Matches = { places: Int32Array.from(places), byName };
    known.set(key, matches);
    return matches;
  };
}

const NONE: ReadonlySet<number> = new Set();
