/** A Worker that probes what it is told to, so that the tests can look at the probe as workerd runs it. */
import type { IpRange } from '../../worker/core/net/address.ts';
import { parseCidr } from '../../worker/core/net/cidr.ts';
import { isRefused } from '../../worker/core/net/refused.ts';
import { dialFromWorker } from '../../worker/probe/dial-cloudflare.ts';
import { LIMITS } from '../../worker/probe/limits.ts';
import { probeAll, type Target } from '../../worker/probe/probe.ts';

interface Wanted {
  readonly targets: readonly Target[];
  readonly networks: readonly string[];
}

export default {
  async fetch(request: Request): Promise<Response> {
    const { targets, networks } = await request.json<Wanted>();
    const ports = new Set(targets.map(({ port }) => port));
    const results = await probeAll(targets, {
      // Neighbours of loopback are whatever else runs on this machine: they are closed here.
      dial: async (host, port, options) =>
        ports.has(port) ? dialFromWorker(host, port, options) : { failure: 'closed' },
      resolve: async () => ({ addresses: [{ family: 4, value: 0x7f000001n }] }),
      guard: { networks: networks.map(parseCidr).filter((range): range is IpRange => !isRefused(range)), own: [] },
      canary: null,
      connections: 1_000,
      limits: { ...LIMITS, firstByteMs: 1_000, idleMs: 150, replyMs: 500 },
      now: Date.now,
    });
    return Response.json(results);
  },
};
