/** What is left of acknowledged writes when the runtime is killed in the middle of them, fifty times? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../bench/serve/build.ts';
import { type Service, startService } from '../support/miniflare.ts';
import { until } from '../support/running.ts';
import {
  listFollower,
  MOST_WRITES,
  type Numbered,
  numberedList,
  numberedPolicy,
  numberedProfile,
  numberOf,
  policyFollower,
} from './numbered.ts';

const ROUNDS = 50;
/** Rounds between two looks at whether everything has come to clients: that takes KV's second each time. */
const SETTLE_EVERY = 10;

const token = 'kill-test-admin-token-0123456789abcdef';
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

/** A document, and all that is known about its writes. */
interface Watched {
  readonly subject: Numbered;
  readonly pacUrl: string;
  /** The number of the last write that was sent. */
  sent: number;
  /** What was acknowledged: revision to number. */
  readonly acknowledged: Map<number, number>;
  /** The newest number that was acknowledged as published, or that a client has seen. */
  floor: number;
}

let folder: string;
let service: Service;
beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/portolan-kill-`);
  const variables = { ADMIN_TOKEN: token, CALLS_PER_MINUTE: '10000000' };
  service = await startService({ script: bundle(folder), folder: `${folder}/state`, variables });
}, 120_000);
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Json = { readonly [key: string]: unknown };

async function call(path: string, init: { readonly method?: string; readonly body?: string } = {}): Promise<Json> {
  const answer = await fetch(`${service.origin}/v1/${path}`, { headers, ...init });
  const body = (await answer.json()) as Json;
  if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path} answered ${answer.status}: ${JSON.stringify(body)}`);
  return body;
}

const put = (place: string, document: object) => call(place, { method: 'PUT', body: JSON.stringify(document) });
const placeOf = ({ kind, id }: Numbered) => `${kind}s/${id}`;

async function watch(subject: Numbered, follower: ((id: string) => object) | null): Promise<Watched> {
  const { revision } = await put(placeOf(subject), subject.document(0));
  if (follower !== null) await put(`profiles/${subject.shown.profile}`, follower(subject.id));
  const { publication } = await call(`profiles/${subject.shown.profile}`);
  const { pacUrl } = publication as { pacUrl: string };
  const acknowledged = new Map([[revision as number, 0]]);
  return { subject, pacUrl: pacUrl + subject.shown.query, sent: 0, acknowledged, floor: 0 };
}

/** True for what a cut connection makes of a call: no answer, or half of one. */
const isCut = (error: unknown) => error instanceof TypeError || error instanceof SyntaxError;

/** Repeats until the runtime is gone; any other failure is one of the test. */
async function untilCut(act: () => Promise<void>): Promise<void> {
  try {
    for (;;) await act();
  } catch (error) {
    if (!isCut(error)) throw error;
  }
}

async function writeNext(watched: Watched): Promise<void> {
  const { subject } = watched;
  const n = ++watched.sent;
  const told = await put(placeOf(subject), subject.document(n));
  watched.acknowledged.set(told.revision as number, n);
  if (isPublished(told)) watched.floor = Math.max(watched.floor, n);
}

/** Whether the answer to a write says that clients get it: the profile itself, or all that follow the list or policy. */
function isPublished({ publication, dependents }: Json): boolean {
  if (publication !== null) return (publication as { state: string }).state === 'published';
  return (dependents as { state: string }[]).every(({ state }) => state === 'published');
}

/** What a client gets: always 200, always a text of some write, never older than what it may expect. */
async function fetchAsClient(watched: Watched): Promise<number> {
  const { subject, pacUrl, floor } = watched;
  const answer = await fetch(pacUrl);
  expect(answer.status, pacUrl).toBe(200);
  const n = subject.shown.read(await answer.text());
  expect(n, `${subject.id} as clients see it`).toBeGreaterThanOrEqual(floor);
  expect(n, `${subject.id} as clients see it`).toBeLessThanOrEqual(watched.sent);
  watched.floor = Math.max(watched.floor, n);
  return n;
}

