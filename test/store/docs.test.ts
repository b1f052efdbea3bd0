/** Does docs/storage.md say what the tables in the code say? */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KV_KEYS } from '../../worker/store/kv-keys.ts';
import { createMemoryStore } from './memory.ts';

const page = readFileSync(`${import.meta.dirname}/../../docs/storage.md`, 'utf8');

/** The cells of each row of the table under a heading, without the head. */
function tableUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const table = section.split('\n\n').find((block) => block.startsWith('|')) ?? '';
  const rows = table.split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('docs/storage.md lists exactly the keys of KV', () => {
  const wanted = Object.values(KV_KEYS).map(({ prefix, rest, value }) => [`\`${prefix}{${rest}}\``, value]);
  expect(tableUnder('Keys in KV')).toEqual(wanted);
});

test('docs/storage.md lists exactly the tables of the registry', () => {
  const { world } = createMemoryStore();
  const tables = world.sql
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .map(({ name }) => `\`${name}\``);
  const listed = tableUnder('Tables of the registry').map(([name]) => name);
  expect([...listed].sort()).toEqual([...tables].sort());
});

test('docs/storage.md names every field of a manifest', async () => {
  const { store } = createMemoryStore();
  const document = { proxies: { squid: { scheme: 'http', host: 'p.example', port: 3128 } }, default: 'squid' };
  const actor = { by: 't', from: null, requestId: 'r' };
  const common = { publish: true, dryRun: false, actor, cause: 'put', precondition: {} } as const;
  await store.put({ kind: 'profile', id: 'hq', document, ...common });
  const manifest = await store.manifest('hq');
  for (const field of Object.keys(manifest ?? {})) expect(page).toContain(`\`${field}\``);
  expect(Object.keys(manifest ?? {})).toHaveLength(10);
});
