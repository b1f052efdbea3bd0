/** What world does a probe live in during tests? Loopback only, with every dial written down. */
import { type IpAddress, parseAddress } from '../../worker/core/net/address.ts';
import { parseCidr } from '../../worker/core/net/cidr.ts';
import { isRefused } from '../../worker/core/net/refused.ts';
import type { Dial } from '../../worker/probe/dial.ts';
import { LIMITS, type Limits } from '../../worker/probe/limits.ts';
import type { ProbeWorld } from '../../worker/probe/probe.ts';

/** An address that must be one. */
export function address(text: string): IpAddress {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(`${text} is no address`);
  return parsed;
}

/** The ranges of loopback, as an operator allows them. */
export const LOOPBACK = ['127.0.0.0/8', '::1'].map((text) => {
  const range = parseCidr(text);
  if (isRefused(range)) throw new Error(range.error);
  return range;
});

/** A dialer that writes down what it is asked for before it passes it on. */
export function recording(dial: Dial): { readonly dial: Dial; readonly dialled: string[] } {
  const dialled: string[] = [];
  return {
    dialled,
    dial: (host, port, options) => {
      dialled.push(`${host} ${port}${options.tls === null ? '' : ' tls'}`);
      return dial(host, port, options);
    },
  };
}

/** For tests in which no connection may come about: it has no sockets at all. */
export const nobody: Dial = async () => ({ failure: 'closed' });

interface Loopback {
  readonly dial: Dial;
  /** The only ports that exist: others are closed, so that what else runs on this machine does not matter. */
  readonly ports: readonly number[];
  readonly limits?: Limits;
}

/** A world in which every name is 127.0.0.1 and loopback may be probed. */
export const onLoopback = ({ dial, ports, limits = LIMITS }: Loopback): ProbeWorld => ({
  dial: (host, port, options) => {
    if (!host.startsWith('127.')) throw new Error(`${host} must never be dialled`);
    return ports.includes(port) ? dial(host, port, options) : nobody(host, port, options);
  },
  resolve: async () => ({ addresses: [address('127.0.0.1')] }),
  guard: { networks: LOOPBACK, own: [] },
  canary: null,
  limits,
  connections: 10_000,
  now: Date.now,
});
