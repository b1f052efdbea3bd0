/** Which zones are sent to which proxies by a profile? Pure. */
import type { Condition } from '../../../../schemas/condition.ts';
import type { Profile } from '../../../../schemas/profile.ts';

/** A zone whose clients a profile may send to a proxy. */
export interface Need {
  readonly zone: string;
  readonly proxy: string;
}

/** Whether a condition holds for a client of a zone, as far as the zone alone decides it. */
type Holds = 'yes' | 'no' | 'maybe';

/**
 * Zone by zone, the proxies of every route that some request of a client there can be given. Of the conditions only
 * `zone` (also inside groups) is known; everything else may hold or not.
 */
export function needsOf(profile: Profile, zones: readonly string[]): Need[] {
  return zones.flatMap((zone) => {
    const used = new Set(routesFor(profile, zone).flatMap((route) => proxiesOf(profile, route)));
    return Object.keys(profile.proxies ?? {})
      .filter((proxy) => used.has(proxy))
      .map((proxy) => ({ zone, proxy }));
  });
}

/** Whether a client of the zone (null: of none) can meet the condition. */
export function holdsIn(condition: Condition, zone: string | null): Holds {
  const keys = Object.keys(condition) as (keyof Condition)[];
  return every(keys.filter((key) => condition[key] !== undefined).map((key) => keyHolds(condition, key, zone)));
}

function routesFor({ rules = [], default: last }: Profile, zone: string): string[] {
  const routes: string[] = [];
  for (const { when, use, disabled } of rules) {
    if (disabled === true) continue;
    const holds = holdsIn(when, zone);
    if (holds !== 'no') routes.push(use);
    if (holds === 'yes') return routes;
  }
  return [...routes, last];
}

function proxiesOf({ routes = {}, proxies = {} }: Profile, route: string): string[] {
  const names = Object.hasOwn(routes, route) ? (routes[route] ?? []) : [route];
  return names.filter((name) => Object.hasOwn(proxies, name));
}

function keyHolds(condition: Condition, key: keyof Condition, zone: string | null): Holds {
  const inner = () => [condition[key] as Condition | Condition[]].flat().map((one) => holdsIn(one, zone));
  const known: Partial<Record<keyof Condition, () => Holds>> = {
    zone: () => (zone !== null && [condition.zone ?? []].flat().includes(zone) ? 'yes' : 'no'),
    all: () => every(inner()),
    any: () => some(inner()),
    not: () => opposite(some(inner())),
  };
  return known[key]?.() ?? 'maybe';
}

function every(parts: readonly Holds[]): Holds {
  if (parts.includes('no')) return 'no';
  return parts.includes('maybe') ? 'maybe' : 'yes';
}

function some(parts: readonly Holds[]): Holds {
  if (parts.includes('yes')) return 'yes';
  return parts.includes('maybe') ? 'maybe' : 'no';
}

function opposite(holds: Holds): Holds {
  if (holds === 'maybe') return 'maybe';
  return holds === 'yes' ? 'no' : 'yes';
}
