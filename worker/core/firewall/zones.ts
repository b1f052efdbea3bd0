/** In which zone does an address stand? By the longest matching prefix. Pure. */
import type { IpAddress, IpRange } from '../net/address.ts';
import { inRange } from '../net/address.ts';
import type { PolicyZone } from './policy.ts';
import { compareRanges } from './ranges.ts';

/** A network of a zone. */
export interface OwnedNetwork {
  readonly zone: string;
  readonly network: IpRange;
}

/** Addresses that belong to one zone; null where the longest prefix is written in two zones. */
export interface Segment extends IpRange {
  readonly zone: string | null;
}

/**
 * Cuts the address space into the pieces in which one network is the longest match, ascending. CIDR blocks nest or
 * are disjoint, so one pass with a stack of the open blocks is enough.
 */
export function segmentsOf(networks: readonly OwnedNetwork[]): Segment[] {
  const out: Segment[] = [];
  const open: { range: IpRange; zone: string | null }[] = [];
  let next = 0n;
  const emit = (last: bigint) => {
    const top = open.at(-1);
    if (top !== undefined && next <= last) out.push({ family: top.range.family, first: next, last, zone: top.zone });
  };
  const close = (until: IpRange | null) => {
    for (let top = open.at(-1); top !== undefined && !holds(top.range, until); top = open.at(-1)) {
      emit(top.range.last);
      next = top.range.last + 1n;
      open.pop();
    }
  };
  for (const { network, zone } of [...networks].sort((a, b) => compareRanges(a.network, b.network))) {
    close(network);
    const top = open.at(-1);
    if (top !== undefined && compareRanges(top.range, network) === 0) {
      if (top.zone !== zone) top.zone = null;
      continue;
    }
    emit(network.first - 1n);
    next = network.first;
    open.push({ range: network, zone });
  }
  close(null);
  return out;
}

function holds(outer: IpRange, inner: IpRange | null): boolean {
  return inner !== null && outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** The networks by which a firewall knows the zones. */
export function firewallNetworks(zones: Iterable<Pick<PolicyZone, 'name' | 'networks'>>): OwnedNetwork[] {
  return [...zones].flatMap(({ name, networks }) => networks.map((network) => ({ zone: name, network })));
}

/** The networks by which the edge knows the zones: `seenAs`, and the `networks` of zones without it. */
export function edgeNetworks(zones: Iterable<Pick<PolicyZone, 'name' | 'networks' | 'seenAs'>>): OwnedNetwork[] {
  return [...zones].flatMap(({ name, networks, seenAs }) =>
    (seenAs.length > 0 ? seenAs : networks).map((network) => ({ zone: name, network })),
  );
}

/** The zone of the longest network that holds the address; null when there is none or two zones claim it. */
export function zoneIn(networks: readonly OwnedNetwork[], address: IpAddress): string | null {
  const holding = networks.filter(({ network }) => inRange(address, network));
  const size = ({ network }: OwnedNetwork) => network.last - network.first;
  const longest = holding.reduce<OwnedNetwork | null>(
    (best, one) => (best && size(best) <= size(one) ? best : one),
    null,
  );
  if (longest === null) return null;
  const tied = holding.some((one) => size(one) === size(longest) && one.zone !== longest.zone);
  return tied ? null : longest.zone;
}
