/** Are a profile's proxies and routes used, and each of them once? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { finding } from '../findings/finding.ts';
import type { RuleSet } from '../rules/ruleset.ts';

/** Equal proxies, equal routes, and what nothing leads to. */
export function endpointUseFindings(profile: Profile, { rules, otherwise, routes }: RuleSet): Finding[] {
  const used = new Set([otherwise, ...rules.filter((rule) => !rule.disabled).map((rule) => rule.use)]);
  const reached = new Set([...used].flatMap((name) => routes.get(name)?.proxies.map((proxy) => proxy.name) ?? []));
  return [
    ...sameProxies(routes, Object.keys(profile.proxies ?? {})),
    ...sameRoutes(profile.routes ?? {}),
    ...unused('proxy.unused', '/proxies', Object.keys(profile.proxies ?? {}), reached),
    ...unused('route.unused', '/routes', Object.keys(profile.routes ?? {}), used),
  ];
}

function sameProxies(routes: RuleSet['routes'], names: readonly string[]): Finding[] {
  const endpoints = names.flatMap((name) => routes.get(name)?.proxies ?? []);
  return repeated(endpoints, ({ scheme, host, port }) => JSON.stringify([scheme, host, port])).map(([first, again]) =>
    finding('proxy.same', pointerTo('/proxies', again.name), {
      message: `expected another endpoint than that of ${first.name}`,
    }),
  );
}

function sameRoutes(routes: Readonly<Record<string, readonly string[]>>): Finding[] {
  return repeated(Object.entries(routes), ([, members]) => JSON.stringify(members)).map(([[first], [again]]) =>
    finding('route.same', pointerTo('/routes', again), {
      message: `expected other proxies, or another order, than in ${first}`,
    }),
  );
}

/** Every item whose key an earlier item has, behind the first of them. */
function repeated<Item>(items: readonly Item[], keyOf: (item: Item) => string): [first: Item, again: Item][] {
  const seen = new Map<string, Item>();
  return items.flatMap((item): [Item, Item][] => {
    const first = seen.get(keyOf(item));
    if (first === undefined) seen.set(keyOf(item), item);
    return first === undefined ? [] : [[first, item]];
  });
}

function unused(
  code: 'proxy.unused' | 'route.unused',
  path: string,
  names: readonly string[],
  used: ReadonlySet<string>,
): Finding[] {
  return names.filter((name) => !used.has(name)).map((name) => finding(code, pointerTo(path, name)));
}
