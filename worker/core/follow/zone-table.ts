/** By which table does the edge find the zone of a client from its address? Pure. */
import type { FirewallPolicy } from '../firewall/policy.ts';
import { edgeNetworks, segmentsOf } from '../firewall/zones.ts';
import { addressDigits } from '../net/address-digits.ts';

/** Addresses of one zone: first and last, both included, as `addressDigits` writes them. */
export type ZoneSpan = readonly [first: string, last: string, zone: string];

/**
 * Disjoint spans, ascending, by family: the longest prefix is decided already, nested zones are cut out, and
 * addresses that two zones claim alike are in none. Digits compare like numbers, so a binary search finds the span.
 */
export interface ZoneTable {
  readonly v4: readonly ZoneSpan[];
  readonly v6: readonly ZoneSpan[];
}

/** The table of a profile without a policy. */
export const NO_ZONES: ZoneTable = { v4: [], v6: [] };

/** The table of a policy: `seenAs` of its zones, and the `networks` of those without. */
export function zoneTable(policy: FirewallPolicy): ZoneTable {
  const spans = segmentsOf(edgeNetworks(policy.zones.values())).flatMap(({ family, first, last, zone }) => {
    if (zone === null) return [];
    const digits = (value: bigint) => addressDigits({ family, value });
    return [{ family, span: [digits(first), digits(last), zone] as ZoneSpan }];
  });
  const of = (family: 4 | 6) => spans.filter((one) => one.family === family).map(({ span }) => span);
  return { v4: of(4), v6: of(6) };
}
