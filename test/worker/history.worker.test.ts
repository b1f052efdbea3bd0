import { describe, expect, it } from 'vitest';
import { Diff } from '../../schemas/api.ts';
import { ProfileRevision, RevisionPage } from '../../schemas/envelope.ts';
import { call, callJson, callProblem, type Envelope, newId, profile, put, textOf } from './api.ts';

/** A profile with two revisions: ports 3128, then 3129. */
async function twice(): Promise<Envelope> {
  const { id } = await put(newId('history'));
  return put(id, profile(3129));
}

describe('GET /v1/profiles/{id}/revisions', () => {
  it('lists revisions, newest first, by whom and why, also after deletion', async () => {
    const { id } = await twice();
    await call('DELETE', `/v1/profiles/${id}`);
    const { items } = RevisionPage.parse(await callJson(200, 'GET', `/v1/profiles/${id}/revisions`));
    expect(items.map(({ revision, by, cause }) => [revision, by, cause])).toEqual([
      [2, 'admin', 'put'],
      [1, 'admin', 'put'],
    ]);
  });

  it('answers 404 for what never was', async () => {
    await callProblem(404, 'GET', `/v1/profiles/${newId()}/revisions`);
  });
});

describe('GET /v1/profiles/{id}/revisions/{n}', () => {
  it('answers a revision with its document, or the bare document', async () => {
    const { id } = await twice();
    const first = ProfileRevision.parse(await callJson(200, 'GET', `/v1/profiles/${id}/revisions/1`));
    expect(first).toMatchObject({ revision: 1, document: { proxies: { squid: { port: 3128 } } } });
    const bare = await callJson(200, 'GET', `/v1/profiles/${id}/revisions/1?view=document`);
    expect(bare).toEqual(first.document);
    const yaml = await call('GET', `/v1/profiles/${id}/revisions/1`, { headers: { Accept: 'application/yaml' } });
    expect(await yaml.text()).toContain('port: 3128');
  });

  it.each(['0', '-1', '1.5', 'x', '1e1', '9999999999999', '%31%00'])('refuses the number %s with 422', async (n) => {
    const { id } = await put(newId());
    await callProblem(422, 'GET', `/v1/profiles/${id}/revisions/${n}`);
  });

  it('answers 404 for a revision that is not there', async () => {
    const { id } = await put(newId());
    await callProblem(404, 'GET', `/v1/profiles/${id}/revisions/2`);
  });
});

describe('GET /v1/profiles/{id}/diff', () => {
  it('tells changes by pointer, in both directions', async () => {
    const { id } = await twice();
    const diff = Diff.parse(await callJson(200, 'GET', `/v1/profiles/${id}/diff?from=1&to=2`));
    expect(diff.changes).toEqual([{ op: 'replace', path: '/proxies/squid/port', before: 3128, after: 3129 }]);
    const back = await callJson(200, 'GET', `/v1/profiles/${id}/diff?from=2&to=1`);
    expect(back).toMatchObject({ from: 2, to: 1, changes: [{ before: 3129, after: 3128 }] });
  });

  it('refuses missing numbers and unknown revisions', async () => {
    const { id } = await twice();
    await callProblem(422, 'GET', `/v1/profiles/${id}/diff?from=1`);
    await callProblem(404, 'GET', `/v1/profiles/${id}/diff?from=1&to=9`);
  });
});

describe('POST /v1/profiles/{id}/rollback', () => {
  it('makes an earlier revision the newest one, with its cause', async () => {
    const { id, publication } = await twice();
    const back = await callJson<Envelope>(200, 'POST', `/v1/profiles/${id}/rollback`, { body: { revision: 1 } });
    expect(back).toMatchObject({ revision: 3, document: { proxies: { squid: { port: 3128 } } } });
    const pac = await call('GET', publication?.pacUrl ?? '', { token: null });
    expect([pac.headers.get('portolan-revision'), (await textOf(pac)).includes(':3128')]).toEqual(['3', true]);
    const { items } = RevisionPage.parse(await callJson(200, 'GET', `/v1/profiles/${id}/revisions`));
    expect(items[0]).toMatchObject({ revision: 3, cause: 'rollback' });
  });

  it('revives a deleted profile', async () => {
    const { id } = await twice();
    await call('DELETE', `/v1/profiles/${id}`);
    const answer = await call('POST', `/v1/profiles/${id}/rollback`, { body: { revision: 2 } });
    expect([200, 201]).toContain(answer.status);
    expect((await call('GET', `/v1/profiles/${id}`)).status).toBe(200);
  });

  it('heeds If-Match and dryRun, and refuses what is not there', async () => {
    const { id } = await twice();
    const path = `/v1/profiles/${id}/rollback`;
    await callProblem(412, 'POST', path, { body: { revision: 1 }, headers: { 'If-Match': '"no"' } });
    await callJson(200, 'POST', `${path}?dryRun=true`, { body: { revision: 1 } });
    expect(await callJson(200, 'GET', `/v1/profiles/${id}`)).toMatchObject({ revision: 2 });
    const { detail } = await callProblem(404, 'POST', path, { body: { revision: 9 } });
    expect(detail).toBe(`There is no profile ${id} with a revision 9.`);
    await callProblem(404, 'POST', `/v1/profiles/${newId()}/rollback`, { body: { revision: 1 } });
    await callProblem(422, 'POST', path, { body: { revision: 0 } });
    await callProblem(422, 'POST', path, { body: { revision: 1, extra: true } });
  });
});
