import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../../worker/core/hash.ts';
import type { PutInput } from '../../../worker/store/contract/documents.ts';
import type { Page, PageRequest } from '../../../worker/store/contract/page.ts';
import { manifestKey } from '../../../worker/store/kv-keys.ts';
import { ACTOR, profile, putInput, taken } from '../harness.ts';
import { createMemoryStore, type MemoryStore } from '../memory.ts';

const policy = {
  zones: { staff: { networks: ['10.20.0.0/16'] } },
  rules: [{ id: 'web', action: 'allow', from: 'staff', to: 'any', ports: [443] }],
  default: 'deny',
};

/** A store with something of everything. */
async function full(): Promise<MemoryStore> {
  const memory = createMemoryStore();
  const put = async (input: PutInput) => {
    memory.advance(2_000);
    return taken(await memory.store.put(input));
  };
  await put({ ...putInput('ads', { format: 'domains', text: 'ads.example\ntracker.example\n' }), kind: 'list' });
  await put({ ...putInput('campus', policy), kind: 'firewall' });
  const rules = [{ when: { list: 'ads' }, use: 'block' }];
  await put(putInput('hq', profile(1, { rules, firewall: 'campus', delivery: { wpad: ['wpad.corp.example'] } })));
  await put(putInput('hq', profile(2, { rules, firewall: 'campus' })));
  await put(putInput('hq', profile(3, { rules }), { publish: false }));
  await put(putInput('gone', profile(4)));
  memory.advance(2_000);
  await memory.store.delete({ kind: 'profile', id: 'gone', precondition: {}, dryRun: false, actor: ACTOR });
  await memory.store.createKey({ profile: 'hq', overlapSeconds: 86_400, dryRun: false, actor: ACTOR });
  await memory.store.createToken({
    token: {
      name: 'ci',
      scopes: ['write'],
      expiresAt: null,
      profiles: ['hq'],
      networks: null,
      hash: sha256Hex('secret'),
    },
    dryRun: false,
    actor: ACTOR,
  });
  return memory;
}

const bytesOf = async ({ store }: MemoryStore) =>
  new Uint8Array(await new Response(await store.backup()).arrayBuffer());
const textOf = async (memory: MemoryStore) => new TextDecoder().decode(await bytesOf(memory));

/** A backup as it comes from outside, in pieces. */
function streamOf(content: Uint8Array | string, size = 1_000): ReadableStream<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

const restore = (
  { store }: MemoryStore,
  content: Uint8Array | string,
  how: { mode?: 'replace' | 'merge'; dryRun?: boolean } = {},
) => store.restore({ body: streamOf(content), mode: 'merge', dryRun: false, actor: ACTOR, ...how });

async function restored(...input: Parameters<typeof restore>) {
  const outcome = await restore(...input);
  if (!outcome.ok) throw new Error(outcome.damage.detail);
  return outcome.restored;
}

async function all<Item>(read: (page: PageRequest) => Promise<Page<Item> | null>): Promise<Item[]> {
  return [...((await read({ limit: 200, cursor: null }))?.items ?? [])];
}

/** What is kept, as far as a backup has it. */
async function contentsOf({ store }: MemoryStore) {
  const audit = await all((page) => store.audit(page, {}));
  return {
    hq: await store.get('profile', 'hq'),
    gone: await store.get('profile', 'gone'),
    history: await all((page) => store.revisions('profile', 'hq', page)),
    goneHistory: await all((page) => store.revisions('profile', 'gone', page)),
    campus: await store.get('firewall', 'campus'),
    ads: await store.get('list', 'ads'),
    keys: await store.keys('hq'),
    tokens: await all((page) => store.tokens(page)),
    audit: audit.filter(({ action }) => action !== 'restore').map(({ seq: _, ...entry }) => entry),
  };
}

describe('a backup', () => {
  test('is JSON lines between a head and an end', async () => {
    const lines = (await textOf(await full())).trimEnd().split('\n');
    const kinds = lines.map((line) => (JSON.parse(line) as { is: string }).is);
    expect([kinds[0], kinds.at(-1)]).toEqual(['portolan-backup', 'end']);
    expect(new Set(kinds)).toEqual(
      new Set(['portolan-backup', 'content', 'text', 'document', 'revision', 'key', 'token', 'audit', 'end']),
    );
  });

  test('holds no token, only its hash', async () => {
    const text = await textOf(await full());
    expect(text).toContain(sha256Hex('secret'));
    expect(text).not.toContain('"secret"');
  });

  test('is of one moment, whatever is written while it is taken', async () => {
    const memory = await full();
    const before = await textOf(memory);
    const stream = await memory.store.backup();
    taken(await memory.store.put(putInput('later', profile(9))));
    const during = await new Response(stream).text();
    expect(during).not.toContain('later');
    expect(during.split('\n').length).toBe(before.split('\n').length);
  });
});

