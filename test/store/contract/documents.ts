/** What must hold for documents: preconditions, revisions, history, dry runs, pages? */
import { expect, test } from 'vitest';
import { ACTOR, all, type Harness, mistaken, profile, put, putInput, remove, stored, taken } from '../harness.ts';

export function documentContract(open: () => Promise<Harness>): void {
  test('put creates revision 1, and get reads it back', async () => {
    const h = await open();
    const unused = { spare: { scheme: 'http', host: 'spare.corp.example', port: 3128 } };
    const document = profile(1, { proxies: { ...(profile(1).proxies as object), ...unused } });
    const { change, stored: kept, previousRevision, dependents } = await put(h, 'hq', document);
    expect({ change, previousRevision, dependents }).toEqual({
      change: 'created',
      previousRevision: null,
      dependents: [],
    });
    expect(kept).toMatchObject({ kind: 'profile', id: 'hq', revision: 1 });
    expect(kept.etag).toMatch(/^"1-[0-9a-f]{16}"$/);
    expect(JSON.parse(kept.document)).toEqual(document);
    expect(kept.findings.length).toBeGreaterThan(0);
    expect(await stored(h, 'hq')).toEqual(kept);
  });

  test('get answers null for what is not there, and for names that objects inherit', async () => {
    const h = await open();
    for (const id of ['nobody', 'constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(await h.store().get('profile', id)).toBeNull();
      expect(await h.store().manifest(id)).toBeNull();
      expect(await h.store().wpad(id)).toBeNull();
      expect(await h.store().artifact(id)).toBeNull();
      expect(await h.store().keys(id)).toBeNull();
      expect(await h.store().revisions('profile', id, { limit: 1, cursor: null })).toBeNull();
    }
  });

  test('put keeps a document under the name constructor like any other', async () => {
    const h = await open();
    await put(h, 'constructor', profile(1));
    await put(h, 'constructor', profile(2));
    expect((await stored(h, 'constructor')).revision).toBe(2);
    expect(await h.kv('m:constructor')).toContain('"revision":2');
    expect(await remove(h, 'constructor')).toEqual({ ok: true });
    expect(await h.store().get('profile', 'constructor')).toBeNull();
  });

  test('put replaces, keeps the one before, and names it', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const { change, stored: kept, previousRevision } = await put(h, 'hq', profile(2));
    expect({ change, revision: kept.revision, previousRevision }).toEqual({
      change: 'replaced',
      revision: 2,
      previousRevision: 1,
    });
    const first = await h.store().revision('profile', 'hq', 1);
    expect(JSON.parse(first?.document ?? '')).toEqual(profile(1));
    expect(await h.store().revision('profile', 'hq', 3)).toBeNull();
  });

  test('put of an equal document makes no revision and no audit entry, whatever the order of its keys', async () => {
    const h = await open();
    const { stored: before } = await put(h, 'hq', profile(1));
    const turned = Object.fromEntries(Object.entries(profile(1)).reverse());
    const { change, stored: after, previousRevision } = await put(h, 'hq', turned);
    expect({ change, previousRevision }).toEqual({ change: 'unchanged', previousRevision: null });
    expect(after).toEqual(before);
    expect(await all((page) => h.store().audit(page, {}))).toHaveLength(1);
  });

  test('put with If-Match is taken for the newest tag only', async () => {
    const h = await open();
    const { stored: first } = await put(h, 'hq', profile(1));
    const second = await put(h, 'hq', profile(2), { precondition: { ifMatch: ['"other"', first.etag] } });
    const stale = { ok: false, reason: 'stale', etag: second.stored.etag };
    const again = putInput('hq', profile(3), { precondition: { ifMatch: [first.etag] } });
    expect(await h.store().put(again)).toEqual(stale);
    expect(await h.store().put({ ...again, precondition: { ifMatch: [] } })).toEqual(stale);
    expect(await h.store().put({ ...again, document: profile(2) })).toEqual(stale);
    expect((await stored(h, 'hq')).revision).toBe(2);
    await put(h, 'hq', profile(3), { precondition: { ifMatch: '*' } });
    expect((await stored(h, 'hq')).revision).toBe(3);
  });

  test('an entity tag does not come back with equal content', async () => {
    const h = await open();
    const { stored: first } = await put(h, 'hq', profile(1));
    await put(h, 'hq', profile(2));
    const { stored: third } = await put(h, 'hq', profile(1));
    expect(third.document).toBe(first.document);
    expect(third.etag).not.toBe(first.etag);
  });

  test('put with If-Match on a missing document is stale, with If-None-Match on a present one it exists', async () => {
    const h = await open();
    for (const ifMatch of ['*', ['"1-0"']] as const) {
      const outcome = await h.store().put(putInput('hq', profile(1), { precondition: { ifMatch } }));
      expect(outcome).toEqual({ ok: false, reason: 'stale', etag: null });
    }
    const create = putInput('hq', profile(1), { precondition: { ifNoneMatch: '*' } });
    const { stored: kept } = taken(await h.store().put(create));
    expect(await h.store().put(create)).toEqual({ ok: false, reason: 'exists', etag: kept.etag });
    await remove(h, 'hq');
    expect(taken(await h.store().put(create)).change).toBe('created');
  });

  test('put of a document with an error stores nothing and tells the findings', async () => {
    const h = await open();
    const outcome = await h.store().put(putInput('hq', mistaken));
    expect(outcome).toMatchObject({
      ok: false,
      reason: 'invalid',
      findings: [{ severity: 'error', path: '/default' }],
    });
    expect(await h.store().get('profile', 'hq')).toBeNull();
    expect(await h.store().revisions('profile', 'hq', { limit: 1, cursor: null })).toBeNull();
    expect(await all((page) => h.store().audit(page, {}))).toEqual([]);
    expect(h.writes()).toEqual([]);
  });

  test('a dry run answers what the write answers, and keeps nothing', async () => {
    const h = await open();
    const tried = taken(await h.store().put(putInput('hq', profile(1), { dryRun: true })));
    expect(await h.store().get('profile', 'hq')).toBeNull();
    expect(await h.store().list('profile', { limit: 10, cursor: null })).toEqual({ items: [], nextCursor: null });
    expect(h.writes()).toEqual([]);
    expect(tried.stored.publication?.pacUrl).toBeNull();

    const done = taken(await h.store().put(putInput('hq', profile(1))));
    expect(timeless(tried)).toEqual(timeless(done));
    const second = putInput('hq', profile(2), { dryRun: true });
    const triedAgain = taken(await h.store().put(second));
    expect((await stored(h, 'hq')).revision).toBe(1);
    expect(timeless(triedAgain)).toEqual(timeless(await put(h, 'hq', profile(2))));
    expect(await h.store().put({ ...second, document: mistaken })).toMatchObject({ ok: false, reason: 'invalid' });
    expect(await all((page) => h.store().audit(page, {}))).toHaveLength(2);
  });

  test('revisions are listed newest first, with author and cause', async () => {
    const h = await open();
    for (const n of [1, 2, 3]) await put(h, 'hq', profile(n), { actor: { ...ACTOR, by: `t${n}` } });
    const revisions = await all(async (page) => {
      const found = await h.store().revisions('profile', 'hq', page);
      if (found === null) throw new Error('no history');
      return found;
    }, 2);
    expect(revisions.map(({ revision, by, cause }) => [revision, by, cause])).toEqual([
      [3, 't3', 'put'],
      [2, 't2', 'put'],
      [1, 't1', 'put'],
    ]);
  });

  test('rollback makes an earlier revision the newest one', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const { stored: second } = await put(h, 'hq', profile(2));
    h.advance(2_000);
    const rollback = { kind: 'profile', id: 'hq', revision: 1, precondition: {}, dryRun: false, actor: ACTOR } as const;
    const stale = { ...rollback, precondition: { ifMatch: ['"1-0"'] } };
    expect(await h.store().rollback(stale)).toEqual({ ok: false, reason: 'stale', etag: second.etag });
    const tried = taken(await h.store().rollback({ ...rollback, dryRun: true }));
    const done = taken(await h.store().rollback(rollback));
    expect(timeless(tried)).toEqual(timeless(done));
    expect(done).toMatchObject({ change: 'replaced', previousRevision: 2, stored: { revision: 3 } });
    expect(JSON.parse(done.stored.document)).toEqual(profile(1));
    expect(await h.store().revision('profile', 'hq', 3)).toMatchObject({ cause: 'rollback' });
    expect(await h.store().rollback({ ...rollback, revision: 9 })).toEqual({ ok: false, reason: 'missing' });
    expect(await h.store().rollback({ ...rollback, id: 'nobody' })).toEqual({ ok: false, reason: 'missing' });
  });

  test('delete heeds If-Match, and a dry run leaves the document', async () => {
    const h = await open();
    const { stored: first } = await put(h, 'hq', profile(1));
    expect(await remove(h, 'hq', { ifMatch: ['"1-0"'] })).toEqual({ ok: false, reason: 'stale', etag: first.etag });
    expect(await remove(h, 'hq', {}, true)).toEqual({ ok: true });
    expect((await stored(h, 'hq')).revision).toBe(1);
    expect(await remove(h, 'hq', { ifMatch: [first.etag] })).toEqual({ ok: true });
  });

  test('delete withdraws and keeps the history', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    await remove(h, 'hq');
    expect(await h.store().get('profile', 'hq')).toBeNull();
    expect((await h.store().list('profile', { limit: 9, cursor: null })).items).toEqual([]);
    expect(await remove(h, 'hq')).toEqual({ ok: false, reason: 'missing' });
    expect(await remove(h, 'hq', { ifMatch: '*' })).toEqual({ ok: false, reason: 'stale', etag: null });
    expect(await h.store().revision('profile', 'hq', 1)).toMatchObject({ revision: 1 });
  });

  test('rollback and put revive what was deleted, under the URL that it had', async () => {
    const h = await open();
    const { stored: first } = await put(h, 'hq', profile(1));
    await remove(h, 'hq');
    h.advance(2_000);
    const rollback = { kind: 'profile', id: 'hq', revision: 1, precondition: {}, dryRun: false, actor: ACTOR } as const;
    const revived = taken(await h.store().rollback(rollback));
    expect(revived).toMatchObject({ change: 'created', previousRevision: null, stored: { revision: 2 } });
    await remove(h, 'hq');
    const again = await put(h, 'hq', profile(1));
    expect(again).toMatchObject({ change: 'created', stored: { revision: 3 } });
    expect(again.stored.publication?.pacUrl).toBe(first.publication?.pacUrl);
  });

  test('list pages by id and is not shifted by changes in between', async () => {
    const h = await open();
    for (const id of ['b', 'd', 'f', 'h']) await put(h, id, profile(1, { title: `The ${id}` }));
    const first = await h.store().list('profile', { limit: 2, cursor: null });
    expect(first.items.map(({ id, title, revision }) => [id, title, revision])).toEqual([
      ['b', 'The b', 1],
      ['d', 'The d', 1],
    ]);
    await put(h, 'a', profile(1));
    await put(h, 'e', profile(1));
    await remove(h, 'd');
    const second = await h.store().list('profile', { limit: 2, cursor: first.nextCursor });
    expect(second.items.map(({ id }) => id)).toEqual(['e', 'f']);
    const third = await h.store().list('profile', { limit: 2, cursor: second.nextCursor });
    expect(third).toMatchObject({ items: [{ id: 'h' }], nextCursor: null });
    expect((await h.store().list('firewall', { limit: 2, cursor: null })).items).toEqual([]);
  });

  test('list gives an empty last page for a cursor that is none of its own', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    for (const cursor of ['garbage', '', 'WzFd', 'W251bGxd', '"; DROP TABLE document; --']) {
      expect(await h.store().list('profile', { limit: 2, cursor })).toEqual({ items: [], nextCursor: null });
    }
  });

  test('put keeps documents that are larger than a row may be', async () => {
    const h = await open();
    const rules = Array.from({ length: 4_000 }, (_, n) => ({
      when: { domain: [`host-${n}.example`] },
      use: 'direct',
      note: `${n} ${'x'.repeat(480)}`,
    }));
    const document = profile(1, { rules });
    const kept = await put(h, 'hq', document);
    expect(kept.stored.document.length).toBeGreaterThan(2_000_000);
    expect(JSON.parse((await stored(h, 'hq')).document)).toEqual(document);
  });

  test('of many conditional writes at once one wins for each revision, and none is lost', async () => {
    const h = await open();
    const { stored: first } = await put(h, 'hq', profile(0));
    const writers = 200;
    const etags = new Map([[1, first.etag]]);
    const write = async (n: number): Promise<number> => {
      for (let etag = first.etag; ; ) {
        const outcome = await h.store().put(putInput('hq', profile(n), { precondition: { ifMatch: [etag] } }));
        if (!outcome.ok) {
          if (outcome.reason !== 'stale' || outcome.etag === null) throw new Error(`refused: ${outcome.reason}`);
          etag = outcome.etag;
          continue;
        }
        expect(outcome.change).toBe('replaced');
        expect(etags.has(outcome.stored.revision)).toBe(false);
        etags.set(outcome.stored.revision, outcome.stored.etag);
        return outcome.stored.revision;
      }
    };
    const won = await Promise.all(Array.from({ length: writers }, (_, n) => write(n + 1)));
    expect([...won].sort((a, b) => a - b)).toEqual(Array.from({ length: writers }, (_, n) => n + 2));

    const last = await stored(h, 'hq');
    expect(last).toMatchObject({ revision: writers + 1, etag: etags.get(writers + 1) });
    for (const [n, revision] of won.entries()) {
      const found = await h.store().revision('profile', 'hq', revision);
      expect(JSON.parse(found?.document ?? '')).toEqual(profile(n + 1));
    }
    const entries = await all((page) => h.store().audit(page, { kind: 'profile', id: 'hq' }));
    expect(entries.map(({ revision }) => revision)).toEqual(
      Array.from({ length: writers + 1 }, (_, n) => writers + 1 - n),
    );

    h.advance(2_000);
    await h.ring();
    expect((await stored(h, 'hq')).publication).toMatchObject({ state: 'published', revision: writers + 1 });
    expect(JSON.parse((await h.kv('m:hq')) ?? '')).toMatchObject({ revision: writers + 1 });
  }, 60_000);
}

/** An answer without what a dry run cannot know: the time of the write, and the key that it would have made. */
function timeless(outcome: { readonly stored: { readonly publication: object | null } }): unknown {
  const { createdAt: _, updatedAt: __, publication, ...kept } = outcome.stored as never as Record<string, unknown>;
  return { ...outcome, stored: { ...kept, publication: { ...(publication as object), pacUrl: null } } };
}
