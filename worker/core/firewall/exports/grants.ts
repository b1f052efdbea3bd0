/** Which flows are allowed, as sets in which order does not count? Exact. Pure. */
import type { Action } from '../../../../schemas/firewall.ts';
import type { Axis } from '../algebra/axis.ts';
import { type Bits, bitsWith, hasBit, isEmpty, meets, members, unionOf, without } from '../algebra/bits.ts';
import { type Box, wordsOf } from '../algebra/box.ts';
import { type Budget, spend, stepsOf, withinBudget } from '../algebra/budget.ts';
import { entriesMeeting } from '../algebra/places.ts';
import { decide } from '../algebra/search.ts';
import { servicesIn } from '../algebra/service-axis.ts';
import { addressesOf, everything } from '../algebra/space.ts';
import { type Ground, makeGround, type Region, regionIn } from '../analysis/ground.ts';
import { LIMITS } from '../analysis/limits.ts';
import { type FirewallPolicy, type PolicyRule, ruleAt } from '../policy.ts';
import { peersAt } from '../questions/target.ts';
import { ruleName, unlessWhole } from './naming.ts';
import type { Grant, ZoneGrants } from './plan.ts';

/** Rules in order and what happens to all other flows (null: nothing is said, so nothing is granted). */
export interface Ordered {
  readonly rules: readonly PolicyRule[];
  readonly otherwise: Action | null;
}

/** Every allowed flow to an address, rule by rule. Null: too many steps. */
export function grantsOf({ rules, otherwise }: Ordered): readonly Grant[] | null {
  const ground = makeGround(rules);
  if (ground === null) return null;
  const answer = withinBudget({ left: LIMITS.steps }, LIMITS.steps, (budget) => [
    ...rules.flatMap((rule, place) => (rule.action === 'allow' ? grantsByRule(ground, place, budget) : [])),
    ...(otherwise === 'allow' ? grantsByDefault(ground, budget) : []),
  ]);
  return answer?.value ?? null;
}

function grantsByRule(ground: Ground, place: number, budget: Budget): Grant[] {
  const name = ruleName(ruleAt(ground.rules, place));
  return ground.universes
    .flatMap((universe) => regionIn(universe, place))
    .flatMap((region) =>
      notDenied(ground, region, place, budget).flatMap((piece) => grantsIn(region, piece, name, budget)),
    );
}

function grantsByDefault(ground: Ground, budget: Budget): Grant[] {
  return ground.universes.flatMap((universe) => {
    const region = { universe, box: everything(universe.space) };
    return notDenied(ground, region, ground.rules.length, budget).flatMap((piece) =>
      grantsIn(region, piece, 'default', budget),
    );
  });
}

/** What is left without the denials before a place. Grants may overlap: flows of earlier allow rules need no cutting out. */
function notDenied(ground: Ground, { universe, box }: Region, place: number, budget: Budget): Box[] {
  const earlier = entriesMeeting(universe, box, { range: [0, place], budget });
  const denials = earlier.filter(({ key }) => ruleAt(ground.rules, key).action === 'deny');
  const left: Box[] = [];
  decide(box, denials, {
    visit: (piece, key) => {
      if (key === null) left.push(piece);
      return false;
    },
    budget,
  });
  return left;
}

/** Sets become lists member by member. */
const SPELLING = 256;

/** One grant for each protocol in a box. */
function grantsIn({ universe }: Pick<Region, 'universe'>, box: Box, name: string, budget: Budget): Grant[] {
  spend(budget, 1 + stepsOf(SPELLING, wordsOf(box)));
  const { family, src, dst, svc } = universe.space;
  const addresses = (axis: Axis, bits: Bits) => unlessWhole(addressesOf(family, axis, bits), family);
  const [from, to] = [addresses(src, box.src), addresses(dst, box.dst)];
  return servicesIn(svc, box.svc).map((services) => ({ name, family, from, to, services }));
}

/** For each zone of a policy, what every client there is allowed. Null: too many steps. */
export function zoneGrantsOf(policy: FirewallPolicy, { rules, otherwise }: Ordered): readonly ZoneGrants[] | null {
  const zones = [...policy.zones.values()].map((zone) => ({ name: zone.name, clients: peersAt(zone.region) }));
  const ground = makeGround(rules, { sources: zones.map(({ clients }) => clients) });
  if (ground === null) return null;
  const answer = withinBudget({ left: LIMITS.steps }, LIMITS.steps, (budget) =>
    zones.map(({ name, clients }): ZoneGrants => {
      const parts = ground.universes.map((universe) => {
        const box = { ...everything(universe.space), src: universe.space.sourceBits(clients) };
        return isEmpty(box.src) ? NOTHING : allowedToAll({ universe, box }, { ground, otherwise }, budget);
      });
      return {
        zone: name,
        grants: parts.flatMap(({ grants }) => grants),
        isNarrowed: parts.some(({ isNarrowed }) => isNarrowed),
      };
    }),
  );
  return answer?.value ?? null;
}

interface Allowed {
  readonly grants: readonly Grant[];
  readonly isNarrowed: boolean;
}

const NOTHING: Allowed = { grants: [], isNarrowed: false };

/** What no client of the region is denied, service by service; services with the same destinations are one grant. */
function allowedToAll(
  { universe, box }: Region,
  { ground, otherwise }: { readonly ground: Ground; readonly otherwise: Action | null },
  budget: Budget,
): Allowed {
  const pieces: { readonly allow: Box[]; readonly deny: Box[] } = { allow: [], deny: [] };
  decide(box, entriesMeeting(universe, box, { range: [0, ground.rules.length], budget }), {
    visit: (piece, key) => {
      pieces[key === null ? (otherwise ?? 'deny') : ruleAt(ground.rules, key).action].push(piece);
      return false;
    },
    budget,
  });
  const destinations = (list: readonly Box[], service: number): Bits =>
    unionOf(list.flatMap(({ dst, svc }) => (hasBit(svc, service) ? [dst] : [])));
  const groups = new Map<string, { readonly dst: Bits; readonly services: number[] }>();
  let isNarrowed = false;
  for (const service of members(box.svc)) {
    const count = pieces.allow.length + pieces.deny.length;
    spend(budget, 1 + stepsOf(8 * count + SPELLING, box.dst.words.length));
    const [allowed, denied] = [destinations(pieces.allow, service), destinations(pieces.deny, service)];
    const dst = without(allowed, denied);
    isNarrowed ||= meets(allowed, denied);
    const key = members(dst).join(' ');
    const group = groups.get(key) ?? { dst, services: [] };
    groups.set(key, group);
    group.services.push(service);
  }
  const { space } = universe;
  const boxes = [...groups.values()].map(({ dst, services }) => ({
    src: box.src,
    dst,
    svc: bitsWith(services, space.svc.size),
  }));
  return {
    grants: boxes.filter(({ dst }) => !isEmpty(dst)).flatMap((one) => grantsIn({ universe }, one, 'allowed', budget)),
    isNarrowed,
  };
}
