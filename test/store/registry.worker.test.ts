/// <reference types="@cloudflare/vitest-plugin/types" />
/** Does the registry keep the store's contract as a real Durable Object, with real KV, RPC and disk? */
import {
  abortAllDurableObjects,
  evictDurableObject,
  reset,
  runDurableObjectAlarm,
  runInDurableObject,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test } from 'vitest';
import { REGISTRY_NAME, registryOf } from '../../worker/store/client.ts';
import { storeContract, storeFollows } from './contract.ts';
import { type FaultyKv, faultyKv, TOO_MANY } from './faulty-kv.ts';
import { type Harness, manifestInKv, profile, put, putInput, stored, textInKv } from './harness.ts';

const realKv = env.KV;
const realNow = Date.now;
let turned = 0;

const stub = () => env.REGISTRY.get(env.REGISTRY.idFromName(REGISTRY_NAME));

/** The Worker and its tests share one `env` and one `Date`. */
async function open(): Promise<Harness> {
  turned = 0;
  Date.now = () => realNow() + turned;
  const kv: FaultyKv = faultyKv(() => realKv as never, Date.now);
  const replaced = new Proxy(realKv, {
    get(target, name) {
      if (name === 'put' || name === 'delete') return kv[name];
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  Object.defineProperty(env, 'KV', { configurable: true, value: replaced });
  return {
    store: () => registryOf(env),
    async kv(key) {
      const value = await realKv.get(key, 'arrayBuffer');
      return value === null ? null : textInKv(new Uint8Array(value));
    },
    writes: () => kv.writes,
    plan: kv.plan,
    advance: (ms) => {
      turned += ms;
    },
    crash: () => evictDurableObject(stub()),
    async ring() {
      expect(await runDurableObjectAlarm(stub())).toBe(true);
    },
  };
}

afterEach(async () => {
  Object.defineProperty(env, 'KV', { configurable: true, value: realKv });
  Date.now = realNow;
  await reset();
});

storeContract('registry', open);
storeFollows('registry', open);

/** Asks until the answer is true; the alarm of the runtime rings in its own time. */
async function eventually(ask: () => Promise<boolean>, limitMs = 20_000): Promise<void> {
  for (const end = realNow() + limitMs; !(await ask()); await scheduler.wait(50)) {
    if (realNow() > end) throw new Error(`not within ${limitMs} ms`);
  }
}

const isPublished = (h: Harness, revision: number) => async () => {
  const { publication } = await stored(h, 'hq');
  return publication?.state === 'published' && publication.revision === revision;
};

test('registry: what KV refused lands by the alarm of the runtime, without anybody asking', async () => {
  const h = await open();
  h.plan({ prefix: 'm:', error: TOO_MANY, times: 2 });
  const refused = await h.store().put(putInput('hq', profile(1)));
  expect(refused).toMatchObject({ ok: true, stored: { publication: { state: 'pending' } } });
  await eventually(async () => (await h.kv('m:hq')) !== null);
  expect(await isPublished(h, 1)()).toBe(true);
}, 30_000);

test('registry: a life that ends in the middle of publishing is healed by the next one, alone', async () => {
  const h = await open();
  await put(h, 'hq', profile(1));
  h.plan({ prefix: 'm:', until: new Promise(() => {}) });
  h.advance(2_000);
  const cut = h.store().put(putInput('hq', profile(2)));
  cut.catch(() => undefined);
  await eventually(async () => (await stored(h, 'hq')).revision === 2);
  await abortAllDurableObjects();
  await expect(cut).rejects.toThrow();
  h.plan();
  await eventually(isPublished(h, 2));
  expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 2, previous: { revision: 1 } });
}, 30_000);

test('registry: an alarm that was lost is set again by the next life, and by the cron call', async () => {
  const h = await open();
  h.plan({ error: TOO_MANY });
  await put(h, 'hq', profile(1));
  const alarm = () => runInDurableObject(stub(), (_, { storage }) => storage.getAlarm());
  const lose = () => runInDurableObject(stub(), (_, { storage }) => storage.deleteAlarm());
  await lose();
  await evictDurableObject(stub());
  expect(await alarm()).toBeGreaterThan(0);
  await lose();
  expect(await alarm()).toBeNull();
  await h.store().runDueWork();
  expect(await alarm()).toBeGreaterThan(0);
});

test('registry: writes that nobody refuses never ring for themselves twice', async () => {
  const h = await open();
  await put(h, 'hq', profile(1));
  await h.ring();
  expect(await h.store().runDueWork()).toBeNull();
  expect(await runDurableObjectAlarm(stub())).toBe(false);
});

test('registry: 25 MB cross every boundary as they are', async () => {
  // The largest value that KV takes; documents stay below 1 MiB, lists will not.
  const bytes = new Uint8Array(25 * 1024 * 1024).map((_, index) => index % 251);
  await open();
  const { writeChunks } = await import('../../worker/store/chunks.ts');
  await registryOf(env).get('profile', 'hq');
  await runInDurableObject(stub(), (_, { storage }) =>
    writeChunks(
      {
        all: (statement, ...bindings) => storage.sql.exec(statement, ...bindings).toArray() as never,
        script: () => undefined,
        transaction: (work) => storage.transactionSync(work),
      },
      'artifact:large',
      bytes,
    ),
  );
  const read = await registryOf(env).artifact('large');
  expect(read?.byteLength).toBe(bytes.byteLength);
  expect(Buffer.compare(read ?? new Uint8Array(), bytes)).toBe(0);
}, 20_000);
