/// <reference types="@cloudflare/vitest-plugin/types" />
/** Does the registry keep the store's contract as a real Durable Object, with real KV, RPC and disk? */
import { evictDurableObject, reset, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect } from 'vitest';
import { REGISTRY_NAME, registryOf } from '../../worker/store/client.ts';
import { storeContract } from './contract.ts';
import { type FaultyKv, faultyKv } from './faulty-kv.ts';
import type { Harness } from './harness.ts';

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
    kv: (key) => realKv.get(key, 'text'),
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
