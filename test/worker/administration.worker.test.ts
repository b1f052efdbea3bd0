import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { AuditDetail, AuditPage, NewToken, TokenPage } from '../../schemas/envelope.ts';
import { ADMIN, call, callJson, callProblem, newId, profile, put } from './api.ts';

interface Made {
  readonly id: string;
  readonly token: string;
}
const make = (body: Record<string, unknown>) =>
  callJson<Made>(201, 'POST', '/v1/tokens', { body: { name: 'test', ...body } });

describe('POST /v1/tokens', () => {
  it('shows the secret once, and never again', async () => {
    const made = NewToken.parse(await make({ name: 'terraform', scopes: ['write'] }));
    expect(made).toMatchObject({ name: 'terraform', scopes: ['write'], expiresAt: null, revokedAt: null });
    expect(made.token).toMatch(/^ptl_[A-Za-z0-9_-]{43}_[0-9a-f]{8}$/);
    const list = await (await call('GET', '/v1/tokens?limit=200')).text();
    expect(list).toContain(made.id);
    expect(list).not.toContain(made.token);
  });

  it('names the place of the new token, by which it can be revoked', async () => {
    const first = await call('POST', '/v1/tokens', { body: { name: 'test', scopes: ['read'] } });
    const { id } = NewToken.parse(await first.json());
    expect([first.status, first.headers.get('location')]).toEqual([201, `/v1/tokens/${id}`]);
    const second = await call('POST', `/v1/tokens/${id}/rotate`);
    const place = second.headers.get('location') ?? '';
    expect(place).toBe(`/v1/tokens/${NewToken.parse(await second.json()).id}`);
    expect((await call('DELETE', place)).status).toBe(204);
  });

  it('makes nothing in a dry run, and shows no secret', async () => {
    const name = newId('dry');
    const made = await callJson(200, 'POST', '/v1/tokens?dryRun=true', { body: { name, scopes: ['read'] } });
    expect(made).not.toHaveProperty('token');
    expect(await (await call('GET', '/v1/tokens?limit=200')).text()).not.toContain(name);
  });

  it.each([
    ['no scope', { scopes: [] }, '/scopes'],
    ['an unknown scope', { scopes: ['root'] }, '/scopes/0'],
    ['an expiry in the past', { scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    ['an expiry without offset', { scopes: ['read'], expiresAt: '2099-01-01T00:00:00' }, '/expiresAt'],
    ['a network that is none', { scopes: ['read'], networks: ['10.0.0.1/8'] }, '/networks/0'],
    ['a profile that cannot be', { scopes: ['read'], profiles: ['__proto__'] }, '/profiles/0'],
    ['a chosen secret', { scopes: ['read'], token: 'mine' }, '/token'],
  ])('refuses %s with 422 and its pointer', async (_, body, pointer) => {
    const { errors } = await callProblem(422, 'POST', '/v1/tokens', { body: { name: 'x', ...body } });
    expect(errors).toMatchObject([{ pointer }]);
  });
});

describe('a token', () => {
  it('may do what its scopes imply and nothing else', async () => {
    const { id } = await put(newId());
    const allowed = async (scopes: string[]) => {
      const { token } = await make({ scopes });
      const calls = [
        call('GET', `/v1/profiles/${id}`, { token }),
        call('PUT', `/v1/profiles/${id}?dryRun=true`, { token, body: profile() }),
        call('GET', '/v1/tokens', { token }),
        call('GET', '/v1/audit', { token }),
      ];
      return (await Promise.all(calls)).map(({ status }) => status);
    };
    expect(await allowed(['read'])).toEqual([200, 403, 403, 403]);
    expect(await allowed(['write'])).toEqual([200, 200, 403, 403]);
    expect(await allowed(['probe'])).toEqual([403, 403, 403, 403]);
    expect(await allowed(['admin'])).toEqual([200, 200, 200, 200]);
  });

  it('says in WWW-Authenticate which scope is missing', async () => {
    const { token } = await make({ scopes: ['read'] });
    const answer = await call('DELETE', `/v1/profiles/${newId()}`, { token });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      403,
      'Bearer error="insufficient_scope", scope="write"',
    ]);
  });

  it('is confined to its profiles, in lists too, and may not manage tokens', async () => {
    const [mine, other] = [await put(newId('mine')), await put(newId('other'))];
    const { token } = await make({ scopes: ['admin'], profiles: [mine.id] });
    await callJson(200, 'GET', `/v1/profiles/${mine.id}`, { token });
    await callProblem(403, 'GET', `/v1/profiles/${other.id}`, { token });
    await callProblem(403, 'PUT', `/v1/profiles/${other.id}`, { token, body: profile() });
    const list = await (await call('GET', '/v1/profiles?limit=200', { token })).text();
    expect([list.includes(mine.id), list.includes(other.id)]).toEqual([true, false]);
    await callProblem(403, 'POST', '/v1/tokens', { token, body: { name: 'wider', scopes: ['admin'] } });
    await callProblem(403, 'GET', '/v1/audit', { token });
  });

  it('is confined to its networks, and may not make a wider one', async () => {
    const { token } = await make({ scopes: ['admin'], networks: ['10.0.0.0/8'] });
    const from = (address: string) => ({ token, headers: { 'CF-Connecting-IP': address } });
    await callJson(200, 'GET', '/v1/profiles', from('10.1.2.3'));
    await callProblem(403, 'GET', '/v1/profiles', from('192.0.2.1'));
    await callProblem(403, 'GET', '/v1/profiles', { token });
    await callProblem(403, 'POST', '/v1/tokens', { ...from('10.1.2.3'), body: { name: 'x', scopes: ['admin'] } });
  });

  it('works no more once it is revoked', async () => {
    const { id, token } = await make({ scopes: ['read'] });
    expect((await call('DELETE', `/v1/tokens/${id}?dryRun=true`)).status).toBe(200);
    await callJson(200, 'GET', '/v1/profiles', { token });
    expect((await call('DELETE', `/v1/tokens/${id}`)).status).toBe(204);
    await callProblem(401, 'GET', '/v1/profiles', { token });
    await callProblem(404, 'DELETE', '/v1/tokens/nothing');
  });
});

