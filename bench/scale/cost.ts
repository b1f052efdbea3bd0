/** What does a month of such days ask of the platform, and what does it cost? Prices and limits as published by Cloudflare. */

import { FRESH_MS } from '../../worker/edge/freshness.ts';
import type { Day } from './day.ts';

/**
 * Workers Paid, in US dollars; each line above what the plan includes. developers.cloudflare.com: workers/platform/pricing
 * (2026-08-28), kv/platform/pricing (2026-04-21), durable-objects/platform/pricing. What leaves the network is free.
 */
const PRICE = {
  plan: 5,
  /** Requests, per million, above ten million. */
  request: { each: 0.3, free: 10 },
  /** CPU milliseconds, per million, above thirty million. */
  cpu: { each: 0.02, free: 30 },
  /** KV reads, per million, above ten million; what KV answers from its own cache, and what is not there, counts too. */
  read: { each: 0.5, free: 10 },
  /** KV writes, per million, above one million. */
  write: { each: 5, free: 1 },
  /** Calls of Durable Objects, per million, above one million. */
  call: { each: 0.15, free: 1 },
  /** Rows that SQLite writes, per million, above fifty million. */
  row: { each: 1, free: 50 },
} as const;

/** What the Free plan gives a day; what goes beyond fails (workers and kv platform/limits). */
export const FREE_A_DAY = { requests: 100_000, reads: 100_000, writes: 1_000 } as const;

/** Days of a month in which people work, for clients, and on which documents change. */
const WORKING_DAYS = 22;
const DAYS = 30;
/** Seconds after which an isolate reads a manifest of KV again. */
const FRESH_SECONDS = FRESH_MS / 1_000;
/** KV writes of a publication: two texts that are new, and the manifest. Flavours and zones with equal texts share one. */
const WRITES_EACH = 3;
/** Calls of the registry for a change: who calls, the change itself, the alarm. */
const CALLS_EACH = 3;
/** Rows of a change, its entries in indexes included: 34 rows of tables, counted by `total_changes()`. */
const ROWS_EACH = 60;

/** How the service is used, and by how many isolates. */
export interface Behaviour {
  /** CPU of one fetch, milliseconds. */
  readonly cpuMs: number;
  /** Bytes of an answer, compressed, headers included. */
  readonly bytes: number;
  /** Profiles that are asked for all day. */
  readonly profiles: number;
  /** Isolates at which one profile is asked for: those of the data centres that its clients are near. Cloudflare does not say. */
  readonly places: number;
  /** How often a day an isolate begins anew and has to read the texts again. */
  readonly lives: number;
  /** Publications a day: changes of profiles, and of lists and policies times those who follow them. */
  readonly publications: number;
}

/** What a day and a month come to. */
export interface Month {
  readonly requests: number;
  readonly readsADay: number;
  readonly reads: number;
  /** Share of fetches that need no KV read at all. */
  readonly hits: number;
  readonly writesADay: number;
  readonly gigabytes: number;
  readonly dollars: number;
  /** The same if no isolate remembered anything: manifest and text are read for every fetch. */
  readonly dollarsAtWorst: number;
}

/** A month of such days. */
export function month(day: Day, behaviour: Behaviour): Month {
  const requests = day.fetches * WORKING_DAYS;
  const manifests = manifestReads(day, behaviour);
  const readsADay = manifests + textReads(day, behaviour);
  const dollars = (reads: number) => dollarsOf({ requests, reads }, behaviour);
  return {
    requests,
    readsADay,
    reads: readsADay * WORKING_DAYS,
    hits: 1 - manifests / day.fetches,
    writesADay: behaviour.publications * WRITES_EACH,
    gigabytes: (requests * behaviour.bytes) / 1e9,
    dollars: dollars(readsADay * WORKING_DAYS),
    dollarsAtWorst: dollars(2 * requests),
  };
}

function dollarsOf({ requests, reads }: { requests: number; reads: number }, behaviour: Behaviour): number {
  const part = ({ each, free }: { each: number; free: number }, count: number) =>
    Math.max(0, count / 1e6 - free) * each;
  const publications = behaviour.publications * DAYS;
  return (
    PRICE.plan +
    part(PRICE.request, requests) +
    part(PRICE.cpu, requests * behaviour.cpuMs) +
    part(PRICE.read, reads) +
    part(PRICE.write, publications * WRITES_EACH) +
    part(PRICE.call, publications * CALLS_EACH) +
    part(PRICE.row, publications * ROWS_EACH)
  );
}

/**
 * An isolate reads a manifest at most once in `FRESH_SECONDS`; where fetches are thin, each of them reads. They come at
 * random: the share that finds nothing fresh is 1 / (1 + rate × time), minute by minute, as mornings are not nights.
 */
function manifestReads({ minutes }: Day, { places, profiles }: Behaviour): number {
  return minutes.reduce((reads, fetches) => {
    const rate = fetches / 60 / (places * profiles);
    return reads + fetches / (1 + rate * FRESH_SECONDS);
  }, 0);
}

/** A text is read once in the life of each isolate at which somebody asks for it, as it never changes under its name. */
function textReads({ fetches }: Day, { places, profiles, lives, publications }: Behaviour): number {
  const cold = places * (profiles * lives + publications);
  // Of many isolates only those read at which anybody asks at all.
  return cold * (1 - Math.exp(-fetches / cold));
}