describe('restore into an empty service', () => {
  test('brings everything back as it was', async () => {
    const before = await full();
    const after = createMemoryStore();
    after.advance(100_000);
    const report = await restored(after, await bytesOf(before));
    expect(report.documents).toEqual({ created: 4, changed: 0, deleted: 0, unchanged: 0, kept: 0 });
    expect(report.rebuilding).toBe(0);
    expect(await contentsOf(after)).toEqual(await contentsOf(before));
  });

  test('serves what was served, and lets wait what waited', async () => {
    const before = await full();
    const after = createMemoryStore();
    await restored(after, await bytesOf(before));
    const manifest = (of: MemoryStore) => JSON.parse(String(of.values.get(manifestKey('hq')))) as object;
    expect(manifest(after)).toEqual({ ...manifest(before), previous: null });
    expect(manifest(after)).toMatchObject({ revision: 2, next: { revision: 3 } });
    expect(after.values.get(manifestKey('gone'))).toBeUndefined();
    expect(after.dangling).toEqual([]);
  });

  test('gives a backup that is the same again, but for the moment and the restoration', async () => {
    const before = await full();
    const after = createMemoryStore();
    await restored(after, await bytesOf(before));
    const lines = async (of: MemoryStore) =>
      (await textOf(of)).split('\n').filter((line) => !/"is":"(?:portolan-backup|end)"|"action":"restore"/.test(line));
    expect(await lines(after)).toEqual(await lines(before));
  });

  test('goes on after a crash in the middle of compiling', async () => {
    const before = await full();
    const after = createMemoryStore({ limits: { publishWait: 0 } });
    await restored(after, await bytesOf(before));
    after.advance(10_000);
    const reopened = after.reopen();
    for (let round = 0; round < 5; round++) {
      await reopened.runDueWork();
      after.advance(5_000);
    }
    expect(JSON.parse(String(after.values.get(manifestKey('hq'))))).toMatchObject({ revision: 2 });
  });

  test('changes nothing in a dry run, and answers what it would do', async () => {
    const content = await bytesOf(await full());
    const after = createMemoryStore();
    const planned = await restored(after, content, { dryRun: true });
    expect(planned.documents.created).toBe(4);
    expect(await after.store.get('profile', 'hq')).toBeNull();
    expect((await restored(after, content)).documents).toEqual(planned.documents);
  });
});

describe('a backup of an earlier version', () => {
  // Written by `PORTOLAN_WRITE_BACKUP=1` with the format that the file is named after; an old one is never written again.
  test.each([1])('of format %d is taken by this one', async (format) => {
    const file = join(import.meta.dirname, `format-${format}.jsonl`);
    if (process.env.PORTOLAN_WRITE_BACKUP !== undefined) await writeFile(file, await bytesOf(await full()));
    const after = createMemoryStore();
    const report = await restored(after, await readFile(file));
    expect(report.documents.created).toBe(4);
    expect((await after.store.get('profile', 'hq'))?.publication).toMatchObject({ state: 'published', revision: 2 });
    expect(await after.store.authenticate(sha256Hex('secret'))).not.toBeNull();
  });
});

