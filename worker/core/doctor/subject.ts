/** What is the doctor to look at? Pure: a profile, cut down to what a client needs to know. */
import type { Profile, ProxyEntry } from '../../../schemas/profile.ts';

/** What the firewall policy expects for a client of the zone. `unknown` without a policy says nothing against anything. */
export type Expectation = 'reachable' | 'unreachable' | 'unknown';

/** One proxy. Every text is checked by the profile's schema and canonical. */
export interface DoctorProxy extends Pick<ProxyEntry, 'scheme' | 'host' | 'port' | 'auth'> {
  readonly name: string;
  readonly expected: Expectation;
}

/** Everything that goes into a doctor. */
export interface DoctorSubject {
  /** The profile's id. */
  readonly profile: string;
  readonly zone: string | null;
  readonly proxies: readonly DoctorProxy[];
  /** Names of proxies, left to right, and `direct`. */
  readonly routes: readonly { readonly name: string; readonly entries: readonly string[] }[];
  readonly direct: Expectation;
  /** A page of the service that answers 200 to everybody; null: no page is tried. */
  readonly pageUrl: string | null;
  /** Where the result goes; null: nowhere. */
  readonly reportUrl: string | null;
}

/** What the caller knows beside the profile. */
export interface DoctorSurroundings extends Pick<DoctorSubject, 'pageUrl' | 'reportUrl'> {
  readonly zone?: string | null;
  /** What the policy says of a proxy by its name, or of `direct`, for the zone; absent: proxies ought to be reachable. */
  readonly expect?: (name: string) => Expectation;
}

/** The subject for one profile. Routes that are used as such and proxies that are used as routes of one are both tried. */
export function doctorSubject(id: string, profile: Profile, surroundings: DoctorSurroundings): DoctorSubject {
  const { pageUrl, reportUrl, zone = null, expect } = surroundings;
  const proxies = Object.entries(profile.proxies ?? {}).map(([name, { scheme, host, port, auth }]) => {
    const expected = expect?.(name) ?? 'reachable';
    return { name, scheme, host, port, expected, ...(auth === undefined ? {} : { auth }) };
  });
  const direct = expect?.('direct') ?? 'unknown';
  return { profile: id, zone, proxies, routes: routesOf(profile), direct, pageUrl, reportUrl };
}

function routesOf({ proxies, routes, rules, default: last }: Profile): DoctorSubject['routes'] {
  const used = new Set([...(rules ?? []).filter(({ disabled }) => disabled !== true).map(({ use }) => use), last]);
  const ofOne = Object.keys(proxies ?? {}).filter((name) => used.has(name));
  return [
    ...Object.entries(routes ?? {}).map(([name, entries]) => ({ name, entries })),
    ...ofOne.map((name) => ({ name, entries: [name] })),
  ];
}
