/** Which zones does the edge never see a client of, as far as can be told? Pure. */
import type { Finding } from '../../../schemas/finding.ts';
import { pointerTo } from '../document/pointer.ts';
import { finding } from '../findings/finding.ts';
import type { IpRange } from '../net/address.ts';
import { formatRange } from '../net/cidr.ts';
import { useOf } from '../probe/denied-ranges.ts';
import type { FirewallPolicy } from './policy.ts';

/**
 * An info for each zone that has networks behind address translation and no `seenAs`: seen from the Internet its clients
 * come from other addresses, so that they get the generic PAC unless their URL names the zone.
 */
export function unseenZoneFindings({ zones }: FirewallPolicy): Finding[] {
  return [...zones.values()].flatMap(({ name, networks, seenAs }) => {
    const hidden = seenAs.length > 0 ? undefined : networks.find((network) => !isPublic(network));
    if (hidden === undefined) return [];
    const found = formatRange(hidden);
    return finding('zone.no-seen-as', pointerTo('', 'zones', name), {
      message: `Seen from the Internet nobody comes from ${found}, so clients of "${name}" get the generic PAC without ?zone=`,
      expected: 'seenAs: the addresses that the edge sees',
      found: `networks: ${found}`,
    });
  });
}

const isPublic = ({ family, first }: IpRange): boolean => useOf({ family, value: first }) === 'public';