describe('POST /v1/tokens/{tokenId}/rotate', () => {
  it('answers a new token with the same rights, while the old one works on', async () => {
    const old = await make({ name: 'ci', scopes: ['read'], profiles: ['hq'] });
    const path = `/v1/tokens/${old.id}/rotate`;
    const tried = await callJson(200, 'POST', `${path}?dryRun=true`);
    expect(tried).not.toHaveProperty('token');
    const made = NewToken.parse(await callJson(201, 'POST', path, { body: { overlap: '1h' } }));
    expect(made).toMatchObject({ name: 'ci', scopes: ['read'], profiles: ['hq'], expiresAt: null });
    expect(made.id).not.toBe(old.id);
    await callJson(200, 'GET', '/v1/profiles', { token: old.token });
    await callJson(200, 'GET', '/v1/profiles', { token: made.token ?? '' });
    const audit = await callJson<{ items: unknown[] }>(200, 'GET', `/v1/audit?kind=token&id=${old.id}`);
    expect(audit.items).toMatchObject([{ action: 'token.rotate' }, { action: 'token.create' }]);
  });

  it('is for unconfined administrators, and for tokens that work', async () => {
    const { id, token } = await make({ scopes: ['write'] });
    await callProblem(403, 'POST', `/v1/tokens/${id}/rotate`, { token });
    await callProblem(404, 'POST', '/v1/tokens/nothing/rotate');
    await call('DELETE', `/v1/tokens/${id}`);
    await callProblem(404, 'POST', `/v1/tokens/${id}/rotate`);
    await callProblem(422, 'POST', `/v1/tokens/${id}/rotate`, { body: { overlap: 'soon' } });
  });
});

describe('GET /v1/tokens', () => {
  it('answers pages of tokens', async () => {
    await make({ scopes: ['read'] });
    const page = TokenPage.parse(await callJson(200, 'GET', '/v1/tokens?limit=1'));
    expect(page.items).toHaveLength(1);
  });
});

