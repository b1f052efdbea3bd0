/** Does a change get lost when a thousand people change ten documents at once, each on top of what they read? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../bench/serve/build.ts';
import { type Service, startService } from '../support/miniflare.ts';

const WRITERS = 1_000;
/** How often a writer reads and writes again before giving up. */
const TRIES = 6;
/** A writer that was too late waits up to so long, as people and programs do, before reading again. Milliseconds. */
const PAUSE = 400;

const token = 'writers-test-admin-token-0123456789abcdef';
const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

type Document = Readonly<Record<string, unknown>>;

/** A document that many change: each writer adds a mark, and no mark takes another's place. */
interface Shared {
  readonly place: string;
  readonly first: Document;
  add(document: Document, mark: string): Document;
  marks(document: Document): readonly string[];
}

const rulesOf = (document: Document): readonly Document[] => (document.rules as readonly Document[] | undefined) ?? [];

const sharedProfile = (n: number): Shared => ({
  place: `profiles/p${n}`,
  first: { proxies: { p: { scheme: 'http', host: 'p.example', port: 3128 } }, default: 'p' },
  add: (document, mark) => ({
    ...document,
    rules: [...rulesOf(document), { when: { domain: `${mark}.example` }, use: 'direct', note: mark }],
  }),
  marks: (document) => rulesOf(document).map(({ note }) => String(note)),
});

const sharedPolicy = (n: number): Shared => ({
  place: `firewalls/f${n}`,
  first: { rules: [] },
  add: (document, mark) => ({
    ...document,
    rules: [...rulesOf(document), { id: mark, action: 'allow', from: 'any', to: `${mark}.example`, ports: 443 }],
  }),
  marks: (document) => rulesOf(document).map(({ id }) => String(id)),
});

const sharedList = (n: number): Shared => ({
  place: `lists/l${n}`,
  first: { format: 'domains', text: '# shared\n' },
  add: (document, mark) => ({ ...document, text: `${document.text}${mark}.example\n` }),
  marks: (document) => [...String(document.text).matchAll(/^(.*)\.example$/gm)].map(([, mark]) => String(mark)),
});

const SHARED: readonly Shared[] = [
  ...[0, 1, 2, 3, 4, 5].map(sharedProfile),
  ...[0, 1].map(sharedPolicy),
  ...[0, 1].map(sharedList),
];

let folder: string;
let service: Service;
beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/portolan-writers-`);
  const variables = { ADMIN_TOKEN: token, CALLS_PER_MINUTE: '10000000' };
  service = await startService({ script: bundle(folder), folder: `${folder}/state`, variables });
}, 120_000);
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const call = (place: string, init: RequestInit = {}) =>
  fetch(`${service.origin}/v1/${place}`, { ...init, headers: { ...headers, ...init.headers } });

async function read<Value>(place: string): Promise<Value> {
  const answer = await call(place);
  expect(answer.status, place).toBe(200);
  return (await answer.json()) as Value;
}

/** What became of a writer: the revision that its change made, or null. Anything but 200 and 412 fails the test. */
async function write({ place, add }: Shared, mark: string): Promise<number | null> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const { document, etag } = await read<{ document: Document; etag: string }>(place);
    const body = JSON.stringify(add(document, mark));
    const answer = await call(place, { method: 'PUT', body, headers: { 'if-match': etag } });
    const told = (await answer.json()) as { revision: number };
    if (answer.status === 200) return told.revision;
    expect(answer.status, JSON.stringify(told)).toBe(412);
    await sleep(Math.random() * PAUSE * attempt);
  }
  return null;
}

interface AuditPage {
  readonly items: readonly { readonly action: string; readonly revision: number }[];
  readonly nextCursor: string | null;
}

async function auditOf(place: string): Promise<number[]> {
  const [kind = '', id] = place.split('/');
  const revisions: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: AuditPage = await read(`audit?kind=${kind.slice(0, -1)}&id=${id}&action=put&limit=200${query}`);
    revisions.push(...page.items.map(({ revision }) => revision));
    cursor = page.nextCursor;
  }
  return revisions.sort((one, other) => one - other);
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test('PUT with If-Match, from 1,000 writers at once on ten documents, loses no acknowledged change and makes no other', async () => {
  for (const { place, first } of SHARED) {
    expect((await call(place, { method: 'PUT', body: JSON.stringify(first) })).status).toBe(201);
  }
  const writers = Array.from({ length: WRITERS }, async (_, n) => {
    const shared = SHARED[n % SHARED.length] as Shared;
    const mark = `w${n}`;
    return { place: shared.place, mark, revision: await write(shared, mark) };
  });
  const outcomes = await Promise.all(writers);

  for (const { place, marks } of SHARED) {
    const acknowledged = outcomes.filter((outcome) => outcome.place === place && outcome.revision !== null);
    acknowledged.sort((one, other) => Number(one.revision) - Number(other.revision));
    const { document, revision } = await read<{ document: Document; revision: number }>(place);
    // In the order of their revisions, as each was made on top of the one before; those who gave up changed nothing.
    expect(marks(document), place).toEqual(acknowledged.map(({ mark }) => mark));
    expect(
      acknowledged.map((one) => one.revision),
      place,
    ).toEqual(upTo(acknowledged.length).map((n) => n + 1));
    expect(revision, place).toBe(1 + acknowledged.length);
    expect(await auditOf(place), `audit of ${place}`).toEqual(upTo(revision));
    expect(acknowledged.length, `${place}: somebody gets through, in spite of all others`).toBeGreaterThan(TRIES);
  }
}, 300_000);
