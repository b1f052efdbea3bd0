/** What does each operation come to under each fault? A table of faults, walked by every operation. */
import { describe, expect, test } from 'vitest';
import { USABLE_MS } from '../../worker/edge/freshness.ts';
import { TOO_MANY } from '../store/faulty-kv.ts';
import { ACTOR, profile, putInput, taken } from '../store/harness.ts';
import { type Deployment, deploy, type Isolate, newIsolate } from './deployment.ts';
import { FAULTS } from './faults.ts';

const NAME = 'wpad.corp.example';
const HOUR_MS = 3_600_000;

/** A deployment that serves revision 1, an isolate that has served it, and the URL. */
async function serving() {
  const deployment = deploy();
  const outcome = taken(await deployment.store().put(putInput('hq', named(1))));
  const url = outcome.stored.publication?.pacUrl ?? '';
  const warm = newIsolate();
  for (const one of [url, `http://${NAME}/wpad.dat`]) await deployment.fetch(warm, one);
  deployment.advance(USABLE_MS);
  return { deployment, warm, url };
}

const named = (n: number) => profile(n, { delivery: { wpad: [NAME] } });

async function told(deployment: Deployment, isolate: Isolate, url: string) {
  const answer = await deployment.fetch(isolate, url);
  const text = new TextDecoder().decode(await answer.arrayBuffer());
  return { status: answer.status, revision: answer.headers.get('portolan-revision'), proxy: /proxy\d/.exec(text)?.[0] };
}

const FIRST = { status: 200, revision: '1', proxy: 'proxy1' };

describe.each(FAULTS)('when $is', ({ strike, writes }) => {
  test('a known PAC URL is answered with the last published bytes, by an isolate that knows it', async () => {
    const { deployment, warm, url } = await serving();
    strike(deployment);
    expect(await told(deployment, warm, url)).toEqual(FIRST);
  });

  test('a known PAC URL is answered with the last published bytes, by a new isolate', async () => {
    const { deployment, url } = await serving();
    strike(deployment);
    expect(await told(deployment, newIsolate(), url)).toEqual(FIRST);
  });

  test('a WPAD name is answered with the last published bytes, by an isolate that knows it', async () => {
    const { deployment, warm } = await serving();
    strike(deployment);
    expect(await told(deployment, warm, `http://${NAME}/wpad.dat`)).toEqual(FIRST);
  });

  test(`a write is ${writes}, and what is acknowledged is there in the next life`, async () => {
    const { deployment } = await serving();
    strike(deployment);
    const outcome = await deployment
      .store()
      .put(putInput('hq', named(2)))
      .catch(() => null);
    expect(outcome?.ok === true ? outcome.stored.publication?.state : 'refused').toBe(writes);
    if (outcome === null) return;
    deployment.crash();
    const { stored } = taken(outcome);
    expect((await deployment.store().revision('profile', 'hq', stored.revision))?.document).toBe(stored.document);
    const { items } = await deployment.store().audit({ limit: 9, cursor: null }, {});
    expect(items.map(({ revision }) => revision)).toContain(stored.revision);
  });

  test('what was acknowledged is served everywhere once the fault is over, by due work alone', async () => {
    const { deployment, warm, url } = await serving();
    strike(deployment);
    await deployment
      .store()
      .put(putInput('hq', named(2)))
      .catch(() => null);
    heal(deployment);
    await catchUp(deployment);
    const newest = (await deployment.store().get('profile', 'hq'))?.revision ?? 0;
    for (const isolate of [warm, newIsolate()]) {
      expect(await told(deployment, isolate, url)).toEqual({
        status: 200,
        revision: String(newest),
        proxy: `proxy${newest}`,
      });
    }
    expect(deployment.memory.dangling).toEqual([]);
  });
});

function heal({ memory, faults }: Deployment): void {
  memory.kv.plan();
  Object.assign(faults, { kv: 'well', registry: 'well', writes: 'well' });
  faults.lost.clear();
}

/** What the alarm does, for as long as there is something to publish. */
async function catchUp(deployment: Deployment): Promise<void> {
  // A write that KV never answered counts as failed after a while of real time.
  await new Promise((resolve) => setTimeout(resolve, 60));
  for (let round = 0; round < 10; round++) {
    deployment.advance(400_000);
    await deployment.store().runDueWork();
  }
  expect((await deployment.store().readiness()).outbox.waiting).toBe(0);
}

describe('alarms', () => {
  test('that have used up their retries are made good by the next start, or by any call of the cron', async () => {
    const { deployment, url } = await serving();
    deployment.memory.kv.plan({ error: TOO_MANY });
    await deployment.store().put(putInput('hq', named(2)));
    // Nobody rings any more: time passes, and nothing is tried.
    deployment.advance(24 * HOUR_MS);
    deployment.memory.kv.plan();
    const asked = deployment.memory.alarms.length;
    deployment.crash();
    expect(deployment.memory.alarms.length).toBeGreaterThan(asked);
    await deployment.store().runDueWork();
    expect(await told(deployment, newIsolate(), url)).toMatchObject({ status: 200, revision: '2' });
  });
});

describe('two isolates with different views of KV', () => {
  test('each serve a published revision, and the one behind comes after', async () => {
    const { deployment, url } = await serving();
    const [ahead, behind] = [newIsolate(), newIsolate(60_000)];
    deployment.advance(120_000);
    await deployment.store().put(putInput('hq', named(2)));
    deployment.note();
    expect([await told(deployment, ahead, url), await told(deployment, behind, url)]).toEqual([
      { status: 200, revision: '2', proxy: 'proxy2' },
      FIRST,
    ]);
    deployment.advance(60_000 + USABLE_MS);
    expect(await told(deployment, behind, url)).toMatchObject({ revision: '2' });
  });

  test('both refuse a revoked key after 60 s', async () => {
    const { deployment, url } = await serving();
    const isolates = [newIsolate(), newIsolate(30_000)];
    for (const isolate of isolates) await deployment.fetch(isolate, url);
    const [key] = (await deployment.store().keys('hq')) ?? [];
    await deployment.store().createKey({ profile: 'hq', overlapSeconds: 86_400, dryRun: false, actor: ACTOR });
    await deployment.store().revokeKey({ profile: 'hq', keyId: key?.id ?? '', dryRun: false, actor: ACTOR });
    deployment.note();
    for (let second = 0; second < 60; second += 4) {
      deployment.advance(4_000);
      for (const isolate of isolates) await deployment.fetch(isolate, url);
    }
    for (const isolate of isolates) expect((await told(deployment, isolate, url)).status).toBe(404);
  });
});
