import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../worker/core/hash.ts';
import { MIGRATIONS, migrate } from '../../worker/store/migrations.ts';
import { openStore } from '../../worker/store/open.ts';
import { ACTOR, profile, putInput, taken } from './harness.ts';
import { createMemoryStore, START } from './memory.ts';

const DOCUMENT = JSON.stringify({
  title: 'Kept',
  proxies: { squid: { scheme: 'http', host: 'proxy.corp.example', port: 3128 } },
  default: 'squid',
});
const TEXT = 'function FindProxyForURL(url,host){return"PROXY proxy.corp.example:3128"}';
const KEY = 'AAAAAAAAAAAAAAAAAAAAAA';

/** What the first version wrote for one published profile with a key, a token and an audit. */
function writtenByTheFirst(): [string, ...(string | number | Uint8Array | null)[]][] {
  const [document, text] = [sha256Hex(DOCUMENT), sha256Hex(TEXT)];
  const bytes = (content: string) => new TextEncoder().encode(content);
  const delivery = JSON.stringify({ access: 'key', networks: null, maxAge: 300, wpad: [] });
  return [
    ["INSERT INTO document VALUES ('profile', 'hq', 1, 'Kept', ?, ?, NULL)", START, START],
    ["INSERT INTO revision VALUES ('profile', 'hq', 1, ?, ?, 'admin', 'put')", document, START],
    ['INSERT INTO chunk VALUES (?, 0, ?)', `document:${document}`, bytes(DOCUMENT)],
    ["INSERT INTO chunk VALUES ('findings:profile/hq', 0, ?)", bytes('[]')],
    ["INSERT INTO slot VALUES ('hq', 'current', 1, ?)", delivery],
    ...['generic', 'apple', 'windows'].map((flavour): [string, ...string[]] => [
      "INSERT INTO variant VALUES ('hq', 'current', '', ?, ?)",
      flavour,
      text,
    ]),
    ['INSERT INTO artifact (hash, size, gzip, orphaned_at) VALUES (?, ?, 60, NULL)', text, TEXT.length],
    ['INSERT INTO chunk VALUES (?, 0, ?)', `artifact:${text}`, bytes(TEXT)],
    [
      "INSERT INTO capability (id, profile, key, hash, created_at, expires_at) VALUES ('k1', 'hq', ?, ?, ?, NULL)",
      KEY,
      sha256Hex(KEY),
      START,
    ],
    [
      `INSERT INTO token (id, hash, name, scopes, profiles, networks, created_at, expires_at, last_used_at, revoked_at)
       VALUES ('t1', ?, 'ci', '["write"]', NULL, NULL, ?, NULL, NULL, NULL)`,
      sha256Hex('secret'),
      START,
    ],
    [
      `INSERT INTO audit (at, author, address, request_id, action, kind, id, revision, key)
       VALUES (?, 'admin', NULL, 'r-0', 'put', 'profile', 'hq', 1, NULL)`,
      START,
    ],
    [
      "INSERT INTO due (task, subject, at, generation, attempts, reason) VALUES ('publish', 'hq', ?, 1, 0, NULL)",
      START,
    ],
  ];
}

describe.each(MIGRATIONS.map((_, index) => index + 1))('a registry of version %d', (version) => {
  /** A world whose database was left by that version, opened by this one. */
  const upgraded = () => {
    const { world, values, advance } = createMemoryStore({ migrations: MIGRATIONS.slice(0, version) });
    for (const [statement, ...bindings] of writtenByTheFirst()) world.sql.all(statement, ...bindings);
    return { store: openStore(world), world, values, advance };
  };

  test('has its documents, keys, tokens and audit in the newest', async () => {
    const { store, world } = upgraded();
    expect(world.sql.all('SELECT version FROM schema_version')).toEqual([{ version: MIGRATIONS.length }]);
    expect(await store.get('profile', 'hq')).toMatchObject({ revision: 1, document: DOCUMENT });
    expect(await store.keys('hq')).toMatchObject([{ id: 'k1', key: KEY }]);
    expect(await store.authenticate(sha256Hex('secret'))).toMatchObject({ id: 't1', scopes: ['write'] });
    expect((await store.audit({ limit: 9, cursor: null }, {})).items).toMatchObject([{ requestId: 'r-0' }]);
  });

  test('publishes what its outbox still had', async () => {
    const { store, values, advance } = upgraded();
    advance(5_000);
    await store.runDueWork();
    expect(JSON.parse(String(values.get('m:hq')))).toMatchObject({ revision: 1, maxAge: 300 });
    expect(values.has(`a:${sha256Hex(TEXT)}`)).toBe(true);
  });

  test('takes new writes', async () => {
    const { store, advance } = upgraded();
    advance(5_000);
    const { stored, previousRevision } = taken(await store.put(putInput('hq', profile(1))));
    expect([previousRevision, stored.revision, stored.publication?.state]).toEqual([1, 2, 'published']);
    taken(
      await store.put({ ...putInput('ads', { format: 'domains', text: 'ads.example\n' }), kind: 'list', actor: ACTOR }),
    );
  });
});

test('software that is too old refuses a newer registry', () => {
  const { world } = createMemoryStore();
  expect(() => migrate(world.sql, MIGRATIONS.slice(0, -1))).toThrow('too old');
});
