import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../schemas/api.ts';
import { KeyList, NewKey } from '../../schemas/envelope.ts';
import { manifestKey } from '../../worker/store/kv-keys.ts';
import { call, callJson, callProblem, type Envelope, newId, profile, put, textOf } from './api.ts';

const status = async (url: string) => (await call('GET', url, { token: null })).status;

describe('what the edge remembers of a profile', () => {
  it('is read again for who has a token, and for no stranger', async () => {
    const { id } = await put(newId(), profile(3128, { delivery: { access: 'public' } }));
    const lifetime = async () => {
      const answer = await call('GET', `/pac/${id}.pac`, { token: null });
      return answer.headers.get('cache-control');
    };
    expect(await lifetime()).toBe('private, max-age=300');
    const key = manifestKey(id);
    await env.KV.put(key, JSON.stringify({ ...(await env.KV.get<object>(key, 'json')), maxAge: 7 }));
    for (const path of ['/', '/docs', '/nothing', '/v1/profiles']) await call('GET', path, { token: null });
    await call('GET', '/v1/profiles', { token: 'wrong' });
    expect(await lifetime()).toBe('private, max-age=300');
    await callJson(200, 'GET', '/v1/profiles');
    expect(await lifetime()).toBe('private, max-age=7');
  });
});

describe('POST /v1/profiles/{id}/publish', () => {
  it('publishes what publish=false stored', async () => {
    const { id, publication } = await put(newId());
    await put(id, profile(3129), '?publish=false');
    const published = await callJson<Envelope>(200, 'POST', `/v1/profiles/${id}/publish`, { body: { revision: 2 } });
    expect(published.publication).toMatchObject({ state: 'published', revision: 2 });
    const pac = await call('GET', publication?.pacUrl ?? '', { token: null });
    expect([pac.headers.get('portolan-revision'), (await textOf(pac)).includes(':3129')]).toEqual(['2', true]);
  });

  it('publishes nothing in a dry run, and nothing that is not there', async () => {
    const { id } = await put(newId());
    await put(id, profile(3129), '?publish=false');
    const path = `/v1/profiles/${id}/publish`;
    await callJson(200, 'POST', `${path}?dryRun=true`, { body: { revision: 2 } });
    expect(await callJson(200, 'GET', `/v1/profiles/${id}`)).toMatchObject({ publication: { revision: 1 } });
    const { detail } = await callProblem(404, 'POST', path, { body: { revision: 9 } });
    expect(detail).toBe(`There is no profile ${id} with a revision 9.`);
    await callProblem(404, 'POST', `/v1/profiles/${newId()}/publish`, { body: { revision: 1 } });
    await callProblem(400, 'POST', path);
  });

  it('heeds If-Match', async () => {
    const { id, etag } = await put(newId());
    const staged = await put(id, profile(3129), '?publish=false');
    const path = `/v1/profiles/${id}/publish`;
    await callProblem(412, 'POST', path, { body: { revision: 2 }, headers: { 'If-Match': etag } });
    await callProblem(412, 'POST', `${path}?dryRun=true`, { body: { revision: 2 }, headers: { 'If-Match': etag } });
    expect(await callJson(200, 'GET', `/v1/profiles/${id}`)).toMatchObject({ publication: { revision: 1 } });
    await callJson(200, 'POST', path, { body: { revision: 2 }, headers: { 'If-Match': staged.etag } });
  });
});

