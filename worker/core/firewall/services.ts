/** Which protocols and ports does a rule speak of? Pure. */
import type { FirewallRule, Ports, Protocol } from '../../../schemas/firewall.ts';
import type { PortSpan, Services } from './policy.ts';

/** All ports that a flow can have. Port 0 is not one: nothing listens there. */
export const ALL_PORTS: PortSpan = [1, 65_535];

const PROTOCOL_ORDER: readonly Protocol[] = ['tcp', 'udp'];

/** Ports as written: the spans, merged, and those that end before they start or beyond the last port. */
export interface ReadPorts {
  readonly spans: readonly PortSpan[];
  readonly wrong: readonly { readonly at: number; readonly span: PortSpan }[];
}

/** Reads the ports of a rule; absent is all of them. */
export function readPorts(ports: Ports | undefined): ReadPorts {
  if (ports === undefined) return { spans: [ALL_PORTS], wrong: [] };
  const spans = [ports].flat().map(readSpan);
  const wrong = spans.flatMap((span, at) => (span[0] > span[1] || span[1] > ALL_PORTS[1] ? [{ at, span }] : []));
  return { spans: mergePorts(spans), wrong };
}

/** The protocols of a rule, tcp unless written, in a fixed order. */
export function readProtocols(protocol: FirewallRule['protocol']): Protocol[] {
  const list = protocol === undefined ? ['tcp'] : [protocol].flat();
  return PROTOCOL_ORDER.filter((one) => list.includes(one));
}

/** The same ports as few spans as possible. */
export function mergePorts(spans: readonly PortSpan[]): PortSpan[] {
  const out: PortSpan[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0])) {
    const top = out.at(-1);
    if (top === undefined || span[0] > top[1] + 1) out.push(span);
    else if (span[1] > top[1]) out[out.length - 1] = [top[0], span[1]];
  }
  return out;
}

/** Whether the ports are all there are. */
export function isAllPorts(spans: readonly PortSpan[]): boolean {
  return spans.length === 1 && spans[0]?.[0] === ALL_PORTS[0] && spans[0]?.[1] === ALL_PORTS[1];
}

/** `3128, 8080-8088`. */
export function formatPorts(spans: readonly PortSpan[]): string {
  return spans.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ');
}

/** Whether the services hold this protocol and port. */
export function hasService(services: Services, protocol: Protocol, port: number): boolean {
  return services.protocols.includes(protocol) && services.ports.some(([first, last]) => first <= port && port <= last);
}

function readSpan(port: number | string): PortSpan {
  if (typeof port === 'number') return [port, port];
  const [first = '', last = ''] = port.split('-');
  return [Number(first), Number(last)];
}
