/** Does what is written to KV survive a KV that is silent, late or slow? Over the memory store. */
import { expect, test } from 'vitest';
import { profile, putInput, taken } from './harness.ts';
import { createMemoryStore, type MemoryStore } from './memory.ts';

const limits = { publishWait: 20, kvWrite: 40 };

const revisionInKv = ({ values }: MemoryStore): number | undefined => {
  const text = values.get('m:hq');
  return typeof text === 'string' ? JSON.parse(text).revision : undefined;
};

/** A promise and its end. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const realTime = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('put answers pending after a bounded wait while KV is slow, and the publication goes on', async () => {
  const memory = createMemoryStore({ limits: { ...limits, kvWrite: 5_000 } });
  const slow = gate();
  memory.kv.plan({ prefix: 'm:', until: slow.opened, times: 1 });
  const outcome = taken(await memory.store.put(putInput('hq', profile(1))));
  expect(outcome.stored.publication).toMatchObject({ state: 'pending', revision: null });
  expect(outcome.stored.publication?.reason).toContain('not confirmed');
  slow.open();
  await realTime(5);
  expect((await memory.store.get('profile', 'hq'))?.publication).toMatchObject({ state: 'published', revision: 1 });
});

test('a KV that never answers counts as failed, and is tried again', async () => {
  const memory = createMemoryStore({ limits });
  memory.kv.plan({ prefix: 'm:', until: gate().opened, times: 1 });
  await memory.store.put(putInput('hq', profile(1)));
  await realTime(60);
  const silent = await memory.store.get('profile', 'hq');
  expect(silent?.publication?.reason).toContain('silent for 40 ms');
  memory.advance(5_000);
  expect(await memory.store.runDueWork()).toBeNull();
  expect(revisionInKv(memory)).toBe(1);
});

test('a write that was given up and lands late is written over with what the registry says', async () => {
  const memory = createMemoryStore({ limits });
  const late = gate();
  memory.kv.plan({ prefix: 'm:', until: late.opened, times: 1 });
  await memory.store.put(putInput('hq', profile(1)));
  await realTime(60);
  memory.advance(5_000);
  expect(taken(await memory.store.put(putInput('hq', profile(2)))).stored.publication?.state).toBe('published');
  expect(revisionInKv(memory)).toBe(2);

  late.open();
  await realTime(5);
  expect(revisionInKv(memory)).toBe(1);
  memory.advance(5_000);
  await memory.store.runDueWork();
  expect(revisionInKv(memory)).toBe(2);
});

test('a newer revision that comes while the manifest is written is published by the same work', async () => {
  const memory = createMemoryStore();
  const slow = gate();
  memory.kv.plan({ prefix: 'm:', until: slow.opened, times: 1 });
  const first = memory.store.put(putInput('hq', profile(1)));
  await realTime(5);
  const second = memory.store.put(putInput('hq', profile(2)));
  slow.open();
  expect(taken(await second).stored.publication).toMatchObject({ state: 'published', revision: 2 });
  expect(taken(await first).stored).toMatchObject({ revision: 1, publication: { state: 'published', revision: 2 } });
  expect(revisionInKv(memory)).toBe(2);
});

test('a text that is cleaned while a new revision names it is put again', async () => {
  const memory = createMemoryStore();
  const { stored: first } = taken(await memory.store.put(putInput('hq', profile(1))));
  const [text] = first.publication?.artifacts ?? [];
  for (const n of [2, 3]) await memory.store.put(putInput('hq', profile(n)));
  memory.advance(7 * 24 * 60 * 60 * 1000);
  const slow = gate();
  memory.kv.plan({ op: 'delete', prefix: `a:${text?.hash}`, until: slow.opened });
  const cleaning = memory.store.runDueWork();
  await realTime(5);
  const naming = memory.store.put(putInput('hq', profile(1)));
  await realTime(5);
  slow.open();
  await Promise.all([cleaning, naming]);
  expect(memory.values.has(`a:${text?.hash}`)).toBe(true);
  expect(await memory.store.artifact(text?.hash ?? '')).not.toBeNull();
  expect(revisionInKv(memory)).toBe(4);
});

test('a revision that comes while the manifest waits for its second has its texts put before the manifest', async () => {
  const asleep = gate();
  const memory = createMemoryStore({ slumber: () => asleep.opened });
  await memory.store.put(putInput('hq', profile(1)));
  const second = memory.store.put(putInput('hq', profile(2)));
  await realTime(5);
  const third = memory.store.put(putInput('hq', profile(3)));
  await realTime(5);
  expect(revisionInKv(memory)).toBe(1);
  asleep.open();
  await Promise.all([second, third]);
  expect(revisionInKv(memory)).toBe(3);
  expect(memory.dangling).toEqual([]);
});

test('a text that is named again while others are cleaned is spared', async () => {
  const memory = createMemoryStore();
  const hashes: string[] = [];
  for (let n = 1; n <= 9; n += 1) {
    const { stored } = taken(await memory.store.put(putInput('hq', profile(n))));
    hashes.push(stored.publication?.artifacts[0]?.hash ?? '');
  }
  memory.advance(7 * 24 * 60 * 60 * 1000);
  const slow = gate();
  memory.kv.plan({ op: 'delete', until: slow.opened });
  const cleaning = memory.store.runDueWork();
  await realTime(5);
  await memory.store.put(putInput('hq', profile(7)));
  slow.open();
  await cleaning;
  const there = hashes.map((hash) => memory.values.has(`a:${hash}`));
  expect(there).toEqual([false, false, false, false, false, false, true, true, true]);
});

test('a name that moves while its former profile is still at other names is left to the new one', async () => {
  const memory = createMemoryStore();
  const named = (n: number, ...wpad: string[]) => profile(n, wpad.length === 0 ? {} : { delivery: { wpad } });
  await memory.store.put(putInput('hq', named(1, 'a.corp.example', 'b.corp.example')));
  const slow = gate();
  memory.kv.plan({ op: 'delete', prefix: 'w:a', until: slow.opened });
  const leaving = memory.store.put(putInput('hq', named(2)));
  await realTime(5);
  await memory.store.put(putInput('lab', named(3, 'b.corp.example')));
  expect(memory.values.get('w:b.corp.example')).toBe('lab');
  slow.open();
  await leaving;
  expect(memory.values.get('w:b.corp.example')).toBe('lab');
  expect(memory.values.has('w:a.corp.example')).toBe(false);
});

test('a clock that is set back does not keep a publication waiting', async () => {
  const memory = createMemoryStore();
  await memory.store.put(putInput('hq', profile(1)));
  memory.advance(-3_600_000);
  expect(taken(await memory.store.put(putInput('hq', profile(2)))).stored.publication?.state).toBe('published');
  expect(revisionInKv(memory)).toBe(2);
});

test('when a name moves to another profile, the former one neither removes nor takes it', async () => {
  const memory = createMemoryStore();
  const named = (n: number, wpad?: string[]) => profile(n, wpad === undefined ? {} : { delivery: { wpad } });
  await memory.store.put(putInput('hq', named(1, ['wpad.corp.example'])));
  memory.kv.plan({ prefix: 'w:', op: 'delete', error: 'refused' });
  await memory.store.put(putInput('hq', named(2)));
  expect(memory.values.get('w:wpad.corp.example')).toBe('hq');
  memory.advance(5_000);
  await memory.store.put(putInput('lab', named(3, ['wpad.corp.example'])));
  expect(memory.values.get('w:wpad.corp.example')).toBe('lab');
  memory.kv.plan();
  memory.advance(60_000);
  await memory.store.runDueWork();
  expect(memory.values.get('w:wpad.corp.example')).toBe('lab');
  expect((await memory.store.get('profile', 'hq'))?.publication?.state).toBe('published');
});
