/** Do the promises hold under any schedule of faults? Writers, clients, isolates and faults in random order, and one checker. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { USABLE_MS } from '../../worker/edge/freshness.ts';
import { TOO_MANY } from '../store/faulty-kv.ts';
import { ACTOR, profile, putInput } from '../store/harness.ts';
import { type Deployment, deploy, type Isolate, newIsolate } from './deployment.ts';

const IDS = ['hq', 'lab'] as const;
const NAME = 'wpad.corp.example';
const CLIENTS = 3;

/** A run under way, and what the outside knows of it. */
interface Run {
  readonly deployment: Deployment;
  /** One isolate for each client, which always comes to the same one. The last one lags behind. */
  readonly isolates: Isolate[];
  /** Acknowledged documents by `{id} {revision}`. */
  readonly acknowledged: Map<string, string>;
  readonly urls: Map<string, string>;
  /** The newest revision that a client has seen, by `{client} {id}`, as long as its isolate lives. */
  readonly seen: Map<string, number>;
  /** Profiles that every isolate could get when everything was well: known URLs. */
  readonly known: Set<string>;
  n: number;
}

interface Step {
  readonly say: string;
  take(run: Run): Promise<void>;
}

const step = (say: string, take: (run: Run) => unknown): Step => ({ say, take: async (run) => void (await take(run)) });

const id = fc.constantFrom(...IDS);
const client = fc.integer({ min: 0, max: CLIENTS - 1 });

async function acknowledge(run: Run, of: string, work: ReturnType<typeof write>): Promise<void> {
  const outcome = await work.catch(() => null);
  run.deployment.note();
  if (outcome === null || !outcome.ok) return;
  const { revision, document, publication } = outcome.stored;
  run.acknowledged.set(`${of} ${revision}`, document);
  const url = publication?.pacUrl ?? null;
  if (url !== null) run.urls.set(of, url);
  if (publication?.state === 'published') run.known.add(of);
}

