/** When is it found out how small a kept text becomes? */
import { expect, test } from 'vitest';
import { keepArtifacts } from '../../worker/store/publication/artifacts.ts';
import { brotli } from '../../worker/store/publication/compress.ts';
import { putInput, taken } from './harness.ts';
import { createMemoryStore, type MemoryStore } from './memory.ts';

const sizes = ({ world }: MemoryStore) =>
  world.sql.all<{ hash: string; brotli: number | null }>('SELECT hash, brotli FROM artifact ORDER BY hash');

test('keepArtifacts leaves Brotli to the publication when it is told to', () => {
  const memory = createMemoryStore();
  const bytes = new TextEncoder().encode('function FindProxyForURL() { return "DIRECT"; }');
  const text = { zone: '', flavour: 'generic', bytes, gzip: 60 } as const;
  keepArtifacts(memory.world.sql, [{ ...text, hash: 'aa' }], { now: 0, brotli: 'later' });
  keepArtifacts(memory.world.sql, [{ ...text, hash: 'bb' }], { now: 0, brotli: 'now' });
  expect(sizes(memory)).toEqual([
    { hash: 'aa', brotli: null },
    { hash: 'bb', brotli: brotli(bytes).byteLength },
  ]);
});

test('a text that was made anew as its list changed has its size after Brotli once it is published', async () => {
  const memory = createMemoryStore();
  const list = (text: string) => memory.store.put(putInput('ads', { format: 'domains', text }, { kind: 'list' }));
  const follower = {
    proxies: { p: { scheme: 'http', host: 'p.example', port: 3128 } },
    rules: [{ when: { list: 'ads' }, use: 'block' }],
    default: 'p',
  };
  taken(await list('one.example\n'));
  taken(await memory.store.put(putInput('hq', follower)));
  const before = sizes(memory).length;
  expect(taken(await list('other.example\n')).dependents).toMatchObject([{ profile: 'hq', state: 'published' }]);
  expect(sizes(memory).length).toBeGreaterThan(before);
  expect(sizes(memory).every((one) => Number(one.brotli) > 0)).toBe(true);
});
