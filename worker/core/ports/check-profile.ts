/** Do a profile's proxies, routes and rules meet what clients really do? Pure; told on every write. */
import type { Finding } from '../../../schemas/finding.ts';
import type { Profile } from '../../../schemas/profile.ts';
import { pointerTo } from '../document/pointer.ts';
import { twiceFindings } from './checks/twice.ts';
import { type EndpointCheck, endpointFindings } from './checks.ts';
import { readEndpoint } from './endpoint.ts';
import { failOpenFindings } from './traps/fail-open.ts';
import { neverAskedFindings } from './traps/never-asked.ts';

/** What is known around the profile. */
export interface ProfileSurroundings {
  /** What the profile's firewall policy says of a proxy, zone by zone. */
  readonly firewall?: EndpointCheck;
}

/**
 * The findings of ports, endpoints and traps. What cannot be read is left to the checks that refuse it: this one adds no
 * second error for it.
 */
export function checkPorts(profile: Profile, { firewall }: ProfileSurroundings = {}): readonly Finding[] {
  const endpoints = Object.entries(profile.proxies ?? {}).flatMap(
    ([name, proxy]) => readEndpoint(endpointOf(proxy), pointerTo('/proxies', name)).endpoint ?? [],
  );
  return [
    ...endpoints.flatMap((endpoint) => [...endpointFindings(endpoint), ...(firewall?.(endpoint) ?? [])]),
    ...twiceFindings(endpoints),
    ...failOpenFindings(profile),
    ...neverAskedFindings(profile),
  ];
}

type Proxy = NonNullable<Profile['proxies']>[string];

const endpointOf = ({ scheme, host, port, auth, addresses }: Proxy) => ({
  scheme,
  host,
  port,
  ...(auth === undefined ? {} : { auth }),
  ...(addresses === undefined ? {} : { addresses }),
});