describe('GET /v1/audit', () => {
  it('tells who did what to which document, newest first, narrowed as asked', async () => {
    const { id } = await put(newId('audit'));
    await put(id, profile(3129));
    await call('DELETE', `/v1/profiles/${id}`);
    const { items } = AuditPage.parse(await callJson(200, 'GET', `/v1/audit?kind=profile&id=${id}`));
    expect(items.length).toBeGreaterThanOrEqual(3);
    expect(items.every((entry) => entry.id === id && entry.by === 'admin')).toBe(true);
    expect(items.map(({ seq }) => seq)).toEqual(items.map(({ seq }) => seq).toSorted((a, b) => b - a));
    const nobody = AuditPage.parse(await callJson(200, 'GET', `/v1/audit?id=${id}&by=nobody`));
    expect(nobody.items).toEqual([]);
  });

  it('holds neither tokens nor keys', async () => {
    const { id, publication } = await put(newId());
    const made = await make({ scopes: ['read'] });
    await call('POST', `/v1/profiles/${id}/keys`, { body: { overlap: '1d' } });
    const text = await (await call('GET', '/v1/audit?limit=200')).text();
    const key = publication?.pacUrl?.split('/').at(-1)?.replace('.pac', '') ?? '';
    expect(key.length).toBeGreaterThanOrEqual(22);
    for (const secret of [made.token, key, ADMIN]) expect(text).not.toContain(secret);
  });

  it('is narrowed by action and time', async () => {
    const { id } = await put(newId('audit'));
    await call('DELETE', `/v1/profiles/${id}`);
    const actions = async (query: string) => {
      const { items } = AuditPage.parse(await callJson(200, 'GET', `/v1/audit?id=${id}&${query}`));
      return items.map(({ action }) => action);
    };
    expect(await actions('action=delete')).toEqual(['delete']);
    expect(await actions('since=2020-01-01T00:00:00Z')).toEqual(['delete', 'put']);
    expect(await actions('until=2020-01-01T00:00:00Z')).toEqual([]);
  });

  it('answers all of it as JSON lines', async () => {
    const { id } = await put(newId('audit'));
    for (let port = 3_200; port < 3_205; port++) await put(id, profile(port));
    const headers = { Accept: 'application/jsonl' };
    const answer = await call('GET', `/v1/audit?id=${id}&limit=2`, { headers });
    expect(answer.headers.get('content-type')).toBe('application/jsonl');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual(Array(6).fill('put'));
    const { token } = await make({ scopes: ['write'] });
    await callProblem(403, 'GET', '/v1/audit', { token, headers });
  });

  it('shows with one entry what it changed', async () => {
    const { id } = await put(newId('audit'), profile(3_128));
    await put(id, profile(3_129));
    await call('DELETE', `/v1/profiles/${id}`);
    const { items } = AuditPage.parse(await callJson(200, 'GET', `/v1/audit?id=${id}`));
    const shown = await Promise.all(items.map(({ seq }) => callJson(200, 'GET', `/v1/audit/${seq}`)));
    const [deleted, replaced, created] = shown.map((entry) => AuditDetail.parse(entry).changes);
    expect(deleted).toMatchObject([{ op: 'remove', path: '', before: { default: expect.any(String) } }]);
    expect(replaced).toMatchObject([{ op: 'replace', before: 3_128, after: 3_129 }]);
    expect(created).toMatchObject([{ op: 'add', path: '' }]);
    await callProblem(404, 'GET', '/v1/audit/99999999');
    await callProblem(422, 'GET', '/v1/audit/x');
  });

  it.each(['kind=x', 'id=__proto__', 'by=', 'from=2020', 'since=yesterday', 'action=PUT!'])(
    'refuses ?%s with 422',
    async (query) => {
      await callProblem(422, 'GET', `/v1/audit?${query}`);
    },
  );
});

describe('storage', () => {
  it('holds no token and no key in KV', async () => {
    const { publication } = await put(newId());
    const key = publication?.pacUrl?.split('/').at(-1)?.replace('.pac', '') ?? '';
    const { keys } = await env.KV.list();
    const values = await Promise.all(keys.map(({ name }) => env.KV.get(name, 'text')));
    const everything = JSON.stringify([keys, values]);
    expect(values.length).toBeGreaterThan(0);
    for (const secret of [key, ADMIN, 'ptl_']) expect(everything).not.toContain(secret);
  });
});