describe('/v1/profiles/{id}/keys', () => {
  it('lists the key that the PAC URL has', async () => {
    const { id, publication } = await put(newId());
    const { items } = KeyList.parse(await callJson(200, 'GET', `/v1/profiles/${id}/keys`));
    expect(items).toMatchObject([{ pacUrl: publication?.pacUrl, expiresAt: null }]);
  });

  it('lets old and new key work side by side, and ends the old one on request', async () => {
    const { id, publication } = await put(newId());
    const path = `/v1/profiles/${id}/keys`;
    const old = publication?.pacUrl ?? '';
    const [oldKey] = (await callJson<{ items: Key[] }>(200, 'GET', path)).items;
    const made = await callJson<Key>(201, 'POST', path, { body: { overlap: '7d' } });
    expect(made.pacUrl).not.toBe(old);
    expect([await status(old), await status(made.pacUrl)]).toEqual([200, 200]);
    const { items } = await callJson<{ items: Key[] }>(200, 'GET', path);
    const expiry = Date.parse(items.find((key) => key.id === oldKey?.id)?.expiresAt ?? '');
    expect(Math.abs(expiry - Date.now() - 7 * 86_400_000)).toBeLessThan(60_000);
    expect((await call('DELETE', `${path}/${oldKey?.id}`)).status).toBe(204);
    expect([await status(old), await status(made.pacUrl)]).toEqual([404, 200]);
  });

  it('makes a key without a body too', async () => {
    const { id } = await put(newId());
    await callJson(201, 'POST', `/v1/profiles/${id}/keys`);
  });

  it('names the place of the new key, and all that work with the time at which they end', async () => {
    const { id } = await put(newId());
    const path = `/v1/profiles/${id}/keys`;
    await callJson(201, 'POST', path, { body: { overlap: '1h' } });
    const before = (await callJson<{ items: Key[] }>(200, 'GET', path)).items;
    const tried = NewKey.parse(await callJson(200, 'POST', `${path}?dryRun=true`, { body: { overlap: '7d' } }));
    const answer = await call('POST', path, { body: { overlap: '7d' } });
    const { items, ...made } = NewKey.parse(await answer.json());
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `${path}/${made.id}`]);
    expect((await callJson<{ items: Key[] }>(200, 'GET', path)).items).toEqual(items);
    expect(items[0]).toEqual(made);
    // The key that already ended in an hour does not live longer for it.
    expect(items[2]).toEqual(before[1]);
    expect(Date.parse(items[1]?.expiresAt ?? '') - Date.parse(made.createdAt)).toBe(7 * 86_400_000);
    const ends = (keys: readonly Key[]) => keys.map(({ expiresAt }) => expiresAt !== null);
    expect([ends(tried.items), tried.items[2]]).toEqual([[false, true, true], before[1]]);
    expect((await call('DELETE', answer.headers.get('location') ?? '')).status).toBe(204);
  });

  it('changes nothing in a dry run', async () => {
    const { id, publication } = await put(newId());
    const path = `/v1/profiles/${id}/keys`;
    await callJson(200, 'POST', `${path}?dryRun=true`, { body: { overlap: '1m' } });
    const { items } = await callJson<{ items: Key[] }>(200, 'GET', path);
    expect((await call('DELETE', `${path}/${items[0]?.id}?dryRun=true`)).status).toBe(200);
    expect(await callJson(200, 'GET', path)).toEqual({ items });
    expect(await status(publication?.pacUrl ?? '')).toBe(200);
  });

  it('refuses unknown profiles, unknown keys and bad spans', async () => {
    const { id } = await put(newId());
    await callProblem(404, 'GET', `/v1/profiles/${newId()}/keys`);
    await callProblem(404, 'POST', `/v1/profiles/${newId()}/keys`, { body: {} });
    await callProblem(404, 'DELETE', `/v1/profiles/${id}/keys/nothing`);
    await callProblem(422, 'DELETE', `/v1/profiles/${id}/keys/${'a'.repeat(65)}`);
    for (const overlap of ['7', '0d', '7w', '-1d', 7]) {
      await callProblem(422, 'POST', `/v1/profiles/${id}/keys`, { body: { overlap } });
    }
  });

  it('shows no key to a token that may only read', async () => {
    const { id } = await put(newId());
    const { token } = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', {
      body: { name: 'reader', scopes: ['read'] },
    });
    await callProblem(403, 'GET', `/v1/profiles/${id}/keys`, { token });
    const envelope = await callJson<Envelope>(200, 'GET', `/v1/profiles/${id}`, { token });
    expect(envelope.publication?.pacUrl).toBeNull();
    const open = await put(newId(), profile(3128, { delivery: { access: 'public' } }));
    const seen = await callJson<Envelope>(200, 'GET', `/v1/profiles/${open.id}`, { token });
    expect(seen.publication?.pacUrl).toMatch(new RegExp(`/pac/${open.id}\\.pac$`));
  });
});
