/** What does a day of fetches ask of the platform, and what does a month of it cost? Prices as published by Cloudflare. */
import type { Day } from './day.ts';

/** A Workers Paid plan, in US dollars (developers.cloudflare.com/workers/platform/pricing and /kv/platform/pricing). */
const PRICE = {
  plan: 5,
  /** Requests, per million, above ten million. */
  request: { each: 0.3, free: 10 },
  /** CPU milliseconds, per million, above thirty million. */
  cpu: { each: 0.02, free: 30 },
  /** KV reads, per million, above ten million; hits of KV's own cache are reads too. */
  read: { each: 0.5, free: 10 },
} as const;

/** Days of a month in which people work, for clients; the other days are left out. */
const WORKING_DAYS = 22;

/** How the service behaves, measured by the other benchmarks or set in the source. */
export interface Behaviour {
  /** CPU of one fetch that the isolate answers from memory, milliseconds. */
  readonly cpuMs: number;
  /** Seconds after which an isolate reads a manifest of KV again. */
  readonly freshSeconds: number;
  /** Isolates that are alive at one time. Cloudflare does not say; one or a few for each busy data centre. */
  readonly isolates: number;
  /** Profiles that are asked for all day. */
  readonly profiles: number;
  /** Bytes of an answer, compressed, headers included. */
  readonly bytes: number;
}

/** What a month comes to. */
export interface Month {
  readonly requests: number;
  readonly reads: number;
  /** Share of fetches that need no KV read at all. */
  readonly hits: number;
  readonly gigabytes: number;
  readonly dollars: number;
}

/** A month of such days. */
export function month(day: Day, behaviour: Behaviour): Month {
  const requests = day.fetches * WORKING_DAYS;
  const reads = readsOf(day, behaviour) * WORKING_DAYS;
  const part = ({ each, free }: { each: number; free: number }, count: number) =>
    Math.max(0, count / 1e6 - free) * each;
  return {
    requests,
    reads,
    hits: 1 - reads / requests,
    gigabytes: (requests * behaviour.bytes) / 1e9,
    dollars:
      PRICE.plan +
      part(PRICE.request, requests) +
      part(PRICE.cpu, requests * behaviour.cpuMs) +
      part(PRICE.read, reads),
  };
}

/** An isolate reads each manifest that it is asked for at most once in `freshSeconds`; thin traffic reads on every fetch. */
function readsOf({ fetches, mean }: Day, { freshSeconds, isolates, profiles }: Behaviour): number {
  const asked = mean / (isolates * profiles);
  // Fetches of one profile at one isolate come at random: the share that finds nothing fresh is 1 / (1 + rate × window).
  return fetches / (1 + asked * freshSeconds);
}