/** Each acknowledged write of this life is there: its revision with its document, and its row of the audit. */
async function verify({ subject, acknowledged }: Watched, before: ReadonlySet<number>): Promise<void> {
  const fresh = [...acknowledged].filter(([revision]) => !before.has(revision));
  for (const [revision, n] of fresh) {
    const { document } = await call(`${placeOf(subject)}/revisions/${revision}`);
    expect(numberOf(document as object), `${subject.id}, revision ${revision}`).toBe(n);
  }
  const audited = new Set((await auditOf(subject, 1)).map(({ revision }) => revision));
  for (const [revision] of fresh) expect(audited, `audit of ${subject.id}`).toContain(revision);
}

interface AuditRow {
  readonly action: string;
  readonly revision: number;
}

/** The newest pages of a document's audit. */
async function auditOf({ kind, id }: Numbered, pages: number): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  let cursor = '';
  for (let page = 0; page < pages; page++) {
    const told = await call(`audit?kind=${kind}&id=${id}&limit=200${cursor}`);
    rows.push(...(told.items as AuditRow[]));
    if (told.nextCursor === null) break;
    cursor = `&cursor=${told.nextCursor}`;
  }
  return rows;
}

/** Without any further write, clients come to see what is stored. */
async function settle(watched: Watched): Promise<void> {
  const { subject } = watched;
  const stored = numberOf((await call(placeOf(subject))).document as object);
  await until({ for: `publication of ${subject.id}`, limitMs: 30_000 }, async () => {
    const { publication } = await call(`profiles/${subject.shown.profile}`);
    return (publication as { state: string }).state === 'published';
  });
  expect(await fetchAsClient(watched), `${subject.id} after all was published`).toBe(stored);
}

/** Nothing waits, and KV and the registry agree. */
async function isAtRest(): Promise<void> {
  await until({ for: 'empty outbox', limitMs: 30_000 }, async () => {
    const answer = await fetch(`${service.origin}/readyz`);
    const { status, outbox } = (await answer.json()) as { status: string; outbox: { waiting: number } };
    return status === 'ready' && outbox.waiting === 0;
  });
  expect((await call('consistency')).differences).toEqual([]);
}

/** Writes everything and fetches everything, until the runtime is killed in the middle of it; each write was answered once at least. */
async function live(all: readonly Watched[], extraMs: number): Promise<void> {
  const before = all.map(({ acknowledged }) => acknowledged.size);
  const writing = all.map((watched) => untilCut(() => writeNext(watched)));
  const reading = all.map((watched) =>
    untilCut(async () => {
      await fetchAsClient(watched);
      await sleep(20);
    }),
  );
  const work = Promise.all([...writing, ...reading]);
  // A failure of the work is told when it is waited for below.
  const answered = () => all.every(({ acknowledged }, at) => acknowledged.size > (before[at] ?? 0));
  await Promise.race([work, until({ for: 'writes', limitMs: 60_000 }, answered)]);
  await sleep(extraMs);
  await service.kill();
  await work;
}

test('acknowledged writes survive 50 SIGKILLs of the runtime with revision and audit, clients never get an error or go back, and the outbox catches up', async () => {
  const all = [
    ...(await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => watch(numberedProfile(id), null)))),
    await watch(numberedList('names', 'by-list'), listFollower),
    await watch(numberedPolicy('campus', 'by-policy'), policyFollower),
  ];
  for (let round = 1; round <= ROUNDS; round++) {
    const known = all.map(({ acknowledged }) => new Set(acknowledged.keys()));
    await live(all, (round * 37) % 200); // another moment of the writes each time
    await Promise.all(all.map(fetchAsClient));
    await Promise.all(all.map((watched, index) => verify(watched, known[index] ?? new Set())));
    if (round % SETTLE_EVERY === 0) await Promise.all(all.map(settle));
  }

  await isAtRest();
  for (const { subject, acknowledged, sent } of all) {
    expect(acknowledged.size).toBeGreaterThan(ROUNDS);
    expect(sent).toBeLessThan(MOST_WRITES);
    const { revision } = await call(placeOf(subject));
    const revisions = Array.from({ length: revision as number }, (_, index) => index + 1);
    const audited = (await auditOf(subject, 20)).map((row) => row.revision).sort((one, other) => one - other);
    expect(audited, `audit of ${subject.id}`).toEqual(revisions);
  }
}, 900_000);
