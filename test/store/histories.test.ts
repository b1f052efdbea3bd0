/** Does the store keep its laws through any history: writes, stages, withdrawals, refusals of KV, crashes, time? */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kind } from '../../schemas/api.ts';
import { sha256Hex } from '../../worker/core/hash.ts';
import type { Manifest } from '../../worker/store/contract/manifest.ts';
import { ARTIFACT_KEEP_MS } from '../../worker/store/publication/artifacts.ts';
import type { Store } from '../../worker/store/store.ts';
import { TOO_MANY } from './faulty-kv.ts';
import { ACTOR, profile, putInput, textInKv } from './harness.ts';
import { createMemoryStore, type MemoryStore } from './memory.ts';

const IDS = ['hq', 'lab', 'constructor'] as const;
const NAMES = ['wpad.one.example', 'wpad.two.example'];

/** A history under way: the store in its present life, and what was acknowledged. */
interface History {
  readonly memory: MemoryStore;
  store: Store;
  /** Documents by `{id} {revision}`, as they were acknowledged. */
  readonly acknowledged: Map<string, string>;
}

type Step = (history: History) => Promise<void>;

const id = fc.constantFrom(...IDS);
const revision = fc.integer({ min: 1, max: 6 });
const document = fc
  .record({
    n: fc.integer({ min: 1, max: 4 }),
    wpad: fc.subarray(NAMES),
    follows: fc.constantFrom(true, true, false),
    strict: fc.boolean(),
  })
  .map(({ n, wpad, follows, strict }) =>
    profile(n, {
      ...(wpad.length === 0 ? {} : { delivery: { wpad } }),
      ...(follows ? { firewall: 'campus', rules: [] } : {}),
      ...(follows && strict ? { tests: [{ url: 'http://a.example/', zone: 'staff', expect: 'squid' }] } : {}),
    }),
  );

/** A policy that lets staff reach the proxies of some numbers, for a while or for ever; now and then its zone is gone. */
const policy = fc
  .record({
    open: fc.subarray([1, 2, 3, 4]),
    zone: fc.constantFrom('staff', 'staff', 'staff', 'crew'),
    hours: fc.constantFrom(null, 1, 24 * 8),
  })
  .map(({ open, zone, hours }) => (now: number) => ({
    zones: { [zone]: { networks: ['10.20.0.0/16'] } },
    rules: open.map((n) => ({
      action: 'allow',
      from: zone,
      to: `proxy${n}.corp.example`,
      ...(hours === null ? {} : { expires: new Date(now + hours * 3_600_000).toISOString() }),
    })),
  }));

const remember = async (history: History, outcome: Promise<Awaited<ReturnType<Store['put']>>>) => {
  const { ok, ...rest } = await outcome;
  if (!ok || !('stored' in rest)) return;
  const { kind, id, revision, document } = rest.stored;
  history.acknowledged.set(`${kind} ${id} ${revision}`, document);
};

interface Told {
  readonly say: string;
  readonly take: Step;
}

const puts: fc.Arbitrary<Told> = fc
  .record({ id, document, publish: fc.constantFrom(true, true, true, false) })
  .map((of) => ({
    say: `put ${JSON.stringify(of)}`,
    take: (h: History) => remember(h, h.store.put(putInput(of.id, of.document, { publish: of.publish }))),
  }));

const policies: fc.Arbitrary<Told> = policy.map((of) => ({
  say: `policy ${JSON.stringify(of(0))}`,
  take: (h: History) => {
    const document = of(h.memory.world.now());
    return remember(h, h.store.put(putInput('campus', document, { kind: 'firewall' })));
  },
}));

