/** What must hold for keys, tokens and the audit? */
import { expect, test } from 'vitest';
import { sha256Hex } from '../../../worker/core/hash.ts';
import type { NewToken } from '../../../worker/store/contract/access.ts';
import type { AuditFilter } from '../../../worker/store/contract/audit.ts';
import { A_WHILE, ACTOR, all, type Harness, manifestInKv, profile, put, remove, stored } from '../harness.ts';

const token = (more: Partial<NewToken> = {}): NewToken => ({
  name: 'ci',
  scopes: ['read', 'write'],
  expiresAt: null,
  profiles: null,
  networks: null,
  hash: sha256Hex('secret'),
  ...more,
});

export function accessContract(open: () => Promise<Harness>): void {
  const rotate = (h: Harness, overlapSeconds: number, dryRun = false) => {
    h.advance(A_WHILE);
    return h.store().createKey({ profile: 'hq', overlapSeconds, dryRun, actor: ACTOR });
  };
  const idsOf = async (h: Harness) => ((await h.store().keys('hq')) ?? []).map(({ id }) => id);

  test('a profile is created with one key of at least 128 random bits', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    await put(h, 'lab', profile(1));
    const keys = [...((await h.store().keys('hq')) ?? []), ...((await h.store().keys('lab')) ?? [])];
    expect(keys).toHaveLength(2);
    for (const { key, expiresAt } of keys) {
      expect(key).toMatch(/^[A-Za-z0-9_-]{22,}$/);
      expect(expiresAt).toBeNull();
    }
    expect(keys[0]?.key).not.toBe(keys[1]?.key);
    expect(await h.store().keys('nobody')).toBeNull();
  });

  test('createKey lets the older ones go on for the overlap, and then they are gone', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const [old] = (await h.store().keys('hq')) ?? [];
    const made = await rotate(h, 3_600);
    expect((await stored(h, 'hq')).publication?.pacUrl).toBe(`/pac/hq/${made?.key}.pac`);
    const [first, second] = (await h.store().keys('hq')) ?? [];
    expect(first).toEqual(made);
    expect(second).toMatchObject({ id: old?.id, key: old?.key });
    const end = Date.parse(second?.expiresAt ?? '');
    expect(end - Date.parse(made?.createdAt ?? '')).toBe(3_600_000);
    expect((await manifestInKv(h, 'hq')).keys).toEqual([
      { hash: sha256Hex(made?.key ?? ''), expiresAt: null },
      { hash: sha256Hex(old?.key ?? ''), expiresAt: end },
    ]);

    h.advance(3_600_000);
    await h.ring();
    expect(await idsOf(h)).toEqual([made?.id]);
    h.advance(A_WHILE);
    await h.ring();
    expect((await manifestInKv(h, 'hq')).keys).toHaveLength(1);
    expect(await h.store().createKey({ profile: 'nobody', overlapSeconds: 1, dryRun: false, actor: ACTOR })).toBeNull();
  });

  test('createKey never gives an older key more time than it had', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    await rotate(h, 60);
    const before = ((await h.store().keys('hq')) ?? [])[1]?.expiresAt;
    await rotate(h, 86_400);
    expect(((await h.store().keys('hq')) ?? [])[2]?.expiresAt).toBe(before);
  });

  test('createKey without overlap ends the older key at once', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const made = await rotate(h, 0);
    expect(await idsOf(h)).toEqual([made?.id]);
    expect((await manifestInKv(h, 'hq')).keys).toHaveLength(1);
  });

  test('revokeKey ends a key at once, and knows those that are none', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const [key] = (await h.store().keys('hq')) ?? [];
    h.advance(A_WHILE);
    const revoke = { profile: 'hq', keyId: key?.id ?? '', dryRun: false, actor: ACTOR };
    expect(await h.store().revokeKey({ ...revoke, dryRun: true })).toBe(true);
    expect(await idsOf(h)).toHaveLength(1);
    expect(await h.store().revokeKey({ ...revoke, keyId: 'k0' })).toBe(false);
    expect(await h.store().revokeKey({ ...revoke, profile: 'nobody' })).toBe(false);
    expect(await h.store().revokeKey(revoke)).toBe(true);
    expect(await h.store().revokeKey(revoke)).toBe(false);
    expect(await idsOf(h)).toEqual([]);
    expect((await manifestInKv(h, 'hq')).keys).toEqual([]);
    expect((await stored(h, 'hq')).publication?.pacUrl).toBeNull();
  });

  test('createKey as a dry run keeps nothing', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const before = await h.store().keys('hq');
    expect(await rotate(h, 60, true)).toMatchObject({ expiresAt: null });
    expect(await h.store().keys('hq')).toEqual(before);
  });

  test('keys outlive a withdrawal, so that a revived profile has its URLs again', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const before = await h.store().keys('hq');
    await remove(h, 'hq');
    expect(await h.store().keys('hq')).toBeNull();
    await put(h, 'hq', profile(1));
    expect(await h.store().keys('hq')).toEqual(before);
  });

  test('authenticate knows live tokens by hash only', async () => {
    const h = await open();
    const kept = await h.store().createToken({
      token: token({ profiles: ['hq'], networks: ['192.0.2.0/24'] }),
      dryRun: false,
      actor: ACTOR,
    });
    expect(kept).toMatchObject({ name: 'ci', scopes: ['read', 'write'], lastUsedAt: null, revokedAt: null });
    expect(await h.store().authenticate(sha256Hex('secret'))).toEqual({
      id: kept.id,
      scopes: ['read', 'write'],
      profiles: ['hq'],
      networks: ['192.0.2.0/24'],
    });
    for (const hash of [sha256Hex('other'), 'secret', '', kept.id, '%', "' OR 1=1 --"]) {
      expect(await h.store().authenticate(hash)).toBeNull();
    }
    expect(await h.store().revokeToken({ id: kept.id, dryRun: true, actor: ACTOR })).toBe(true);
    expect(await h.store().authenticate(sha256Hex('secret'))).not.toBeNull();
    expect(await h.store().revokeToken({ id: kept.id, dryRun: false, actor: ACTOR })).toBe(true);
    expect(await h.store().revokeToken({ id: kept.id, dryRun: false, actor: ACTOR })).toBe(false);
    expect(await h.store().authenticate(sha256Hex('secret'))).toBeNull();
    expect(await all((page) => h.store().tokens(page))).toMatchObject([{ id: kept.id, revokedAt: expect.any(String) }]);
  });

  test('authenticate refuses a token from the moment of its expiry', async () => {
    const h = await open();
    const probe = await h.store().createToken({ token: token(), dryRun: true, actor: ACTOR });
    const expiresAt = new Date(Date.parse(probe.createdAt) + 600_000).toISOString();
    await h.store().createToken({ token: token({ expiresAt }), dryRun: false, actor: ACTOR });
    h.advance(590_000);
    expect(await h.store().authenticate(sha256Hex('secret'))).not.toBeNull();
    h.advance(10_000);
    expect(await h.store().authenticate(sha256Hex('secret'))).toBeNull();
  });

  test('rotateToken gives the rights of a token to a new one, and ends the old one after the overlap', async () => {
    const h = await open();
    const old = await h.store().createToken({
      token: token({ profiles: ['hq'], networks: ['192.0.2.0/24'] }),
      dryRun: false,
      actor: ACTOR,
    });
    const rotation = { id: old.id, hash: sha256Hex('new'), overlapSeconds: 600, actor: ACTOR };
    expect(await h.store().rotateToken({ ...rotation, dryRun: true })).toMatchObject({ name: 'ci' });
    expect(await h.store().authenticate(sha256Hex('new'))).toBeNull();
    const made = await h.store().rotateToken({ ...rotation, dryRun: false });
    expect(made).toMatchObject({
      name: 'ci',
      scopes: ['read', 'write'],
      profiles: ['hq'],
      networks: ['192.0.2.0/24'],
      expiresAt: null,
      lastUsedAt: null,
    });
    expect(await h.store().authenticate(sha256Hex('new'))).toMatchObject({ id: made?.id });
    h.advance(590_000);
    expect(await h.store().authenticate(sha256Hex('secret'))).toMatchObject({ id: old.id });
    h.advance(10_000);
    expect(await h.store().authenticate(sha256Hex('secret'))).toBeNull();
    expect(await h.store().authenticate(sha256Hex('new'))).not.toBeNull();
  });

  test('rotateToken gives no token more time than it had, and replaces no dead one', async () => {
    const h = await open();
    const probe = await h.store().createToken({ token: token(), dryRun: true, actor: ACTOR });
    const expiresAt = new Date(Date.parse(probe.createdAt) + 600_000).toISOString();
    const old = await h.store().createToken({ token: token({ expiresAt }), dryRun: false, actor: ACTOR });
    const rotation = { id: old.id, overlapSeconds: 86_400, dryRun: false, actor: ACTOR };
    const made = await h.store().rotateToken({ ...rotation, hash: sha256Hex('new') });
    expect(Date.parse(made?.expiresAt ?? '') - Date.parse(made?.createdAt ?? '')).toBeGreaterThanOrEqual(599_000);
    h.advance(600_000);
    expect(await h.store().authenticate(sha256Hex('secret'))).toBeNull();
    expect(await h.store().rotateToken({ ...rotation, hash: sha256Hex('newer') })).toBeNull();
    expect(await h.store().rotateToken({ ...rotation, id: 'nothing', hash: sha256Hex('newer') })).toBeNull();
  });

  test('beginCall remembers a bounded number of answers of one caller, and those of others', async () => {
    const h = await open();
    const call = (caller: string, key: string) => ({ caller, key, fingerprint: 'f', requestId: `r-${key}` });
    const answer = { status: 200, headers: {}, body: '{}' };
    for (const one of [call('t2', 'other'), ...Array.from({ length: 201 }, (_, n) => call('t1', `k${1_000 + n}`))]) {
      h.advance(1);
      expect(await h.store().beginCall(one)).toEqual({ state: 'new' });
      await h.store().finishCall(one, answer);
    }
    expect(await h.store().beginCall(call('t1', 'k1000'))).toEqual({ state: 'new' });
    expect(await h.store().beginCall(call('t1', 'k1200'))).toMatchObject({ state: 'done', answer });
    expect(await h.store().beginCall(call('t2', 'other'))).toMatchObject({ state: 'done', answer });
  });

  test('authenticate notes the last use once a minute', async () => {
    const h = await open();
    await h.store().createToken({ token: token(), dryRun: false, actor: ACTOR });
    const used = async () => (await h.store().tokens({ limit: 1, cursor: null })).items[0]?.lastUsedAt ?? '';
    await h.store().authenticate(sha256Hex('secret'));
    const first = await used();
    h.advance(30_000);
    await h.store().authenticate(sha256Hex('secret'));
    expect(await used()).toBe(first);
    h.advance(30_000);
    await h.store().authenticate(sha256Hex('secret'));
    expect(Date.parse(await used()) - Date.parse(first)).toBeGreaterThanOrEqual(60_000);
  });

  test('createToken as a dry run keeps nothing; tokens are listed newest first', async () => {
    const h = await open();
    await h.store().createToken({ token: token(), dryRun: true, actor: ACTOR });
    expect(await h.store().authenticate(sha256Hex('secret'))).toBeNull();
    for (const name of ['one', 'two', 'three']) {
      await h.store().createToken({ token: token({ name, hash: sha256Hex(name) }), dryRun: false, actor: ACTOR });
    }
    const names = (await all((page) => h.store().tokens(page), 2)).map(({ name }) => name);
    expect(names).toEqual(['three', 'two', 'one']);
  });

  test('the audit tells of every change, newest first, and of nothing else', async () => {
    const h = await open();
    const { stored: first } = await put(h, 'hq', profile(1));
    await put(h, 'hq', profile(2), { publish: false });
    h.advance(A_WHILE);
    await h.store().publish({ id: 'hq', revision: 2, precondition: {}, dryRun: false, actor: ACTOR });
    const key = await rotate(h, 60);
    h.advance(A_WHILE);
    await h.store().revokeKey({ profile: 'hq', keyId: key?.id ?? '', dryRun: false, actor: ACTOR });
    const made = await h.store().createToken({ token: token(), dryRun: false, actor: { ...ACTOR, by: 'admin' } });
    await h.store().authenticate(sha256Hex('secret'));
    await h.store().revokeToken({ id: made.id, dryRun: false, actor: ACTOR });
    await remove(h, 'hq');
    h.advance(A_WHILE);
    const revive = { kind: 'profile', id: 'hq', revision: 1, precondition: {}, dryRun: false, actor: ACTOR } as const;
    await h.store().rollback(revive);

    const entries = await all((page) => h.store().audit(page, {}), 4);
    expect(entries.map(({ action, kind, id, revision, key: k }) => [action, kind, id, revision, k])).toEqual([
      ['rollback', 'profile', 'hq', 3, null],
      ['delete', 'profile', 'hq', 2, null],
      ['token.revoke', 'token', made.id, null, null],
      ['token.create', 'token', made.id, null, null],
      ['key.revoke', 'profile', 'hq', null, key?.id],
      ['key.create', 'profile', 'hq', null, key?.id],
      ['publish', 'profile', 'hq', 2, null],
      ['put', 'profile', 'hq', 2, null],
      ['put', 'profile', 'hq', 1, null],
    ]);
    expect(entries[0]).toMatchObject({ by: 'tester', from: '192.0.2.7', requestId: 'r-1' });
    const text = JSON.stringify(entries);
    for (const secret of [key?.key, first.publication?.pacUrl, sha256Hex('secret'), sha256Hex(key?.key ?? '')]) {
      expect(text).not.toContain(secret);
    }
    expect(await h.store().auditEntry(entries[0]?.seq ?? 0)).toEqual(entries[0]);
    expect(await h.store().auditEntry(999)).toBeNull();
    const count = async (filter: AuditFilter) =>
      (await h.store().audit({ limit: 9, cursor: null }, filter)).items.length;
    expect(await count({ action: 'put' })).toBe(2);
    const last = Date.parse(entries[0]?.at ?? '');
    expect([await count({ since: last }), await count({ until: last })]).toEqual([1, 8]);
    expect((await h.store().audit({ limit: 9, cursor: null }, { by: 'admin' })).items).toHaveLength(1);
    expect((await h.store().audit({ limit: 9, cursor: null }, { kind: 'token' })).items).toHaveLength(2);
    expect((await h.store().audit({ limit: 9, cursor: null }, { kind: 'profile', id: 'lab' })).items).toEqual([]);
  });
}
