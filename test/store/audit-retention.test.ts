import { describe, expect, test } from 'vitest';
import { retentionOf } from '../../worker/store/audit-retention.ts';
import { ACTOR, profile, putInput, taken } from './harness.ts';
import { createMemoryStore, type MemoryStore } from './memory.ts';

const DAY = 86_400_000;
const actionsOf = async ({ store }: MemoryStore) =>
  (await store.audit({ limit: 50, cursor: null }, {})).items.map(({ action }) => action);

describe('retentionOf', () => {
  test.each([
    ['365d', 365 * DAY],
    ['30d', 30 * DAY],
  ])('reads %s', (setting, ms) => {
    expect(retentionOf(setting)).toBe(ms);
  });

  test.each([undefined, '', '29d', '0d', '12h', '1y', '365', '-90d', '1e3d'])('keeps everything for %s', (setting) => {
    expect(retentionOf(setting)).toBeNull();
  });
});

describe('the audit', () => {
  const aged = async (memory: MemoryStore) => {
    taken(await memory.store.put(putInput('old', profile(1))));
    memory.advance(31 * DAY);
    taken(await memory.store.put(putInput('young', profile(2))));
    await memory.store.runDueWork();
    return memory;
  };

  test('is kept for ever without a setting', async () => {
    expect(await actionsOf(await aged(createMemoryStore()))).toEqual(['put', 'put']);
  });

  test('loses what is older than the setting, and says that it did', async () => {
    const memory = await aged(createMemoryStore({ auditRetention: 30 * DAY }));
    const { items } = await memory.store.audit({ limit: 50, cursor: null }, {});
    expect(items.map(({ action, id, by }) => [action, id, by])).toEqual([
      ['trim', '2026-11-25T12:00:00.000Z', 'clock'],
      ['put', 'young', ACTOR.by],
    ]);
  });

  test('is looked at again every day, without a further entry when nothing was old', async () => {
    const memory = await aged(createMemoryStore({ auditRetention: 30 * DAY }));
    memory.advance(DAY);
    await memory.store.runDueWork();
    expect(await actionsOf(memory)).toEqual(['trim', 'put']);
    memory.advance(31 * DAY);
    await memory.store.runDueWork();
    expect(await actionsOf(memory)).toEqual(['trim']);
  });

  test('cannot be changed or shortened by anything else', () => {
    const { world } = createMemoryStore({ auditRetention: 30 * DAY });
    world.sql.all(
      "INSERT INTO audit (at, author, request_id, action) VALUES (1, 'a', 'r', 'put'), (2, 'a', 'r', 'put')",
    );
    expect(() => world.sql.all('DELETE FROM audit')).toThrow('append-only');
    expect(() => world.sql.all("UPDATE audit SET author = 'b'")).toThrow('append-only');
  });
});