const steps: fc.Arbitrary<Told> = fc.oneof(
  { weight: 6, arbitrary: puts },
  { weight: 4, arbitrary: policies },
  revision.map((of) => ({
    say: `rollback of the policy to ${of}`,
    take: (h: History) =>
      remember(
        h,
        h.store.rollback({
          kind: 'firewall',
          id: 'campus',
          revision: of,
          precondition: {},
          dryRun: false,
          actor: ACTOR,
        }),
      ),
  })),
  fc.constant({
    say: 'delete the policy',
    take: async (h: History) => {
      await h.store.delete({ kind: 'firewall', id: 'campus', precondition: {}, dryRun: false, actor: ACTOR });
    },
  }),
  fc.record({ id, revision }).map((of) => ({
    say: `publish ${JSON.stringify(of)}`,
    take: (h: History) => remember(h, h.store.publish({ ...of, precondition: {}, dryRun: false, actor: ACTOR })),
  })),
  fc.record({ id, revision }).map((of) => ({
    say: `rollback ${JSON.stringify(of)}`,
    take: (h: History) =>
      remember(h, h.store.rollback({ kind: 'profile', ...of, precondition: {}, dryRun: false, actor: ACTOR })),
  })),
  id.map((of) => ({
    say: `delete ${of}`,
    take: async (h: History) => {
      await h.store.delete({ kind: 'profile', id: of, precondition: {}, dryRun: false, actor: ACTOR });
    },
  })),
  id.map((of) => ({
    say: `rotate ${of}`,
    take: async (h: History) => {
      await h.store.createKey({ profile: of, overlapSeconds: 600, dryRun: false, actor: ACTOR });
    },
  })),
  fc.constantFrom('a:', 'm:', 'w:', '').map((prefix) => ({
    say: `KV refuses ${prefix}`,
    take: async (h: History) => h.memory.kv.plan({ prefix, error: TOO_MANY }),
  })),
  fc.constant({ say: 'KV is well', take: async (h: History) => h.memory.kv.plan() }),
  fc.constant({
    say: 'crash',
    take: async (h: History) => {
      h.store = h.memory.reopen();
    },
  }),
  fc.constantFrom(500, 60_000, ARTIFACT_KEEP_MS).map((ms) => ({
    say: `${ms} ms`,
    take: async (h: History) => {
      h.memory.advance(ms);
      await h.store.runDueWork();
    },
  })),
);

test('after any history KV says what the registry says, and every acknowledged revision is there', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 8, maxLength: 30, size: 'max' }), async (taken) => {
      const memory = createMemoryStore();
      const history: History = { memory, store: memory.store, acknowledged: new Map() };
      for (const { take } of taken) await take(history);
      memory.kv.plan();
      await finishAll(history);
      await expectKept(history);
      await expectMirrored(history);
      expect(memory.dangling).toEqual([]);
    }),
    { numRuns: 150 },
  );
}, 60_000);

/** Lets time pass until nothing but the clean-up of texts is due. */
async function finishAll({ memory, store }: History): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const next = await store.runDueWork();
    if (next === null || next - memory.world.now() > 600_000) return;
    memory.advance(next - memory.world.now());
  }
  throw new Error('the work never ends');
}

async function expectKept({ store, acknowledged }: History): Promise<void> {
  for (const [name, text] of acknowledged) {
    const [kind = '', of = '', number] = name.split(' ');
    expect((await store.revision(kind as Kind, of, Number(number)))?.document).toBe(text);
  }
}

async function expectMirrored({ memory: { values }, store }: History): Promise<void> {
  for (const of of IDS) {
    const manifest = await store.manifest(of);
    const written = values.get(`m:${of}`);
    expect(written === undefined ? null : JSON.parse(String(written))).toEqual(manifest);
    const stored = await store.get('profile', of);
    expect(stored === null).toBe(manifest === null);
    if (stored === null || manifest === null) continue;
    expect([manifest.revision, manifest.next?.revision]).toContain(stored.revision);
    const served = stored.publication?.state;
    // What is held goes on serving what it had; without a policy there is no reason to be held.
    if (served === 'held' && manifest.revision !== 0) expect(stored.publication?.reason).toContain('firewall campus');
    else expect(served).toBe(manifest.revision === 0 ? 'held' : 'published');
    await expectCurrent(store, manifest);
    for (const hash of Object.values({ ...manifest.artifacts, ...manifest.next?.artifacts })) {
      expect(sha256Hex(textInKv(values.get(`a:${hash}`) ?? ''))).toBe(hash);
      expect(sha256Hex((await store.artifact(hash)) ?? '')).toBe(hash);
    }
  }
  for (const name of NAMES) expect(values.get(`w:${name}`) ?? null).toBe(await store.wpad(name));
  for (const key of values.keys())
    expect(key).toMatch(/^(a:[0-9a-f]{64}|m:(hq|lab|constructor)|w:wpad\.(one|two)\.example)$/);
}

/** What is served is what the served revision is made to by the policy of today; what is held cannot be made. */
async function expectCurrent(store: Store, { id, revision }: Manifest): Promise<void> {
  if (revision === 0) return;
  const state = (await store.get('profile', id))?.publication?.state;
  const again = await store.publish({ id, revision, precondition: {}, dryRun: true, actor: ACTOR });
  expect([state, again.ok ? again.change : again.reason]).toEqual(
    state === 'held' ? ['held', 'invalid'] : ['published', 'unchanged'],
  );
}
