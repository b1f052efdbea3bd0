/** Which proxies of a profile listen on one machine, and which zones should use them? */
import type { Profile } from '../../../schemas/profile.ts';
import type { Listener } from '../../core/firewall/exports/make-plan.ts';
import type { FirewallPolicy } from '../../core/firewall/policy.ts';
import { needsOf } from '../../core/firewall/questions/needs.ts';

/** The listeners, or what should have been asked. */
export type Listeners = { readonly listeners: readonly Listener[] } | { readonly expected: string };

/**
 * The listeners on the machine of a proxy (null: of all proxies, when they are on one), one for each port. Rules of two
 * machines do not belong into one text: on each they would refuse the clients of the other.
 */
export function listenersOf(profile: Profile, policy: FirewallPolicy, proxy: string | null): Listeners {
  const proxies = Object.entries(profile.proxies ?? {});
  const hosts = [...new Set(proxies.map(([, { host }]) => host))];
  const host = proxy === null ? hosts[0] : proxies.find(([name]) => name === proxy)?.[1].host;
  if (host === undefined || (proxy === null && hosts.length > 1)) return { expected: expectedOf(proxies) };
  const needs = needsOf(profile, [...policy.zones.keys()]);
  const here = proxies.filter(([, entry]) => entry.host === host);
  const ports = [...new Set(here.map(([, { port }]) => port))];
  const listeners = ports.map((port): Listener => {
    const names = here.filter(([, entry]) => entry.port === port).map(([name]) => name);
    const zones = needs.filter((need) => names.includes(need.proxy)).map(({ zone }) => zone);
    return { name: names[0] ?? host, port, zones: [...new Set(zones)] };
  });
  return { listeners };
}

function expectedOf(proxies: readonly (readonly [name: string, entry: unknown])[]): string {
  const names = proxies.map(([name]) => name).join(', ');
  return names === '' ? 'a profile with proxies' : `proxy=NAME, one of ${names}`;
}
