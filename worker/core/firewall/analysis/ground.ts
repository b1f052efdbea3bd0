/** What does an analysis stand on? The rules that take part, cut into atoms once for each family. Pure. */
import { type Bits, bitsWith } from '../algebra/bits.ts';
import { type Box, isEmptyBox } from '../algebra/box.ts';
import { type Budget, spend } from '../algebra/budget.ts';
import {
  addressUniverse,
  boxIn,
  makeServices,
  makeSpace,
  nameUniverse,
  roomOfGround,
  type Space,
  type SpaceInput,
  type Universe,
  type UnknownHost,
} from '../algebra/space.ts';
import { type PolicyRule, ruleAt } from '../policy.ts';
import { asHost, indexHosts } from './host-index.ts';

/** Rules in order, known by their place in it, and the flows that they are about. */
export interface Ground {
  readonly rules: readonly PolicyRule[];
  /** Flows to addresses, IPv4 and IPv6. */
  readonly universes: readonly Universe[];
  /** The flows to one name without known addresses, IPv4 and IPv6. */
  readonly towards: (host: UnknownHost) => readonly Universe[];
  /** Names without known addresses, among those that any rule speaks of, that this rule names. */
  readonly hostsOf: (place: number, budget: Budget) => readonly UnknownHost[];
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
  const room = roomOfGround();
  const input = { rules, ...questions };
  const services = makeServices(input, room);
  if (services === null) return null;
  const spaces = ([4, 6] as const).map((family) => makeSpace(family, input, services, room));
  const cut = spaces.filter((space) => space !== null);
  if (cut.length < spaces.length) return null;
  return {
    rules,
    universes: cut.map(addressUniverse),
    ...hostsIn(rules, cut),
    namersEnd: rules.findLastIndex(({ to }) => to.names.length > 0) + 1,
  };
}

/** Steps for a host that a question is about: it is looked at by itself, in both families. */
const HOST_COST = 2;

/** What a rule matches, by universe: addresses, and the names that it names itself. Empty parts are left out. */
export function flowsOf(ground: Ground, place: number, budget: Budget): Region[] {
  const own = ruleAt(ground.rules, place).to.names;
  spend(budget, HOST_COST * own.length);
  return [...ground.universes, ...own.map(asHost).flatMap(ground.towards)].flatMap((universe) =>
    regionIn(universe, place),
  );
}

/** What a rule matches in one universe: one region or none. */
export function regionIn(universe: Universe, place: number): Region[] {
  const box = boxIn(universe, place);
  return isEmptyBox(box) ? [] : [{ universe, box }];
}

function hostsIn(rules: readonly PolicyRule[], spaces: readonly Space[]): Pick<Ground, 'towards' | 'hostsOf'> {
  const index = indexHosts(rules);
  const universes = new Map<string, readonly Universe[]>();
  const bits = new Map<readonly number[], Bits>();
  const bitsFor = (places: readonly number[]) => {
    const set = bits.get(places) ?? bitsWith(places, rules.length);
    bits.set(places, set);
    return set;
  };
  return {
    towards(host) {
      const key = `${host.match} ${host.name}`;
      const known = universes.get(key);
      if (known !== undefined) return known;
      const naming = bitsFor(index.placesNaming(host));
      const made = spaces.map((space) => nameUniverse(space, host, naming));
      universes.set(key, made);
      return made;
    },
    hostsOf(place, budget) {
      const names = rules[place]?.to.names ?? [];
      spend(budget, HOST_COST * names.length);
      const found = names.map(index.hostsOf);
      // Each of them is going to be looked at by itself, in both families; one of them is the name itself.
      for (const hosts of found) spend(budget, HOST_COST * Math.max(0, hosts.length - 1));
      return [...new Set(found.flat())];
    },
  };
}
