import { describe, expect, it } from 'vitest';
import { Restoration } from '../../schemas/backup.ts';
import { call, callJson, callProblem, newId, profile, put } from './api.ts';

const restore = async (body: string | Uint8Array, query = '') =>
  Restoration.parse(await callJson(200, 'PUT', `/v1/backup${query}`, { body, type: 'application/jsonl' }));
const backup = async () => {
  const answer = await call('GET', '/v1/backup');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jsonl']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return new Uint8Array(await answer.arrayBuffer());
};

describe('GET and PUT /v1/backup', () => {
  it('take the service back to what it was', async () => {
    const [kept, later] = [newId('kept'), newId('later')];
    const { publication } = await put(kept, profile(3_128));
    const content = await backup();
    await put(kept, profile(3_129));
    await put(later);
    const planned = await restore(content, '?mode=replace&dryRun=true');
    expect(planned.documents).toMatchObject({ changed: 1, deleted: 1 });
    await callJson(200, 'GET', `/v1/profiles/${later}`);
    const done = await restore(content, '?mode=replace');
    expect(done.documents).toEqual(planned.documents);
    await callProblem(404, 'GET', `/v1/profiles/${later}`);
    const now = await callJson<{ revision: number; publication: unknown }>(200, 'GET', `/v1/profiles/${kept}`);
    expect(now).toMatchObject({ revision: 3, publication: { state: 'published', pacUrl: publication?.pacUrl } });
    const pac = await call('GET', publication?.pacUrl ?? '', { token: null });
    expect(new TextDecoder().decode(await pac.arrayBuffer())).toContain(':3128');
  });

  it('carry the content of a list in its parts', async () => {
    const id = newId('long');
    const body = Array.from({ length: 60_000 }, (_, n) => `host-${n}.ads.example\n`).join('');
    await callJson(201, 'PUT', `/v1/lists/${id}/content`, { body, type: 'text/plain' });
    const content = await backup();
    expect(content.byteLength).toBeGreaterThan(body.length);
    await callJson(200, 'PUT', `/v1/lists/${id}/content`, { body: 'other.example\n', type: 'text/plain' });
    await restore(content, '?mode=replace');
    const back = await call('GET', `/v1/lists/${id}/content`);
    expect(await back.text()).toBe(body);
  });

  it('take nothing that is damaged, and say on which line', async () => {
    const { id } = await put(newId());
    const damaged = (await new Response(await backup()).text()).replace(`"id":"${id}"`, '"id":"other"');
    const { detail, errors } = await callProblem(422, 'PUT', '/v1/backup?mode=replace', {
      body: damaged,
      type: 'text/plain',
    });
    expect(detail).toContain('nothing was changed');
    expect(errors).toMatchObject([{ code: 'backup.damaged', line: expect.any(Number) }]);
    await callJson(200, 'GET', `/v1/profiles/${id}`);
  });

  it('are for unconfined administrators', async () => {
    for (const more of [{ scopes: ['write'] }, { scopes: ['admin'], profiles: ['hq'] }]) {
      const { token } = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body: { name: 'x', ...more } });
      await callProblem(403, 'GET', '/v1/backup', { token });
      await callProblem(403, 'PUT', '/v1/backup', { token, body: '{}', type: 'text/plain' });
    }
  });
});