describe('restore into a running service', () => {
  test('twice does nothing the second time, in either mode', async () => {
    const content = await bytesOf(await full());
    const after = createMemoryStore();
    await restored(after, content);
    for (const mode of ['merge', 'replace'] as const) {
      const report = await restored(after, content, { mode });
      expect(report).toMatchObject({
        documents: { created: 0, changed: 0, deleted: 0, unchanged: 4, kept: 0 },
        keys: { added: 0, ended: 0 },
        tokens: { added: 0, changed: 0, revoked: 0 },
        audit: { added: 0 },
      });
    }
  });

  test('merge adds what is missing and leaves alone what is there', async () => {
    const content = await bytesOf(await full());
    const running = createMemoryStore();
    taken(await running.store.put(putInput('hq', profile(7))));
    taken(await running.store.put(putInput('mine', profile(8))));
    const report = await restored(running, content);
    expect(report.documents).toMatchObject({ created: 3, changed: 0, deleted: 0, kept: 1 });
    expect((await running.store.get('profile', 'hq'))?.document).toContain('Number 7');
    expect(await running.store.get('profile', 'mine')).not.toBeNull();
    expect(await running.store.get('list', 'ads')).not.toBeNull();
  });

  test('replace makes what the backup has the newest revision, and withdraws the rest; the history stays', async () => {
    const content = await bytesOf(await full());
    const running = createMemoryStore();
    taken(await running.store.put(putInput('hq', profile(7))));
    taken(await running.store.put(putInput('mine', profile(8))));
    running.advance(5_000);
    const report = await restored(running, content, { mode: 'replace' });
    expect(report.documents).toMatchObject({ created: 3, changed: 1, deleted: 1 });
    expect(await running.store.get('profile', 'mine')).toBeNull();
    const hq = await running.store.get('profile', 'hq');
    expect(hq?.document).toContain('Number 3');
    expect(hq?.publication).toMatchObject({ state: 'published', revision: 2 });
    const causes = (await all((page) => running.store.revisions('profile', 'hq', page))).map(({ cause }) => cause);
    expect(causes).toEqual(['restore', 'restore', 'put']);
    expect(await all((page) => running.store.revisions('profile', 'mine', page))).toHaveLength(1);
  });

  test('replace withdraws what only waits, and fetches no list any more that is not in the backup', async () => {
    const content = await bytesOf(await full());
    const running = createMemoryStore();
    taken(await running.store.put(putInput('staged', profile(7), { publish: false })));
    const source = { url: 'https://lists.example/ads', every: '6h' };
    taken(await running.store.put({ ...putInput('feed', { format: 'domains', source }), kind: 'list' }));
    running.advance(5_000);
    await restored(running, content, { mode: 'replace' });
    const left =
      "SELECT profile AS of FROM slot WHERE profile = 'staged' UNION SELECT subject FROM due WHERE task = 'refresh'";
    expect(running.world.sql.all(left)).toEqual([]);
  });

  test('replace ends the keys and tokens that the backup does not have', async () => {
    const content = await bytesOf(await full());
    const running = createMemoryStore();
    taken(await running.store.put(putInput('hq', profile(7))));
    const [old] = (await running.store.keys('hq')) ?? [];
    const token = { name: 'x', scopes: ['read' as const], expiresAt: null, profiles: null, networks: null };
    await running.store.createToken({ token: { ...token, hash: sha256Hex('mine') }, dryRun: false, actor: ACTOR });
    running.advance(5_000);
    const report = await restored(running, content, { mode: 'replace' });
    expect(report).toMatchObject({ keys: { added: 3, ended: 1 }, tokens: { added: 1, revoked: 1 } });
    expect((await running.store.keys('hq'))?.map(({ id }) => id)).not.toContain(old?.id);
    expect(await running.store.authenticate(sha256Hex('mine'))).toBeNull();
    expect(await running.store.authenticate(sha256Hex('secret'))).not.toBeNull();
  });

  test('lets no token in again that was revoked since', async () => {
    const memory = await full();
    const content = await bytesOf(memory);
    const [token] = await all((page) => memory.store.tokens(page));
    await memory.store.revokeToken({ id: token?.id ?? '', dryRun: false, actor: ACTOR });
    await restored(memory, content, { mode: 'replace' });
    expect(await memory.store.authenticate(sha256Hex('secret'))).toBeNull();
  });
});

describe('a damaged backup', () => {
  const refused = async (memory: MemoryStore, content: Uint8Array | string) => {
    const outcome = await restore(memory, content, { mode: 'replace' });
    if (outcome.ok) throw new Error('expected a refusal');
    return outcome.damage;
  };

  test('changes nothing, wherever it is damaged', async () => {
    const content = await bytesOf(await full());
    const running = createMemoryStore();
    taken(await running.store.put(putInput('hq', profile(7))));
    const before = JSON.stringify(await contentsOf(running));
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = content.slice();
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        await refused(running, damaged);
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 2), async (length) => {
        await refused(running, content.slice(0, length));
      }),
      { numRuns: 30 },
    );
    expect(JSON.stringify(await contentsOf(running))).toBe(before);
  });

  test.each([
    ['nothing', '', 'cut short'],
    ['a page', '<html></html>\n', 'expected the head of a backup'],
    ['another format', '{"is":"portolan-backup","format":99,"at":0}\n', 'too old'],
    ['no end', '{"is":"portolan-backup","format":1,"at":0}\n', 'cut short'],
    ['an unknown entry', '{"is":"portolan-backup","format":1,"at":0}\n{"is":"magic"}\n', 'expected an entry'],
  ])('is told for %s', async (_, content, words) => {
    expect((await refused(createMemoryStore(), content)).detail).toContain(words);
  });
});
