/** How is one flow of many shown to a person, and how many are there? `10.1.0.0 → 192.0.2.10 tcp/3128`. Pure. */
import type { Protocol } from '../../../../schemas/firewall.ts';
import { formatAddress } from '../../net/address.ts';
import type { Axis } from './axis.ts';
import { type Bits, both, lowest, members } from './bits.ts';
import type { Box } from './box.ts';
import { serviceAt } from './service-axis.ts';
import type { Universe, UnknownHost } from './space.ts';

/**
 * One flow of a box that is not empty, in words. To a name without addresses, flows differ by the address that the
 * name would have to have; it is told unless the box holds all addresses.
 */
export function witnessOf({ space, host }: Universe, box: Box): string {
  const { family, src, dst, svc } = space;
  const from = formatAddress({ family, value: src.point(lowest(box.src)) });
  const address = formatAddress({ family, value: dst.point(lowest(box.dst)) });
  const { protocol, port } = serviceAt(svc.point(lowest(box.svc)));
  const to = host === null ? address : destinationOf(host, address, sizeOf(box.dst) === dst.size);
  return flowInWords({ from, to, protocol, port });
}

/** `10.1.0.0 → 192.0.2.10 tcp/3128`; both ends are in words already. */
export function flowInWords({ from, to, protocol, port }: FlowWords): string {
  return `${from} → ${to} ${protocol}/${port}`;
}

interface FlowWords {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly port: number;
}

/** `proxy.example`, or `*.example` for another name below one. */
export function hostText({ name, match }: UnknownHost): string {
  return match === 'below' ? `*.${name}` : name;
}

/** How many flows are in both boxes. A double: good for comparing sizes, not for counting. */
export function sharedWeight({ space: { src, dst, svc } }: Universe, a: Box, b: Box): number {
  const weights = [weight(svc, a.svc, b.svc), weight(src, a.src, b.src), weight(dst, a.dst, b.dst)];
  return weights.reduce((product, one) => product * one, 1);
}

function destinationOf(host: UnknownHost, address: string, isAnywhere: boolean): string {
  return isAnywhere ? hostText(host) : `${hostText(host)} (if it is ${address})`;
}

function sizeOf(bits: Bits): number {
  return members(bits).length;
}

function weight({ weights }: Axis, a: Bits, b: Bits): number {
  return members(both(a, b)).reduce((sum, atom) => sum + (weights[atom] as number), 0);
}
