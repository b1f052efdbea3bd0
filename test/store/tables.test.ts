/** Do the small parts of the database keep what they say? Migrations, chunks, transactions, the audit's triggers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHUNK_BYTES, deleteChunks, readChunks, writeChunks } from '../../worker/store/chunks.ts';
import { MIGRATIONS, migrate } from '../../worker/store/migrations.ts';
import { FOR_GOOD, transact } from '../../worker/store/transact.ts';
import { schedule } from '../../worker/store/work/due.ts';
import { ACTOR, profile, putInput } from './harness.ts';
import { createMemoryStore, memorySql } from './memory.ts';

const versionOf = (sql: ReturnType<typeof memorySql>) => sql.all('SELECT version FROM schema_version');

test('migrate takes each step once, from any version', () => {
  const sql = memorySql();
  const steps = ['CREATE TABLE one (a INTEGER) STRICT', 'ALTER TABLE one ADD COLUMN b INTEGER'];
  migrate(sql, steps.slice(0, 1));
  sql.all('INSERT INTO one (a) VALUES (1)');
  migrate(sql, steps);
  migrate(sql, steps);
  expect(versionOf(sql)).toMatchObject([{ version: 2 }]);
  expect(sql.all('SELECT * FROM one')).toMatchObject([{ a: 1, b: null }]);
});

test('migrate leaves a step that fails undone, and refuses a database of a newer version', () => {
  const sql = memorySql();
  expect(() =>
    migrate(sql, ['CREATE TABLE one (a INTEGER) STRICT', 'CREATE TABLE two (a INTEGER); nonsense']),
  ).toThrow();
  expect(versionOf(sql)).toMatchObject([{ version: 1 }]);
  expect(() => sql.all('SELECT * FROM two')).toThrow('no such table');
  expect(() => migrate(sql, [])).toThrow('too old');
});

test('migrate brings an empty database to the newest version', () => {
  const sql = memorySql();
  migrate(sql);
  expect(versionOf(sql)).toMatchObject([{ version: MIGRATIONS.length }]);
});

test('writeChunks keeps bytes of any length, in rows that are small enough', () => {
  const { world } = createMemoryStore();
  const lengths = fc.constantFrom(
    0,
    1,
    CHUNK_BYTES - 1,
    CHUNK_BYTES,
    CHUNK_BYTES + 1,
    2 * CHUNK_BYTES,
    3 * CHUNK_BYTES + 7,
  );
  fc.assert(
    fc.property(lengths, fc.integer({ min: 0, max: 255 }), (length, byte) => {
      const bytes = new Uint8Array(length).fill(byte);
      if (length > 0) bytes[length - 1] = 1;
      writeChunks(world.sql, 'artifact:x', bytes);
      expect(Buffer.compare(readChunks(world.sql, 'artifact:x') ?? new Uint8Array(1), bytes)).toBe(0);
      const [row] = world.sql.all<{ longest: number }>('SELECT max(length(bytes)) AS longest FROM chunk');
      expect(row?.longest).toBeLessThanOrEqual(CHUNK_BYTES);
    }),
    { numRuns: 30 },
  );
  deleteChunks(world.sql, 'artifact:x');
  expect(readChunks(world.sql, 'artifact:x')).toBeNull();
});

test('transact keeps all or nothing, tries without keeping, and refuses work that is not done at once', () => {
  const { world, alarms } = createMemoryStore();
  const due = () => world.sql.all('SELECT subject FROM due');
  const add = (subject: string) => schedule(world.sql, 'publish', subject, 5);
  expect(transact(world, { dryRun: true }, () => add('dry') ?? 'answer')).toBe('answer');
  expect(due()).toEqual([]);
  expect(alarms).toEqual([]);
  const failing = () => {
    add('failing');
    throw new Error('in the middle');
  };
  expect(() => transact(world, FOR_GOOD, failing)).toThrow('in the middle');
  expect(() => transact(world, FOR_GOOD, async () => add('later'))).toThrow('found a promise');
  expect(due()).toEqual([]);
  transact(world, FOR_GOOD, () => add('kept'));
  expect(due()).toMatchObject([{ subject: 'kept' }]);
  expect(alarms).toEqual([5]);
});

test('the database itself refuses to change or remove an entry of the audit', async () => {
  const { store, world } = createMemoryStore();
  await store.put(putInput('hq', profile(1), { actor: ACTOR }));
  for (const statement of ["UPDATE audit SET author = 'nobody'", 'DELETE FROM audit']) {
    expect(() => world.sql.all(statement)).toThrow('append-only');
  }
});

test('nothing in the database but the table of keys holds a key', async () => {
  const { store, world } = createMemoryStore();
  await store.put(putInput('hq', profile(1)));
  await store.createKey({ profile: 'hq', overlapSeconds: 60, dryRun: false, actor: ACTOR });
  const tables = world.sql
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'capability'")
    .map(({ name }) => JSON.stringify(world.sql.all(`SELECT * FROM ${name}`)));
  for (const { key } of (await store.keys('hq')) ?? []) {
    for (const content of tables) expect(content).not.toContain(key);
  }
});

test('a profile keeps at most 500 reports, the newest, and takes a thousand an hour', async () => {
  const { store, world, advance } = createMemoryStore();
  await store.put(putInput('hq', profile(1)));
  const send = (client: string, problems: number) => {
    const nothing = { proxies: [], routes: [], direct: null, zone: null };
    return store.keepReport({
      profile: 'hq',
      client,
      report: { doctor: 1, profile: 'hq', tool: 'nc', ...nothing, problems },
    });
  };
  for (let n = 0; n < 1_000; n++) expect(await send(`10.20.${n >> 8}.${n & 255}`, n)).toEqual({ ok: true });
  const [row] = world.sql.all("SELECT count(*) AS kept, min(json_extract(report, '$.problems')) AS oldest FROM report");
  expect(row).toMatchObject({ kept: 500, oldest: 500 });
  expect(await send('10.22.0.1', 0)).toMatchObject({ ok: false, what: 'reports hq' });
  advance(3_600_000);
  expect(await send('10.22.0.1', 0)).toEqual({ ok: true });
});
