/** Which routes does a profile have: the built-in ones, one for each proxy, and its own? Pure. */
import type { Profile } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { didYouMean } from '../findings/suggest.ts';
import type { Refused } from '../net/refused.ts';
import { type Endpoint, readEndpoints } from './endpoint.ts';
import { reportRefusal } from './entries.ts';
import type { Tell } from './parse-condition.ts';
import type { ResolvedRoute } from './result.ts';

/** Routes by name: `direct`, `block`, every proxy as a route of one, every route of the profile. */
export type Routes = ReadonlyMap<string, ResolvedRoute>;

const BUILT_IN: readonly ResolvedRoute[] = [
  { name: 'direct', proxies: [], direct: true },
  { name: 'block', proxies: [], direct: false },
];

/** Reads proxies and routes. Tells every host that is none and every list that is no route; null when there was any. */
export function readRoutes({ proxies = {}, routes = {} }: Profile, tell: Tell): Routes | null {
  let isSound = true;
  const report: Tell = (finding) => {
    isSound &&= finding.severity !== 'error';
    tell(finding);
  };
  const endpoints = readEndpoints(proxies, report);
  const all = new Map(BUILT_IN.map((route) => [route.name, route]));
  for (const endpoint of endpoints.values()) {
    all.set(endpoint.name, { name: endpoint.name, proxies: [endpoint], direct: false });
  }
  for (const [name, members] of Object.entries(routes)) {
    if (Object.hasOwn(proxies, name)) report(twice(name));
    for (const [index, member] of members.entries()) {
      const refused = memberFlaw(members, index, { proxies, routes });
      const path = pointerTo('/routes', name, index);
      if (refused !== null) reportRefusal((finding) => report({ ...finding, path }), refused, member);
    }
    const hops = members.map((member) => endpoints.get(member)).filter((hop): hop is Endpoint => hop !== undefined);
    all.set(name, { name, proxies: hops, direct: members.includes('direct') });
  }
  return isSound ? all : null;
}

/** What is wrong with one entry of a route, or null. */
function memberFlaw(members: readonly string[], index: number, known: Named): Refused | null {
  const member = members[index] ?? '';
  if (members.indexOf(member) < index) return flaw('route.repeats', 'expected each proxy once in a route');
  if (member === 'block') return flaw('route.block', 'expected proxies: block is an answer of its own');
  if (member === 'direct') {
    const isLast = index === members.length - 1;
    return isLast ? null : flaw('route.direct-not-last', 'expected direct at the end of the route');
  }
  if (Object.hasOwn(known.proxies, member)) return null;
  if (Object.hasOwn(known.routes, member)) return flaw('route.nested', 'expected a proxy, not another route');
  const unknown = flaw('reference.unknown', 'expected the name of a proxy, or direct');
  return { ...unknown, ...didYouMean(member, Object.keys(known.proxies)) };
}

interface Named {
  readonly proxies: NonNullable<Profile['proxies']>;
  readonly routes: NonNullable<Profile['routes']>;
}

function flaw(code: string, error: string): Refused {
  return { code, error };
}

function twice(name: string): Parameters<Tell>[0] {
  const message = 'expected a name that no proxy has: a proxy is itself a route of one';
  return { code: 'name.duplicate', severity: 'error', path: pointerTo('/routes', name), message, found: name };
}
