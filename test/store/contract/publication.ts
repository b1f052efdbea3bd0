/** What must hold for publication: texts before pointers, stages, names, withdrawal, clean-up? */
import { expect, test } from 'vitest';
import { sha256Hex } from '../../../worker/core/hash.ts';
import { artifactKey, manifestKey, wpadKey } from '../../../worker/store/kv-keys.ts';
import { ACTOR, type Harness, manifestInKv, profile, put, putInput, remove, stored, taken } from '../harness.ts';

const DAY = 24 * 60 * 60 * 1000;

export function publicationContract(open: () => Promise<Harness>): void {
  test('put publishes at once, each text under its hash', async () => {
    const h = await open();
    const { stored: kept } = await put(h, 'hq', profile(1));
    const publication = kept.publication;
    expect(publication).toMatchObject({ state: 'published', revision: 1 });
    expect(publication?.reason).toBeUndefined();
    expect(publication?.pacUrl).toMatch(/^\/pac\/hq\/[A-Za-z0-9_-]{22,}\.pac$/);
    expect(publication?.artifacts.map((artifact) => artifact.for)).toEqual(['apple', 'generic', 'windows']);
    for (const { zone, hash, bytes, gzip } of publication?.artifacts ?? []) {
      const text = await h.kv(artifactKey(hash));
      expect(zone).toBeNull();
      expect(sha256Hex(text ?? '')).toBe(hash);
      expect(bytes).toBe(text?.length);
      expect(gzip).toBeGreaterThan(20);
      expect(new TextDecoder().decode((await h.store().artifact(hash)) ?? new Uint8Array())).toBe(text);
    }
  });

  test('put writes the manifest as the registry has it, after all texts', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const manifest = await manifestInKv(h, 'hq');
    expect(manifest).toEqual(await h.store().manifest('hq'));
    expect(manifest).toMatchObject({ id: 'hq', revision: 1, access: 'key', maxAge: 300, networks: null });
    expect(manifest).toMatchObject({ previous: null, next: null });
    const keys = h.writes().map(({ key }) => key.slice(0, 2));
    expect(keys).toEqual([...keys.slice(0, -1).map(() => 'a:'), 'm:']);
  });

  test('the manifest holds hashes of keys, never a key', async () => {
    const h = await open();
    const { stored: kept } = await put(h, 'hq', profile(1));
    const [key] = (await h.store().keys('hq')) ?? [];
    const text = await h.kv(manifestKey('hq'));
    expect(kept.publication?.pacUrl).toBe(`/pac/hq/${key?.key}.pac`);
    expect(text).not.toContain(key?.key);
    expect(JSON.parse(text ?? '').keys).toEqual([{ hash: sha256Hex(key?.key ?? ''), expiresAt: null }]);
  });

  test('delivery settings of the published document stand in the manifest', async () => {
    const h = await open();
    const delivery = { access: 'public', networks: ['192.0.2.0/24'], maxAge: 60 };
    const { stored: kept } = await put(h, 'hq', profile(1, { delivery }));
    expect(kept.publication?.pacUrl).toBe('/pac/hq.pac');
    expect(await manifestInKv(h, 'hq')).toMatchObject(delivery);
  });

  test('the manifest names what was served before, also when the same texts were published again', async () => {
    const h = await open();
    const { stored: first } = await put(h, 'hq', profile(1));
    await put(h, 'hq', profile(2));
    const firstTexts = Object.fromEntries(
      (first.publication?.artifacts ?? []).map((artifact) => [`|${artifact.for}`, artifact.hash]),
    );
    const previous = { revision: 1, artifacts: firstTexts };
    expect((await manifestInKv(h, 'hq'))?.previous).toEqual(previous);
    await put(h, 'hq', { ...profile(2), title: 'Only the title differs' });
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 3, previous });
  });

  test('a text is put once, however often it is named', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    await put(h, 'hq', profile(2));
    await put(h, 'hq', profile(1));
    const texts = h.writes().filter(({ key }) => key.startsWith('a:'));
    expect(new Set(texts.map(({ key }) => key)).size).toBe(texts.length);
  });

  test('publish=false stages: served stays what it was, the new revision is the next', async () => {
    const h = await open();
    await put(h, 'hq', profile(1, { delivery: { maxAge: 60 } }));
    const staged = await put(h, 'hq', profile(2, { delivery: { maxAge: 90 } }), { publish: false });
    expect(staged).toMatchObject({ change: 'replaced', stored: { revision: 2 } });
    expect(staged.stored.publication).toMatchObject({ state: 'published', revision: 1 });
    const manifest = await manifestInKv(h, 'hq');
    expect(manifest).toMatchObject({ revision: 1, maxAge: 60, next: { revision: 2 } });
    for (const hash of Object.values(manifest.next.artifacts as Record<string, string>)) {
      expect(await h.kv(artifactKey(hash))).not.toBeNull();
    }
    expect(await put(h, 'hq', profile(2, { delivery: { maxAge: 90 } }), { publish: false })).toMatchObject({
      change: 'unchanged',
    });

    h.advance(2_000);
    const publish = { id: 'hq', revision: 2, precondition: {}, dryRun: false, actor: ACTOR };
    const tried = taken(await h.store().publish({ ...publish, dryRun: true }));
    expect(tried.stored.publication).toMatchObject({ state: 'published', revision: 2 });
    expect((await stored(h, 'hq')).publication).toMatchObject({ revision: 1 });
    const published = taken(await h.store().publish(publish));
    expect(published).toEqual(tried);
    expect(await manifestInKv(h, 'hq')).toMatchObject({
      revision: 2,
      maxAge: 90,
      next: null,
      previous: { revision: 1 },
    });
    expect(taken(await h.store().publish(publish)).change).toBe('unchanged');
  });

  test('put of the staged document publishes it without a new revision', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    await put(h, 'hq', profile(2), { publish: false });
    const published = await put(h, 'hq', profile(2));
    expect(published).toMatchObject({ change: 'unchanged', stored: { revision: 2, publication: { revision: 2 } } });
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 2, next: null });
    const audit = await h.store().audit({ limit: 1, cursor: null }, {});
    expect(audit.items).toMatchObject([{ action: 'publish', revision: 2 }]);
  });

  test('a profile that was only staged is held: nothing is served, the next can be tried', async () => {
    const h = await open();
    const { stored: kept } = await put(h, 'hq', profile(1), { publish: false });
    expect(kept.publication).toMatchObject({ state: 'held', revision: null, artifacts: [] });
    expect(kept.publication?.reason).toContain('Revision 1');
    expect(await manifestInKv(h, 'hq')).toMatchObject({ revision: 0, artifacts: {}, next: { revision: 1 } });
  });

  test('publish of an older revision lets the newest wait', async () => {
    const h = await open();
    for (const n of [1, 2, 3]) await put(h, 'hq', profile(n));
    h.advance(2_000);
    taken(await h.store().publish({ id: 'hq', revision: 1, precondition: {}, dryRun: false, actor: ACTOR }));
    expect(await manifestInKv(h, 'hq')).toMatchObject({
      revision: 1,
      previous: { revision: 3 },
      next: { revision: 3 },
    });
    expect((await stored(h, 'hq')).revision).toBe(3);
  });

  test('publish refuses what is not there', async () => {
    const h = await open();
    const missing = { ok: false, reason: 'missing' };
    const publish = { id: 'hq', revision: 1, precondition: {}, dryRun: false, actor: ACTOR };
    expect(await h.store().publish(publish)).toEqual(missing);
    await put(h, 'hq', profile(1));
    expect(await h.store().publish({ ...publish, revision: 2 })).toEqual(missing);
    await remove(h, 'hq');
    expect(await h.store().publish(publish)).toEqual(missing);
  });

  test('publish heeds If-Match: the tag of the newest revision, whichever is published', async () => {
    const h = await open();
    const publish = { id: 'hq', revision: 1, dryRun: false, actor: ACTOR };
    const stale = await h.store().publish({ ...publish, precondition: { ifMatch: '*' } });
    expect(stale).toEqual({ ok: false, reason: 'stale', etag: null });
    const { stored: first } = await put(h, 'hq', profile(1));
    const { stored: second } = await put(h, 'hq', profile(2));
    const refused = await h.store().publish({ ...publish, precondition: { ifMatch: [first.etag] } });
    expect(refused).toEqual({ ok: false, reason: 'stale', etag: second.etag });
    expect((await stored(h, 'hq')).publication).toMatchObject({ revision: 2 });
    const published = taken(await h.store().publish({ ...publish, precondition: { ifMatch: [second.etag] } }));
    expect(published.stored.publication).toMatchObject({ revision: 1 });
  });

  test('delete withdraws manifest and names from KV', async () => {
    const h = await open();
    await put(h, 'hq', profile(1, { delivery: { wpad: ['wpad.corp.example'] } }));
    expect(await h.kv(wpadKey('wpad.corp.example'))).toBe('hq');
    await remove(h, 'hq');
    expect(await h.kv(manifestKey('hq'))).toBeNull();
    expect(await h.kv(wpadKey('wpad.corp.example'))).toBeNull();
    expect(await h.store().manifest('hq')).toBeNull();
    expect(await h.store().wpad('wpad.corp.example')).toBeNull();
  });

  test('a WPAD name belongs to one profile, also while it waits, and is free again afterwards', async () => {
    const h = await open();
    const named = (...wpad: string[]) => profile(1, { delivery: { wpad } });
    await put(h, 'hq', named('wpad.corp.example'));
    await put(h, 'lab', named('wpad.lab.example'), { publish: false });
    const taking = await h
      .store()
      .put(putInput('branch', named('wpad.b.example', 'wpad.corp.example', 'wpad.lab.example')));
    expect(taking).toMatchObject({ ok: false, reason: 'invalid' });
    const errors =
      taking.ok || taking.reason !== 'invalid' ? [] : taking.findings.filter((f) => f.severity === 'error');
    expect(errors.map(({ code, path, found }) => [code, path, found])).toEqual([
      ['delivery.wpad-taken', '/delivery/wpad/1', 'wpad.corp.example'],
      ['delivery.wpad-taken', '/delivery/wpad/2', 'wpad.lab.example'],
    ]);
    expect(await h.store().wpad('wpad.corp.example')).toBe('hq');
    expect(await h.store().wpad('wpad.lab.example')).toBeNull();

    await put(h, 'hq', named('wpad.hq.example'));
    expect(await h.kv(wpadKey('wpad.corp.example'))).toBeNull();
    await put(h, 'branch', named('wpad.corp.example'));
    expect(await h.kv(wpadKey('wpad.corp.example'))).toBe('branch');
    expect(await h.kv(wpadKey('wpad.hq.example'))).toBe('hq');
  });

  test('texts that no manifest names for seven days are cleaned from KV and registry, no others', async () => {
    const h = await open();
    const hashes = ({ stored: kept }: Awaited<ReturnType<typeof put>>) =>
      (kept.publication?.artifacts ?? []).map(({ hash }) => hash);
    const [first, second, third] = [
      hashes(await put(h, 'hq', profile(1))),
      hashes(await put(h, 'hq', profile(2))),
      hashes(await put(h, 'hq', profile(3))),
    ];
    h.advance(7 * DAY - 60_000);
    await h.ring();
    for (const hash of first) expect(await h.kv(artifactKey(hash))).not.toBeNull();
    h.advance(60_000);
    await h.ring();
    for (const hash of first) {
      expect(await h.kv(artifactKey(hash))).toBeNull();
      expect(await h.store().artifact(hash)).toBeNull();
    }
    for (const hash of [...second, ...third]) {
      expect(await h.kv(artifactKey(hash))).not.toBeNull();
      expect(await h.store().artifact(hash)).not.toBeNull();
    }
    const revived = hashes(await put(h, 'hq', profile(1)));
    expect(revived).toEqual(first);
    for (const hash of first) expect(await h.kv(artifactKey(hash))).not.toBeNull();
  });

  test('a text that is named again in time is not cleaned', async () => {
    const h = await open();
    const { stored: first } = await put(h, 'hq', profile(1));
    await remove(h, 'hq');
    h.advance(6 * DAY);
    await h.ring();
    await put(h, 'hq', profile(1));
    h.advance(6 * DAY);
    await h.ring();
    for (const { hash } of first.publication?.artifacts ?? []) expect(await h.kv(artifactKey(hash))).not.toBeNull();
  });
}
