/** What does an analysis stand on? The rules that take part, cut into atoms once for each family. Pure. */

import type { NameEntry } from '../../pac/program.ts';
import { type Box, isEmptyBox } from '../algebra/box.ts';
import {
  addressUniverse,
  boxIn,
  makeSpace,
  namesUnknown,
  nameUniverse,
  type Space,
  type SpaceInput,
  type Universe,
  type UnknownHost,
} from '../algebra/space.ts';
import type { PolicyRule } from '../policy.ts';

/** Rules in order, known by their place in it, and the flows that they are about. */
export interface Ground {
  readonly rules: readonly PolicyRule[];
  /** Flows to addresses, IPv4 and IPv6. */
  readonly universes: readonly Universe[];
  /** The flows to one name without known addresses, IPv4 and IPv6. */
  readonly towards: (host: UnknownHost) => readonly Universe[];
  /** Names without known addresses, among those that any rule speaks of, that this rule names. */
  readonly hostsOf: (place: number) => readonly UnknownHost[];
  /** From this place on no rule names a host. */
  readonly namersEnd: number;
}

/** Some flows of one universe. */
export interface Region {
  readonly universe: Universe;
  readonly box: Box;
}

/** Cuts the axes; null when that costs more than an analysis may. */
export function makeGround(rules: readonly PolicyRule[], questions: Omit<SpaceInput, 'rules'> = {}): Ground | null {
  const spaces = ([4, 6] as const).map((family) => makeSpace(family, { rules, ...questions }));
  const cut = spaces.filter((space) => space !== null);
  if (cut.length < spaces.length) return null;
  return {
    rules,
    universes: cut.map(addressUniverse),
    towards: keptByHost(cut),
    hostsOf: keptByPlace(rules),
    namersEnd: rules.findLastIndex(({ to }) => to.names.length > 0) + 1,
  };
}

/** What a rule matches, by universe: addresses, and the names that it names itself. Empty parts are left out. */
export function flowsOf(ground: Ground, place: number): Region[] {
  const own = (ground.rules[place] as PolicyRule).to.names.map(asHost);
  return [...ground.universes, ...own.flatMap(ground.towards)].flatMap((universe) => regionIn(universe, place));
}

/** What a rule matches in one universe: one region or none. */
export function regionIn(universe: Universe, place: number): Region[] {
  const box = boxIn(universe, place);
  return isEmptyBox(box) ? [] : [{ universe, box }];
}

/** What a pattern of a rule stands for as a destination: the name, or some other name below it. */
export function asHost({ name, match }: NameEntry): UnknownHost {
  return { name, match: match === 'below' ? 'below' : 'exact' };
}

function keptByHost(spaces: readonly Space[]): Ground['towards'] {
  const kept = new Map<string, readonly Universe[]>();
  return (host) => {
    const key = `${host.match} ${host.name}`;
    const universes = kept.get(key) ?? spaces.map((space) => nameUniverse(space, host));
    kept.set(key, universes);
    return universes;
  };
}

function keptByPlace(rules: readonly PolicyRule[]): Ground['hostsOf'] {
  const all = new Map<string, UnknownHost>();
  for (const { to } of rules) for (const entry of to.names) all.set(`${entry.match} ${entry.name}`, asHost(entry));
  const kept = new Map<number, readonly UnknownHost[]>();
  return (place) => {
    const names = rules[place]?.to.names ?? [];
    const hosts =
      kept.get(place) ??
      (names.length === 0 ? [] : [...all.values()].filter((host) => names.some((entry) => namesUnknown(entry, host))));
    kept.set(place, hosts);
    return hosts;
  };
}
