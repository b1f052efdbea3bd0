/** Which promises of the store are about what was seen of proxies: by probes from here, and by doctors on clients? */
import type { ObservationStore } from '../contract/observations.ts';
import { readLiveHead } from '../documents/head.ts';
import { FOR_GOOD, transact } from '../transact.ts';
import type { World } from '../world.ts';
import { keepProbes, readProbes, startProbe } from './probes.ts';
import { keepReport, listReports } from './reports.ts';
import { keyNamed } from './secret.ts';

/** Nothing here is published: KV never hears of it. */
export function observationStore(world: World): ObservationStore {
  const isLive = (id: string) => readLiveHead(world.sql, { kind: 'profile', id }) !== null;
  return {
    startProbe: async (start) => transact(world, FOR_GOOD, () => startProbe(world, start)),
    keepProbes: async (kept) =>
      transact(world, FOR_GOOD, () => {
        // Withdrawn while it was probed: there is nothing left to show it with.
        if (isLive(kept.profile)) keepProbes(world, kept);
      }),
    probes: async (profile) => readProbes(world.sql, profile),
    canaryKey: async () => keyNamed(world, 'canary'),
    keepReport: async (input) =>
      transact(world, FOR_GOOD, () => (isLive(input.profile) ? keepReport(world, input) : { ok: true })),
    reports: async (profile, page) => (isLive(profile) ? listReports(world, profile, page) : null),
  };
}
