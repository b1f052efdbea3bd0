/** Which rules could go without changing any verdict: each alone, and which of them together? Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import type { Budget } from '../algebra/budget.ts';
import { entriesMeeting, placesBeside } from '../algebra/places.ts';
import { find } from '../algebra/search.ts';
import { boxIn, type UnknownHost } from '../algebra/space.ts';
import { hostText } from '../algebra/witness.ts';
import { ruleAt } from '../policy.ts';
import { type Ground, type Region, regionIn } from './ground.ts';

/** The rules without which an analysis is to be made, by their place; and what the default does. */
export interface Remaining {
  readonly gone: ReadonlySet<number>;
  readonly otherwise: Action;
}

/**
 * Whether every flow that the rule decides would get the same verdict without it. A flow to a name without addresses
 * counts with every address that the name might have.
 */
export function isRemovable(ground: Ground, place: number, remaining: Remaining, budget: Budget): boolean {
  return decidingFlows(ground, place, budget).every(({ universe, box }) => {
    const entries = entriesMeeting(universe, box, { range: [0, ground.rules.length], budget }).filter(
      ({ key }) => key !== place && !remaining.gone.has(key),
    );
    const action = ruleAt(ground.rules, place).action;
    const changes = (key: number | null) =>
      (key === null || key > place) && (key === null ? remaining.otherwise : ground.rules[key]?.action) !== action;
    return find(box, entries, { wanted: changes, budget }) === null;
  });
}

/**
 * Where the rule's absence could show: its flows to addresses; its flows to the hosts that it names; and, where a later
 * rule of another action names a host, its flows to that host too, which could fall to that rule. All else about a host
 * is as it is for addresses.
 */
function decidingFlows(ground: Ground, place: number, budget: Budget): Region[] {
  const hosts = new Map<string, UnknownHost>();
  for (const namer of [place, ...laterNamers(ground, place, budget)]) {
    for (const host of ground.hostsOf(namer, budget)) hosts.set(hostText(host), host);
  }
  return [...ground.universes, ...[...hosts.values()].flatMap(ground.towards)].flatMap((universe) =>
    regionIn(universe, place),
  );
}

/** Later rules of another action that name hosts and speak of the same sources and services. */
function laterNamers(ground: Ground, place: number, budget: Budget): number[] {
  const { action } = ruleAt(ground.rules, place);
  const isNamer = (key: number) => {
    const rule = ground.rules[key];
    return rule !== undefined && rule.action !== action && rule.to.names.length > 0;
  };
  const range = [place + 1, ground.namersEnd] as const;
  return ground.universes.flatMap((universe) =>
    placesBeside(universe, boxIn(universe, place), { range, budget }).filter(isNamer),
  );
}

/**
 * Rules that can all be deleted together: first those that decide nothing, then from the last to the first each that
 * the remaining ones make removable. What remains has no removable rule (Liu and Gouda 2005: upward, then downward).
 */
export function cleanUp(ground: Ground, useless: readonly number[], otherwise: Action, budget: Budget): number[] {
  const gone = new Set(useless);
  for (let place = ground.rules.length - 1; place >= 0; place--) {
    if (!gone.has(place) && isRemovable(ground, place, { gone, otherwise }, budget)) gone.add(place);
  }
  return [...gone].sort((a, b) => a - b);
}
