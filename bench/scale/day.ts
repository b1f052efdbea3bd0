/** How many fetches does each second of a day see? A sample of clients lives through it; the same numbers every time. */
import {
  ALWAYS_ON,
  CHANGES,
  FETCHERS,
  HOURS,
  LOG_ON,
  OUTAGE_AT,
  OUTAGE_SPREAD,
  type Population,
  REFRESH_HOURS,
} from './population.ts';

const DAY = 86_400;
/** Clients that are really simulated; the rest is a factor. */
const SAMPLE = 1_000_000;
const MINUTE = 60;
/**
 * Width of a peak of the usual day: log-on does not change within a minute, and in less a sample of 50 million clients has
 * peaks that are only the sample's (4 % in a minute, 20 % in ten seconds).
 */
const PEAK_SECONDS = MINUTE;

/** Fetches of a day. Rates are per second. */
export interface Day {
  readonly fetches: number;
  readonly mean: number;
  /** The busiest minute of log-on and of everything that is no outage. */
  readonly peak: number;
  /** The busiest ten seconds when one site's network comes back, the usual fetches included. */
  readonly outage: number;
  /** Fetches in each minute of the usual day. */
  readonly minutes: readonly number[];
}

/** One day of a population. */
export function simulate({ clients, zones, site }: Population): Day {
  const random = generator(20_261_124);
  const sampled = Math.min(clients, SAMPLE);
  const weight = (clients / sampled) * FETCHERS;
  const usual = new Float64Array(DAY);
  const add = (second: number) => {
    const at = ((Math.floor(second) % DAY) + DAY) % DAY;
    usual[at] = (usual[at] ?? 0) + weight;
  };
  for (let client = 0; client < sampled; client++) {
    const offset = pick(zones, random()) * 3_600;
    const start = (LOG_ON.at + LOG_ON.deviation * normal(random)) * 60 - offset;
    add(start);
    for (let change = poisson(CHANGES, random); change > 0; change--) add(start + random() * HOURS * 3_600);
    if (random() < ALWAYS_ON) add(start + REFRESH_HOURS * 3_600);
  }
  const outage = new Float64Array(usual);
  for (let second = 0; second < OUTAGE_SPREAD; second++) {
    const at = OUTAGE_AT * 60 + second;
    outage[at] = (outage[at] ?? 0) + (clients * site * FETCHERS) / OUTAGE_SPREAD;
  }
  const fetches = usual.reduce((sum, count) => sum + count, 0);
  return {
    fetches,
    mean: fetches / DAY,
    peak: busiest(usual, PEAK_SECONDS),
    outage: busiest(outage, OUTAGE_SPREAD),
    minutes: Array.from({ length: DAY / MINUTE }, (_, minute) => sum(usual, minute * MINUTE, (minute + 1) * MINUTE)),
  };
}

const sum = (seconds: Float64Array, from: number, to: number): number =>
  seconds.subarray(from, to).reduce((total, count) => total + count, 0);

/** The most fetches a second over a window of so many seconds. */
function busiest(seconds: Float64Array, width: number): number {
  let within = sum(seconds, 0, width);
  let most = within;
  for (let end = width; end < seconds.length; end++) {
    within += (seconds[end] ?? 0) - (seconds[end - width] ?? 0);
    most = Math.max(most, within);
  }
  return most / width;
}

function pick(zones: Population['zones'], chance: number): number {
  let left = chance;
  for (const { offset, share } of zones) {
    left -= share;
    if (left < 0) return offset;
  }
  return zones.at(-1)?.offset ?? 0;
}

/** Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Knuth. */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}

/** mulberry32 (Tommy Ettinger, public domain): small, and the same on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