const write = (run: Run, of: string) =>
  run.deployment.store().put(putInput(of, profile(++run.n, of === 'hq' ? { delivery: { wpad: [NAME] } } : {})));

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: id.map((of) => step(`put ${of}`, (run) => acknowledge(run, of, write(run, of)))) },
  {
    weight: 2,
    arbitrary: fc.tuple(id, fc.integer({ min: 1, max: 4 })).map(([of, revision]) =>
      step(`roll ${of} back to ${revision}`, (run) => {
        const input = { kind: 'profile', id: of, revision, precondition: {}, dryRun: false, actor: ACTOR } as const;
        return acknowledge(run, of, run.deployment.store().rollback(input));
      }),
    ),
  },
  {
    weight: 10,
    arbitrary: fc
      .tuple(client, id)
      .map(([who, of]) => step(`client ${who} fetches ${of}`, (run) => fetchAs(run, who, of))),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('a:', 'm:', 'w:', '')
      .map((prefix) =>
        step(`KV refuses ${prefix || 'everything'}`, ({ deployment }) =>
          deployment.memory.kv.plan({ prefix, error: TOO_MANY }),
        ),
      ),
  },
  { weight: 2, arbitrary: fc.constant(step('KV takes writes', ({ deployment }) => deployment.memory.kv.plan())) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom('well', 'failing', 'hanging')
      .map((mood) =>
        step(`KV reads: ${mood}`, ({ deployment }) => Object.assign(deployment.faults, { kv: mood, registry: 'well' })),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('well', 'failing', 'hanging')
      .map((mood) =>
        step(`registry, as the edge asks it: ${mood}`, ({ deployment }) =>
          Object.assign(deployment.faults, { registry: mood, kv: 'well' }),
        ),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('well', 'well', 'refusing', 'evicted')
      .map((mood) =>
        step(`registry, as writers call it: ${mood}`, ({ deployment }) =>
          Object.assign(deployment.faults, { writes: mood }),
        ),
      ),
  },
  { weight: 2, arbitrary: fc.constant(step('the registry crashes', ({ deployment }) => deployment.crash())) },
  {
    weight: 2,
    arbitrary: client.map((who) =>
      step(`isolate ${who} is evicted`, (run) => {
        run.isolates[who] = newIsolate(run.isolates[who]?.lag);
        for (const of of IDS) run.seen.delete(`${who} ${of}`);
      }),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(1_000, 4_000, 15_000, 90_000, 3_600_000, -3_600_000).map((ms) =>
      step(`${ms} ms, and the alarm`, async ({ deployment }) => {
        deployment.advance(ms);
        await deployment.store().runDueWork();
        deployment.note();
      }),
    ),
  },
);

/** A known URL is answered 200, with a published revision, not older than the last one that this client saw. */
async function fetchAs(run: Run, who: number, of: string): Promise<void> {
  const url = run.urls.get(of);
  const isolate = run.isolates[who];
  if (url === undefined || isolate === undefined) return;
  const answer = await run.deployment.fetch(isolate, url);
  const text = new TextDecoder().decode(await answer.arrayBuffer());
  if (answer.status !== 200) {
    // Only where nothing was published yet, or where this isolate does not see yet that something was.
    expect(isolate.lag > 0 || !run.known.has(of), `${of} answered ${answer.status}`).toBe(true);
    return;
  }
  const revision = Number(answer.headers.get('portolan-revision'));
  const document = await run.deployment.store().revision('profile', of, revision);
  const { proxies } = JSON.parse(document?.document ?? '{}') as { proxies: { squid: { host: string } } };
  expect(text).toContain(proxies.squid.host);
  expect(revision).toBeGreaterThanOrEqual(run.seen.get(`${who} ${of}`) ?? 0);
  run.seen.set(`${who} ${of}`, revision);
}

/** Lets the alarm do its work, then looks at everything. */
async function expectWell(run: Run): Promise<void> {
  const { deployment } = run;
  deployment.memory.kv.plan();
  Object.assign(deployment.faults, { kv: 'well', registry: 'well', writes: 'well' });
  for (let round = 0; round < 6; round++) {
    deployment.advance(400_000);
    await deployment.store().runDueWork();
  }
  // Clocks that were set back come right again.
  deployment.advance(100 * 3_600_000 + USABLE_MS);
  const { items } = await deployment.store().audit({ limit: 200, cursor: null }, {});
  const audited = new Set(items.map(({ id: of, revision }) => `${of} ${revision}`));
  for (const [name, document] of run.acknowledged) {
    const [of = '', revision] = name.split(' ');
    expect((await deployment.store().revision('profile', of, Number(revision)))?.document).toBe(document);
    expect(audited).toContain(name);
  }
  for (const of of IDS) {
    const newest = (await deployment.store().get('profile', of))?.revision;
    const url = run.urls.get(of);
    if (newest === undefined || url === undefined) continue;
    for (const isolate of [...run.isolates, newIsolate()]) {
      const answer = await deployment.fetch(isolate, url);
      expect([answer.status, answer.headers.get('portolan-revision')]).toEqual([200, String(newest)]);
    }
  }
  expect((await deployment.store().readiness()).outbox.waiting).toBe(0);
  expect(deployment.memory.dangling).toEqual([]);
}

test('acknowledged is durable and audited, what is served was published and never goes back, and everything comes right by itself', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 40, size: 'max' }), async (taken) => {
      const run: Run = {
        deployment: deploy(),
        isolates: [newIsolate(), newIsolate(), newIsolate(30_000)],
        acknowledged: new Map(),
        urls: new Map(),
        seen: new Map(),
        known: new Set(),
        n: 0,
      };
      for (const { take } of taken) await take(run);
      await expectWell(run);
    }),
    { numRuns: 100 },
  );
}, 120_000);
