/** What do 10 thousand, 1 million and 50 million clients ask of the service? `node bench/scale/run.ts`; docs/scale.md reads it. */
import { short, table, whole } from '../pac/tables.ts';
import { type Behaviour, month } from './cost.ts';
import { simulate } from './day.ts';
import { POPULATIONS } from './population.ts';

/** `cpuMs` from `bench/serve`; `freshSeconds` from `worker/edge/freshness.ts`; the rest is assumed. */
const BEHAVIOUR: Readonly<Record<string, Behaviour>> = {
  '10 thousand': { cpuMs: 0.3, freshSeconds: 30, isolates: 2, profiles: 5, bytes: 3_000 },
  '1 million': { cpuMs: 0.3, freshSeconds: 30, isolates: 60, profiles: 50, bytes: 3_000 },
  '50 million': { cpuMs: 0.3, freshSeconds: 30, isolates: 600, profiles: 20_000, bytes: 3_000 },
};

/** Prints the tables. */
export function showScale(): void {
  const days = POPULATIONS.map((population) => ({ title: population.title, day: simulate(population) }));
  console.log('## Clients and fetches\n\nfetches a second; peaks are over ten seconds\n');
  console.log(
    table(
      ['clients', 'fetches a day', 'mean', 'log-on peak', 'after an outage'],
      days.map(({ title, day }) => [title, whole(day.fetches), short(day.mean), whole(day.peak), whole(day.outage)]),
    ),
    '\n',
  );
  console.log('## A month of 22 working days\n');
  const rows = days.flatMap(({ title, day }) => {
    const behaviour = BEHAVIOUR[title];
    if (behaviour === undefined) return [];
    const { requests, reads, hits, gigabytes, dollars } = month(day, behaviour);
    return [
      [title, millions(requests), millions(reads), `${Math.round(hits * 100)} %`, whole(gigabytes), whole(dollars)],
    ];
  });
  console.log(table(['clients', 'requests, million', 'KV reads, million', 'from memory', 'GB out', 'US$'], rows), '\n');
}

const millions = (count: number): string => short(count / 1e6);

if (import.meta.main) showScale();
