/** Which world does the service fetch lists in? Its settings, its sockets, and its own addresses, which it leaves alone. */
import { dialFromWorker } from '../probe/dial-cloudflare.ts';
import { guardOf, type ProbeSettings } from '../probe/from-edge.ts';
import { resolveOver } from '../probe/resolve.ts';
import { fetchList, type Receive, type Wanted } from './fetch-list.ts';
import { FETCH_LIMITS } from './limits.ts';
import { isOfCloudflare } from './platform.ts';
import type { FetchWorld } from './reach.ts';

/** Fetches as the service does. `origin`: where the service was called lately, or an empty text. */
export function fetchFromEdge<Received>(
  { settings, origin }: { readonly settings: ProbeSettings; readonly origin: string },
  wanted: Wanted,
  receive: Receive<Received>,
): ReturnType<typeof fetchList<Received>> {
  const world: FetchWorld = {
    dial: dialFromWorker,
    resolve: settings.DOH_URL ? resolveOver(settings.DOH_URL) : null,
    guard: guardOf(settings, origin),
    platform: { isBarred: isOfCloudflare, fetch: (input, init) => fetch(input, init) },
    limits: FETCH_LIMITS,
    now: Date.now,
  };
  return fetchList(wanted, world, receive);
}
