/**
 * Does the service bear minutes of fetches and writes, without errors and without taking more and more memory?
 * `node bench/load/run.ts [--seconds 120] [--clients 16]`: each client draws its next operation when the last is done.
 * Linux only, as it looks at workerd from outside.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Service, startService } from '../../test/support/miniflare.ts';
import { dice } from '../firewall/generate.ts';
import { short, table, whole } from '../pac/tables.ts';
import { bundle } from '../serve/build.ts';
import { type Counts, fetchOne, type Live, newCounts, writeOne } from './clients.ts';
import { CORPUS, LIST_FOLLOWERS, LIST_NAMES, POLICY_FOLLOWERS, PROFILES, type Written } from './corpus.ts';
import { type Caller, createCaller } from './http.ts';
import { processorMs, residentMiB } from './process.ts';
import { errorsOf, newTally, percentile, type Tally } from './tally.ts';

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '120' }, clients: { type: 'string', default: '16' } },
});
const [seconds, clients] = [Number(options.seconds), Number(options.clients)];

const TOKEN = 'bench-admin-token-0123456789abcdef';
/** One operation in so many is a write; of the writes, one in so many each is of a list and of the policy. */
const WRITE_EVERY = 20;
const SHARED_EVERY = 20;
/** Seconds between two looks at the memory. */
const LOOK_EVERY = 5;
/** Seconds at the end in which there are only fetches, for what the processor does for one. */
const FETCHES_ONLY = 10;
/** How many documents are written at a time before the load begins. */
const AT_A_TIME = 8;

const folder = mkdtempSync(`${tmpdir()}/portolan-load-`);
const service = await startService({
  script: bundle(folder),
  folder: `${folder}/state`,
  variables: { ADMIN_TOKEN: TOKEN, CALLS_PER_MINUTE: '10000000' },
});
const caller = createCaller(service.origin, clients);
try {
  process.exitCode = (await measure(service, caller)) === 0 ? 0 : 1;
} finally {
  caller.close();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Prints everything; gives the number of errors. */
async function measure(service: Service, caller: Caller): Promise<number> {
  const pid = service.pid();
  const documents = await fill(caller);
  const counts = newCounts();
  const memory: number[] = [];
  const watching = setInterval(() => memory.push(residentMiB(pid)), LOOK_EVERY * 1_000);
  await load(seconds, documents, (live, isWrite) =>
    isWrite ? writeOne(caller, live, { counts, token: TOKEN }) : fetchOne(caller, live, counts.fetch),
  );
  clearInterval(watching);
  showCounts(counts);
  showMemory(memory);

  const tally = newTally();
  const before = processorMs(pid);
  await load(FETCHES_ONLY, documents, (live) => fetchOne(caller, live, tally));
  const cpu = (processorMs(pid) - before) / tally.times.length;
  const rate = whole(tally.times.length / FETCHES_ONLY);
  console.log(`only fetches: ${rate} a second, ${cpu.toFixed(2)} ms of processor in workerd for each, HTTP included\n`);

  if (service.pid() !== pid) throw new Error('workerd ended by itself and was started again');
  return [...Object.values(counts), tally].reduce((sum, one: Tally) => sum + errorsOf(one), 0);
}

/** Writes everything once, what others need first. */
async function fill(caller: Caller): Promise<readonly Live[]> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const put = async (written: Written): Promise<Live> => {
    const answer = await caller.call(`/v1/${written.place}`, { method: 'PUT', headers, body: written.body(0) });
    if (answer.status !== 201) throw new Error(`PUT ${written.place} answered ${answer.status}: ${answer.text}`);
    const { publication } = JSON.parse(answer.text) as { publication: { pacUrl: string } | null };
    const path = publication === null ? null : new URL(publication.pacUrl).pathname;
    return { written, path, writes: 0, floor: 1 };
  };
  const documents: Live[] = [];
  const profiles = CORPUS.filter(({ kind }) => kind === 'profile');
  for (const written of CORPUS.filter(({ kind }) => kind !== 'profile')) documents.push(await put(written));
  for (let at = 0; at < profiles.length; at += AT_A_TIME) {
    documents.push(...(await Promise.all(profiles.slice(at, at + AT_A_TIME).map(put))));
  }
  return documents;
}

/** So many clients, for so long: each draws a document and whether to write it. */
async function load(
  forSeconds: number,
  documents: readonly Live[],
  act: (live: Live, isWrite: boolean) => Promise<void>,
): Promise<void> {
  const end = performance.now() + forSeconds * 1_000;
  const profiles = documents.filter(({ path }) => path !== null);
  const lists = documents.filter(({ written }) => written.kind === 'list');
  const policies = documents.filter(({ written }) => written.kind === 'policy');
  const client = async (_: unknown, seed: number) => {
    const roll = dice(seed + 1);
    const one = (among: readonly Live[]) => among[roll(among.length)] as Live;
    while (performance.now() < end) {
      const isWrite = roll(WRITE_EVERY) === 0;
      const what = isWrite ? roll(SHARED_EVERY) : -1;
      await act(one(what === 0 ? lists : what === 1 ? policies : profiles), isWrite);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await sleep(0);
}

function showCounts(counts: Counts): void {
  const titles: Readonly<Record<keyof Counts, string>> = {
    fetch: 'fetch of a PAC',
    profile: 'write of a profile',
    list: `write of a list of ${whole(LIST_NAMES)} names, ${LIST_FOLLOWERS} profiles use it`,
    policy: `write of a policy, ${POLICY_FOLLOWERS} profiles follow it`,
    lag: 'acknowledged to served',
  };
  const row = (key: keyof Counts) => {
    const { times } = counts[key];
    const figures = [0.5, 0.9, 0.99, 1].map((share) => short(percentile(times, share)));
    return [titles[key], whole(times.length), short(times.length / seconds), ...figures, String(errorsOf(counts[key]))];
  };
  console.log(`${seconds} s, ${clients} clients, ${PROFILES} profiles; milliseconds\n`);
  const keys = Object.keys(titles) as (keyof Counts)[];
  console.log(table(['', 'count', 'a second', 'median', '90 %', '99 %', 'most', 'errors'], keys.map(row)), '\n');
  for (const key of keys)
    for (const [words, count] of counts[key].errors) console.log(`${titles[key]}: ${count} × ${words}`);
}

/** Memory by eighths of the time; growth over the second half. */
function showMemory(memory: readonly number[]): void {
  const eighths = Array.from({ length: 8 }, (_, k) => Math.max(0, Math.ceil(((k + 1) * memory.length) / 8) - 1));
  const at = (index: number) => memory[index] ?? Number.NaN;
  console.log('memory of workerd, MiB resident\n');
  console.log(
    table(
      eighths.map((index) => `${(index + 1) * LOOK_EVERY} s`),
      [eighths.map((index) => whole(at(index)))],
    ),
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const quarter = (k: number) =>
    memory.slice(Math.floor((k * memory.length) / 4), Math.floor(((k + 1) * memory.length) / 4));
  const growth = mean(quarter(3)) - mean(quarter(1));
  console.log(`\nfrom the mean of the second quarter to that of the last: ${growth.toFixed(1)} MiB\n`);
}
