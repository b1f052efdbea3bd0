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
const SAMPLE = 200_000;
/** Bins of a peak: a sample of a large population is too thin for single seconds. */
export const PEAK_SECONDS = 10;

/** Fetches of a day. Rates are per second. */
export interface Day {
  readonly fetches: number;
  readonly mean: number;
  /** The busiest ten seconds of log-on and of everything that is no outage. */
  readonly peak: number;
  /** The busiest ten seconds when one site's network comes back. */
  readonly outage: number;
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
  return { fetches, mean: fetches / DAY, peak: busiest(usual), outage: busiest(outage) };
}

function busiest(seconds: Float64Array): number {
  let most = 0;
  for (let at = 0; at + PEAK_SECONDS <= seconds.length; at++) {
    let sum = 0;
    for (let second = at; second < at + PEAK_SECONDS; second++) sum += seconds[second] ?? 0;
    most = Math.max(most, sum / PEAK_SECONDS);
  }
  return most;
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
