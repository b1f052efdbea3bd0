/** What must hold when KV refuses, dawdles or falls silent, and when the registry dies in between? */
import { expect, test } from 'vitest';
import { artifactKey, manifestKey, wpadKey } from '../../../worker/store/kv-keys.ts';
import { TOO_MANY } from '../faulty-kv.ts';
import {
  A_WHILE,
  ACTOR,
  type Harness,
  manifestInKv,
  profile,
  put,
  putInput,
  remove,
  stored,
  taken,
} from '../harness.ts';

export function faultContract(open: () => Promise<Harness>): void {
  test('what KV refuses is pending with the reason, and lands by due work', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    h.plan({ prefix: 'm:', error: TOO_MANY, times: 2 });
    const { stored: kept } = await put(h, 'hq', profile(2));
    expect(kept.revision).toBe(2);
    expect(kept.publication).toMatchObject({ state: 'pending', revision: 1 });
    expect(kept.publication?.reason).toContain('429');
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 1 });

    h.advance(1_500);
    await h.ring();
    expect((await stored(h, 'hq')).publication).toMatchObject({ state: 'pending', revision: 1 });
    h.advance(3_000);
    await h.ring();
    expect((await stored(h, 'hq')).publication).toMatchObject({ state: 'published', revision: 2 });
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 2 });
  });

  test('due work backs off, never gives up and never throws', async () => {
    const h = await open();
    h.plan({ error: TOO_MANY });
    const { stored: kept } = await put(h, 'hq', profile(1));
    expect(kept.publication).toMatchObject({ state: 'pending', revision: null });
    const waits: number[] = [];
    for (let round = 0; round < 14; round += 1) {
      const next = await h.store().runDueWork();
      if (next === null) throw new Error('given up');
      const wait = next - (await now(h));
      waits.push(wait);
      h.advance(wait);
    }
    expect(waits.at(-1)).toBeGreaterThan(250_000);
    expect(waits.at(-1)).toBeLessThanOrEqual(300_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300_000);
    h.plan();
    await h.ring();
    expect((await stored(h, 'hq')).publication).toMatchObject({ state: 'published', revision: 1 });
  });

  test('while texts are refused, the manifest stays what it was', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    h.plan({ prefix: 'a:', error: TOO_MANY });
    await put(h, 'hq', profile(2, { delivery: { wpad: ['wpad.corp.example'] } }));
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 1 });
    expect(await h.kv(wpadKey('wpad.corp.example'))).toBeNull();
    h.plan();
    h.advance(A_WHILE);
    await h.ring();
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 2 });
    expect(await h.kv(wpadKey('wpad.corp.example'))).toBe('hq');
  });

  test('a withdrawal that KV refuses lands by due work', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    h.plan({ op: 'delete', error: TOO_MANY, times: 1 });
    expect(await remove(h, 'hq')).toEqual({ ok: true });
    expect(await h.kv(manifestKey('hq'))).not.toBeNull();
    expect(await h.store().manifest('hq')).toBeNull();
    h.advance(A_WHILE);
    await h.ring();
    expect(await h.kv(manifestKey('hq'))).toBeNull();
  });

  test('writes come together: one a second to a key, and the newest wins', async () => {
    const h = await open();
    await put(h, 'hq', profile(0));
    const before = h.writes().length;
    const puts = Array.from({ length: 20 }, (_, n) => h.store().put(putInput('hq', profile(n + 1))));
    for (const outcome of await Promise.all(puts)) {
      // Whoever waited for the same write of KV is told what is served then.
      expect(taken(outcome).stored.publication?.state).toBe('published');
    }
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 21 });
    const manifests = h
      .writes()
      .slice(before)
      .filter(({ key }) => key === 'm:hq');
    expect(manifests.length).toBeLessThanOrEqual(3);
    const times = h
      .writes()
      .filter(({ key }) => key === 'm:hq')
      .map(({ at }) => at);
    for (const [index, at] of times.entries()) {
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
    }
  });

  test('what a crash leaves between storing and publishing is published in the next life', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    h.plan({ error: 'the network is gone' });
    const { stored: kept } = await put(h, 'hq', profile(2));
    expect(kept.publication?.state).toBe('pending');
    await h.crash();
    h.plan();
    expect(await stored(h, 'hq')).toMatchObject({ revision: 2, publication: { state: 'pending' } });
    h.advance(5_000);
    await h.ring();
    expect((await stored(h, 'hq')).publication).toMatchObject({ state: 'published', revision: 2 });
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 2 });
    expect(await h.store().revision('profile', 'hq', 1)).not.toBeNull();
    expect((await h.store().audit({ limit: 9, cursor: null }, {})).items).toHaveLength(2);
  });

  test('texts that clients still fetch are not cleaned, however long KV refuses the new manifest', async () => {
    const h = await open();
    const { stored: served } = await put(h, 'hq', profile(1));
    h.plan({ prefix: 'm:', error: TOO_MANY });
    for (const n of [2, 3]) await put(h, 'hq', profile(n));
    h.advance(8 * 24 * 60 * 60 * 1000);
    await h.ring();
    const [text] = served.publication?.artifacts ?? [];
    const isThere = async () => (await h.kv(artifactKey(text?.hash ?? ''))) !== null;
    expect(await isThere()).toBe(true);
    h.plan();
    for (let round = 0; round < 3 && (await isThere()); round += 1) {
      h.advance(3_600_000);
      await h.ring();
    }
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 3 });
    expect(await isThere()).toBe(false);
  });

  test('a refused key change lands by due work', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    h.plan({ prefix: 'm:', error: TOO_MANY, times: 1 });
    h.advance(A_WHILE);
    await h.store().createKey({ profile: 'hq', overlapSeconds: 60, dryRun: false, actor: ACTOR });
    expect((await manifestInKv(h, 'hq')).keys).toHaveLength(1);
    h.advance(A_WHILE);
    await h.ring();
    expect((await manifestInKv(h, 'hq')).keys).toHaveLength(2);
  });
}

/** The implementation's clock, read from something it stamps. */
async function now(h: Harness): Promise<number> {
  const made = await h.store().createToken({
    token: {
      name: 'clock',
      scopes: ['read'],
      expiresAt: null,
      profiles: null,
      networks: null,
      hash: `${Math.random()}`,
    },
    dryRun: true,
    actor: ACTOR,
  });
  return Date.parse(made.createdAt);
}
