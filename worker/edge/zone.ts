/** In which zone does a client stand, by the address that the network in front saw? */
import type { ZoneSpan, ZoneTable } from '../core/follow/zone-table.ts';
import { parseAddress } from '../core/net/address.ts';
import { addressDigits } from '../core/net/address-digits.ts';
import { unmapped } from '../core/net/networks.ts';

/**
 * The zone, or null: none, or more than one alike, or an address that is none. A binary search, however large the policy.
 * The address is looked at only where there are zones.
 */
export function zoneAt(table: ZoneTable | undefined, address: () => string | null): string | null {
  // Manifests that were written before there were zones have no table.
  if (table === undefined || table.v4.length + table.v6.length === 0) return null;
  const parsed = parseAddress(address() ?? '');
  if (parsed === null) return null;
  const client = unmapped(parsed);
  const digits = addressDigits(client);
  const span = lastFrom(client.family === 4 ? table.v4 : table.v6, digits);
  return span !== undefined && digits <= span[1] ? span[2] : null;
}

/** The last span that begins at or before the address. */
function lastFrom(spans: readonly ZoneSpan[], digits: string): ZoneSpan | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[0] ?? '') <= digits) low = middle + 1;
    else high = middle;
  }
  return spans[low - 1];
}
