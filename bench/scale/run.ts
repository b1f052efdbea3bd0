/** What do 10 thousand, 1 million and 50 million clients ask of the service? `node bench/scale/run.ts`; docs/scale.md has the tables. */
import { short, table, whole } from '../pac/tables.ts';
import { type Behaviour, FREE_A_DAY, type Month, month } from './cost.ts';
import { type Day, simulate } from './day.ts';
import { POPULATIONS, type Population } from './population.ts';

/**
 * CPU of one fetch, milliseconds: what workerd takes for one, HTTP included (`bench/load`), which in production is not the
 * Worker's bill. Set high: a part of all fetches reads KV.
 */
const CPU_MS = 0.3;
/** A text of some hundred rules, compressed, and half a kilobyte of headers. Lists of 10,000 names take 36,000. */
const BYTES = 3_000;

/** Assumed, but for `CPU_MS`. Each profile uses one list that changes daily, and is changed itself every other day. */
const BEHAVIOUR: Readonly<Record<Population['title'], Behaviour>> = {
  '10 thousand': { cpuMs: CPU_MS, bytes: BYTES, profiles: 5, places: 2, lives: 24, publications: 7.5 },
  '1 million': { cpuMs: CPU_MS, bytes: BYTES, profiles: 50, places: 12, lives: 24, publications: 75 },
  '50 million': { cpuMs: CPU_MS, bytes: BYTES, profiles: 20_000, places: 6, lives: 24, publications: 30_000 },
};

interface Step {
  readonly title: string;
  readonly day: Day;
  readonly month: Month;
}

/** The tables, as text; the same every time. */
export function scaleTables(): readonly string[] {
  const steps = POPULATIONS.map((population): Step => {
    const behaviour = BEHAVIOUR[population.title];
    if (behaviour === undefined) throw new Error(`expected the behaviour of ${population.title}; found none`);
    const day = simulate(population);
    return { title: population.title, day, month: month(day, behaviour) };
  });
  return [fetchTable(steps), readTable(steps), costTable(steps)];
}

const fetchTable = (steps: readonly Step[]) =>
  table(
    ['clients', 'fetches a day', 'a second, mean', 'at log-on', 'after a network change'],
    steps.map(({ title, day }) => [title, whole(day.fetches), short(day.mean), short(day.peak), whole(day.outage)]),
  );

const readTable = (steps: readonly Step[]) =>
  table(
    ['clients', 'KV reads a day', 'fetches without any', 'KV writes a day', 'GB out a month'],
    steps.map(({ title, month }) => [
      title,
      whole(month.readsADay),
      `${Math.round(month.hits * 100)} %`,
      whole(month.writesADay),
      whole(month.gigabytes),
    ]),
  );

const costTable = (steps: readonly Step[]) =>
  table(
    ['clients', 'Free plan', 'requests a month, million', 'KV reads a month, million', 'US$ a month, Paid', 'at worst'],
    steps.map(({ title, day, month }) => [
      title,
      fitsFree(day, month),
      short(month.requests / 1e6),
      short(month.reads / 1e6),
      whole(month.dollars),
      whole(month.dollarsAtWorst),
    ]),
  );

/** Whether a usual day stays within the Free plan; else what it asks too much of. */
function fitsFree({ fetches }: Day, { readsADay, writesADay }: Month): string {
  const over = [
    ...(fetches > FREE_A_DAY.requests ? ['requests'] : []),
    ...(readsADay > FREE_A_DAY.reads ? ['KV reads'] : []),
    ...(writesADay > FREE_A_DAY.writes ? ['KV writes'] : []),
  ];
  return over.length === 0 ? 'enough' : `too few ${over.join(', ')}`;
}

if (import.meta.main) for (const text of scaleTables()) console.log(`${text}\n`);
