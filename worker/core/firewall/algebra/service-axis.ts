/** How do services, protocols with ports, stand on one axis? Pure. */
import type { Protocol } from '../../../../schemas/firewall.ts';
import type { PortSpan, Services } from '../policy.ts';
import type { Axis, Span } from './axis.ts';
import type { Bits } from './bits.ts';

/** First the ports of tcp, then those of udp. */
const UDP_OFFSET = 65_535n;
/** The whole axis. */
export const SERVICES: Span = { first: 1n, last: UDP_OFFSET * 2n };

/** The spans of services on their axis. */
export function serviceSpans({ protocols, ports }: Services): Span[] {
  return protocols.flatMap((protocol) => {
    const offset = protocol === 'udp' ? UDP_OFFSET : 0n;
    return ports.map(([first, last]) => ({ first: BigInt(first) + offset, last: BigInt(last) + offset }));
  });
}

/** The protocol and port of a point of the axis of services. */
export function serviceAt(point: bigint): { readonly protocol: Protocol; readonly port: number } {
  return point > UDP_OFFSET
    ? { protocol: 'udp', port: Number(point - UDP_OFFSET) }
    : { protocol: 'tcp', port: Number(point) };
}

/** The services of a set of atoms, protocol by protocol. */
export function servicesIn(axis: Axis, bits: Bits): Services[] {
  const parts = axis.spans(bits).flatMap((span) => [portsOf('tcp', span), portsOf('udp', span)]);
  return (['tcp', 'udp'] as const)
    .map((protocol) => ({
      protocols: [protocol],
      ports: parts.flatMap((part) => (part?.protocol === protocol ? [part.ports] : [])),
    }))
    .filter(({ ports }) => ports.length > 0);
}

/** The part of a span that is about one protocol. Ports 65535/tcp and 1/udp are neighbours on the axis. */
function portsOf(protocol: Protocol, { first, last }: Span): { protocol: Protocol; ports: PortSpan } | null {
  const offset = protocol === 'udp' ? UDP_OFFSET : 0n;
  const [low, high] = [first - offset, last - offset];
  if (high < 1n || low > UDP_OFFSET) return null;
  return { protocol, ports: [Number(low < 1n ? 1n : low), Number(high > UDP_OFFSET ? UDP_OFFSET : high)] };
}
