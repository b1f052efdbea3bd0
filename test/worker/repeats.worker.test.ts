import { describe, expect, it } from 'vitest';
import { call, callJson, callProblem, newId, profile, put } from './api.ts';

const key = () => crypto.randomUUID();
const rollback = (id: string, more: Record<string, unknown> = {}) => ({ body: { revision: 1 }, ...more, id });
const keyed = (idempotencyKey: string) => ({ headers: { 'Idempotency-Key': idempotencyKey } });
const revisionsOf = async (id: string) =>
  (await callJson<{ items: unknown[] }>(200, 'GET', `/v1/profiles/${id}/revisions`)).items.length;

/** A profile with two revisions, so that a rollback makes a third. */
async function twice(): Promise<string> {
  const { id } = await put(newId());
  await put(id, profile(3_129));
  return id;
}

describe('a POST with Idempotency-Key', () => {
  it('is made once, and answers the same again', async () => {
    const id = await twice();
    const send = (of: string) => call('POST', `/v1/profiles/${id}/rollback`, { ...rollback(id), ...keyed(of) });
    const mine = key();
    const first = await send(mine);
    const again = await send(mine);
    expect([again.status, await again.text()]).toEqual([first.status, await first.text()]);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(again.headers.get('idempotency-replayed')).toBe(first.headers.get('x-request-id'));
    expect(again.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await revisionsOf(id)).toBe(3);
  });

  it('is made once, too, when both are sent at the same time', async () => {
    const document = { kind: 'profile', id: newId(), ...profile() };
    const mine = key();
    const send = () => call('POST', '/v1/apply', { body: [document], ...keyed(mine) });
    const statuses = (await Promise.all([send(), send(), send()])).map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    expect(await revisionsOf(document.id)).toBe(1);
  });

  it('may carry its key in the quotes of a structured field', async () => {
    const id = await twice();
    const mine = key();
    await callJson(200, 'POST', `/v1/profiles/${id}/rollback`, { ...rollback(id), ...keyed(`"${mine}"`) });
    await callJson(200, 'POST', `/v1/profiles/${id}/rollback`, { ...rollback(id), ...keyed(mine) });
    expect(await revisionsOf(id)).toBe(3);
  });

  it('is refused when the key stands for another call', async () => {
    const id = await twice();
    const mine = key();
    await callJson(200, 'POST', `/v1/profiles/${id}/rollback`, { ...rollback(id), ...keyed(mine) });
    for (const [path, body] of [
      [`/v1/profiles/${id}/rollback`, { revision: 2 }],
      [`/v1/profiles/${id}/rollback?dryRun=true`, { revision: 1 }],
      [`/v1/profiles/${id}/publish`, { revision: 1 }],
    ] as const) {
      const { errors } = await callProblem(422, 'POST', path, { body, ...keyed(mine) });
      expect(errors).toMatchObject([{ parameter: 'Idempotency-Key' }]);
    }
  });

  it('answers a refusal again', async () => {
    const mine = key();
    const path = `/v1/profiles/${newId()}/rollback`;
    const first = await callProblem(404, 'POST', path, { body: { revision: 1 }, ...keyed(mine) });
    expect(await callProblem(404, 'POST', path, { body: { revision: 1 }, ...keyed(mine) })).toEqual(first);
  });

  it('keeps keys of different callers apart', async () => {
    const id = await twice();
    const { token } = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', {
      body: { name: 'other', scopes: ['write'] },
    });
    const mine = key();
    await callJson(200, 'POST', `/v1/profiles/${id}/rollback`, { ...rollback(id), ...keyed(mine) });
    await put(id, profile(3_130));
    await callJson(200, 'POST', `/v1/profiles/${id}/rollback`, { ...rollback(id), ...keyed(mine), token });
    expect(await revisionsOf(id)).toBe(5);
  });

  it.each([
    ['/v1/tokens', { name: 'x', scopes: ['read'] }],
    ['keys', { overlap: '1d' }],
  ])('keeps no answer that holds a secret: %s', async (path, body) => {
    const target = path === 'keys' ? `/v1/profiles/${await twice()}/keys` : path;
    const mine = key();
    await callJson(201, 'POST', target, { body, ...keyed(mine) });
    const { detail } = await callProblem(409, 'POST', target, { body, ...keyed(mine) });
    expect(detail).toContain('not kept');
  });

  it.each(['', 'ä', 'a"b', 'x'.repeat(201)])('refuses the key %j', async (bad) => {
    await callProblem(422, 'POST', '/v1/apply', { body: [], ...keyed(bad) });
  });

  it('tells nobody without a token anything', async () => {
    await callProblem(401, 'POST', '/v1/apply', { body: [], token: null, ...keyed(key()) });
  });
});
