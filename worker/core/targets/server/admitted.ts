/** Which proxies stand on one machine, and which zones do they admit? Pure. */
import type { ProxyScheme } from '../../../../schemas/profile.ts';
import { pointerTo } from '../../document/pointer.ts';
import { blocksOf } from '../../firewall/ranges.ts';
import { formatRange } from '../../net/cidr.ts';
import type { Endpoint } from '../../rules/endpoint.ts';
import type { Report } from '../report.ts';
import type { Scene } from '../target.ts';

/** The proxy, and behind it the others of the profile on the same host that the server can be. */
export function proxiesOn({ name, host }: Endpoint, { ruleset }: Scene, schemes: readonly ProxyScheme[]): Endpoint[] {
  const all = new Map(
    [...ruleset.routes.values()].flatMap(({ proxies }) => proxies).map((proxy) => [proxy.name, proxy]),
  );
  const others = [...all.values()].filter((proxy) => proxy.host === host && schemes.includes(proxy.scheme));
  return others.sort((one, other) => Number(other.name === name) - Number(one.name === name));
}

/** A zone whose clients a proxy admits. */
export interface Admitted {
  readonly name: string;
  /** CIDR blocks in which a client of the zone stands. */
  readonly ranges: readonly string[];
}

/** The zones of which some client is sent to one of the proxies; none is told. */
export function admitted(here: readonly Endpoint[], { ruleset, policy, profile }: Scene, report: Report): Admitted[] {
  const names = new Set(here.map(({ name }) => name));
  const zones = [...(policy?.zones.values() ?? [])].filter(({ name }) =>
    [null, ...ruleset.rules.filter((rule) => !rule.disabled)].some((rule) =>
      ruleset.leadsTo(name, rule).proxies.some((proxy) => names.has(proxy.name)),
    ),
  );
  if (zones.length === 0) {
    report('target.zones-missing', profile.firewall === undefined ? '' : pointerTo('', 'firewall'));
  }
  return zones.map(({ name, region }) => ({ name, ranges: region.flatMap(blocksOf).map(formatRange) }));
}
