/** Do rule lists have the same life as other documents, and do their contents come and go as they are? */
import { describe, expect, it } from 'vitest';
import { ListEnvelope, ListRevision } from '../../schemas/envelope.ts';
import { LIST_EXAMPLE } from '../../worker/routes/kinds.ts';
import { call, callJson, callProblem, newId, profile, put, textOf } from './api.ts';

const ADS = { format: 'domains', text: 'ads.example\ntracker.example\n' };

const parsed = async (answer: Response) => {
  const text = await answer.text();
  expect(`${answer.status} ${text}`).toMatch(/^20[01] /);
  return ListEnvelope.parse(JSON.parse(text));
};
const putList = async (id: string, document: unknown = ADS, query = '') =>
  parsed(await call('PUT', `/v1/lists/${id}${query}`, { body: document }));
const send = (id: string, body: string | Uint8Array, more: { query?: string; headers?: Record<string, string> } = {}) =>
  call('PUT', `/v1/lists/${id}/content${more.query ?? ''}`, {
    body,
    type: 'application/x-www-form-urlencoded',
    ...(more.headers === undefined ? {} : { headers: more.headers }),
  });
const sent = async (...input: Parameters<typeof send>) => parsed(await send(...input));
const asking = (list: unknown, more: Record<string, unknown> = {}) =>
  profile(3128, { rules: [{ when: { all: [{ list }] }, use: 'block' }], ...more });

describe('PUT /v1/lists/{id}', () => {
  it('stores a list, with a report about its lines and without a publication', async () => {
    const id = newId('list');
    const answer = await call('PUT', `/v1/lists/${id}`, { body: { ...ADS, text: 'ads.example\nnot a name!\n' } });
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/v1/lists/${id}`]);
    const envelope = await parsed(answer);
    expect(answer.headers.get('etag')).toBe(envelope.etag);
    expect(envelope).toMatchObject({ id, revision: 1, publication: null, dependents: [], content: { bytes: 24 } });
    expect(envelope.report).toMatchObject({ totals: { kept: 1, refused: 1 }, refused: [{ line: 2 }] });
    expect(envelope.findings.map(({ code }) => code)).toEqual(['list.lines-refused']);
  });

  it('takes the example of the documentation, as JSON and as YAML, without a finding', async () => {
    const id = newId('list');
    expect((await putList(id, LIST_EXAMPLE.document)).findings).toEqual([]);
    const yaml = 'format: hosts\ntext: |\n  0.0.0.0 ads.example\n';
    const answer = await call('PUT', `/v1/lists/${id}`, { body: yaml, type: 'application/yaml' });
    expect(await parsed(answer)).toMatchObject({ revision: 2, previousRevision: 1, document: { format: 'hosts' } });
  });

  it('keeps the preconditions, and changes nothing in a dry run', async () => {
    const id = newId('list');
    expect(await putList(id, ADS, '?dryRun=true')).toMatchObject({ revision: 1, report: { totals: { kept: 2 } } });
    await callProblem(404, 'GET', `/v1/lists/${id}`);
    await callProblem(412, 'PUT', `/v1/lists/${id}`, { body: ADS, headers: { 'If-Match': '*' } });
    const { etag } = await putList(id);
    await callProblem(412, 'PUT', `/v1/lists/${id}`, { body: ADS, headers: { 'If-None-Match': '*' } });
    const other = { ...ADS, title: 'Other' };
    await callJson(200, 'PUT', `/v1/lists/${id}`, { body: other, headers: { 'If-Match': etag } });
    await callProblem(412, 'PUT', `/v1/lists/${id}`, { body: ADS, headers: { 'If-Match': etag } });
  });

  it('refuses two contents at once, formats that are none, credentials, and texts that are of no format', async () => {
    const id = newId('list');
    const refuse = async (body: unknown) => (await callProblem(422, 'PUT', `/v1/lists/${id}`, { body })).errors ?? [];
    const source = { url: 'https://lists.example/a.txt', every: '6h' };
    expect(await refuse({ ...ADS, source })).toHaveLength(1);
    expect(await refuse({ format: 'domains' })).toHaveLength(1);
    expect(await refuse({ ...ADS, format: 'zone' })).toMatchObject([{ pointer: '/format' }]);
    expect(await refuse({ format: 'auto', text: '?? ?? ??\n' })).toMatchObject([{ code: 'list.unknown-format' }]);
    expect(await refuse({ ...ADS, note: 'http://me:hunter22@a.example/' })).toMatchObject([
      { pointer: '/note', code: 'credentials.found' },
    ]);
    expect(await refuse({ format: 'auto', source: { ...source, url: 'http://lists.example/' } })).toMatchObject([
      { pointer: '/source/url' },
    ]);
    await callProblem(404, 'GET', `/v1/lists/${id}`);
  });

  it('takes a content of up to 25 MiB in the document, of any characters, and refuses what is larger', async () => {
    const id = newId('list');
    const longest = 26_214_400;
    const lines = (bytes: number) => '# 中\na.example\n'.padEnd(bytes - 2, '#');
    const { content } = await putList(id, { ...ADS, text: lines(longest) });
    expect(content?.bytes).toBe(longest);
    await callProblem(413, 'PUT', `/v1/lists/${id}`, { body: { ...ADS, text: lines(longest + 1) } });
    expect(await callJson(200, 'GET', `/v1/lists/${id}`)).toMatchObject({ revision: 1 });
  }, 90_000);
});

describe('GET /v1/lists', () => {
  it('gives pages, envelopes, and bare documents that a PUT leaves unchanged', async () => {
    const id = newId('list');
    await putList(id, { ...ADS, title: 'Ads' });
    const page = await callJson<{ items: { id: string }[] }>(200, 'GET', '/v1/lists?limit=200');
    expect(page.items.find((one) => one.id === id)).toMatchObject({ title: 'Ads', revision: 1 });
    for (const accept of ['application/json', 'application/yaml']) {
      const bare = await call('GET', `/v1/lists/${id}?view=document`, { headers: { Accept: accept } });
      const text = await bare.text();
      const again = await parsed(await call('PUT', `/v1/lists/${id}`, { body: text, type: accept }));
      expect(again).toMatchObject({ revision: 1, document: { title: 'Ads', ...ADS } });
    }
    const { etag } = await putList(id, { ...ADS, title: 'Ads' });
    const known = await call('GET', `/v1/lists/${id}`, { headers: { 'If-None-Match': etag } });
    expect(known.status).toBe(304);
  });

  it('answers 404, 405 and 422 as other documents do', async () => {
    await callProblem(404, 'GET', `/v1/lists/${newId('list')}`);
    await callProblem(404, 'GET', `/v1/lists/${newId('list')}/content`);
    await callProblem(404, 'GET', `/v1/lists/${newId('list')}/report`);
    await callProblem(404, 'GET', `/v1/lists/${newId('list')}/exports/hosts`);
    expect((await call('POST', `/v1/lists/${newId('list')}/content`)).headers.get('allow')).toBe('PUT, GET, HEAD');
    await callProblem(405, 'DELETE', '/v1/lists');
    const id = newId('list');
    await putList(id);
    await callProblem(422, 'GET', `/v1/lists/${id}/exports/nope`);
    await callProblem(422, 'GET', `/v1/lists/${id}/report?outcome=lost`);
    await callProblem(401, 'GET', `/v1/lists/${id}/content`, { token: null });
  });
});

describe('PUT and GET /v1/lists/{id}/content', () => {
  it('takes what curl sends, makes the list, and gives the text back with an entity tag of its own', async () => {
    const id = newId('list');
    const answer = await send(id, ADS.text);
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/v1/lists/${id}`]);
    expect(await parsed(answer)).toMatchObject({
      document: { format: 'auto', text: ADS.text },
      report: { format: 'domains' },
    });
    const content = await call('GET', `/v1/lists/${id}/content`);
    expect(await textOf(content)).toBe(ADS.text);
    expect(content.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const etag = content.headers.get('etag') ?? '';
    const known = await call('GET', `/v1/lists/${id}/content`, { headers: { 'If-None-Match': etag } });
    expect(known.status).toBe(304);
    expect((await call('HEAD', `/v1/lists/${id}/content`)).headers.get('etag')).toBe(etag);
  });

  it('keeps preconditions and dry runs, and makes no revision of an equal text', async () => {
    const id = newId('list');
    expect(await sent(id, ADS.text, { query: '?dryRun=true' })).toMatchObject({ report: { totals: { kept: 2 } } });
    await callProblem(404, 'GET', `/v1/lists/${id}`);
    const { etag } = await sent(id, ADS.text, { headers: { 'If-None-Match': '*' } });
    expect(await sent(id, ADS.text)).toMatchObject({ revision: 1 });
    expect((await send(id, 'a.example', { headers: { 'If-None-Match': '*' } })).status).toBe(412);
    expect(await sent(id, 'a.example', { headers: { 'If-Match': etag } })).toMatchObject({ revision: 2 });
    const stale = await send(id, 'b.example', { headers: { 'If-Match': etag } });
    expect(stale.status).toBe(412);
    expect(await textOf(await call('GET', `/v1/lists/${id}/content`))).toBe('a.example');
  });

  it('refuses what is empty, packed, no text, too large, or fetched from a source', async () => {
    const id = newId('list');
    expect((await send(id, '')).status).toBe(400);
    expect((await send(id, ADS.text, { headers: { 'Content-Encoding': 'gzip' } })).status).toBe(415);
    const gzip = await send(id, Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0));
    expect([gzip.status, await gzip.json()]).toMatchObject([422, { errors: [{ code: 'list.not-text' }] }]);
    expect((await send(id, new Uint8Array(26_214_401).fill(10))).status).toBe(413);
    await callProblem(404, 'GET', `/v1/lists/${id}`);
    await putList(id, { format: 'auto', source: { url: 'https://lists.example/a.txt', every: '6h' } });
    expect(await (await send(id, ADS.text)).json()).toMatchObject({ errors: [{ code: 'list.has-source' }] });
    await callProblem(404, 'GET', `/v1/lists/${id}/content`);
  });

  it('shows a large content by its name, which the document keeps when it is sent again', async () => {
    const id = newId('list');
    const text = Array.from({ length: 60_000 }, (_, n) => `host${n}.example.com\n`).join('');
    const { content } = await sent(id, text);
    const bare = await callJson<{ format: string }>(200, 'GET', `/v1/lists/${id}?view=document`);
    expect(bare).toEqual({ format: 'auto', content: { sha256: content?.sha256 } });
    expect(await putList(id, bare)).toMatchObject({ revision: 1 });
    expect(await putList(id, { ...bare, title: 'Many' })).toMatchObject({
      revision: 2,
      report: { totals: { names: 60_000 } },
    });
    expect(await textOf(await call('GET', `/v1/lists/${id}/content`))).toBe(text);
  });
});

describe('history of lists', () => {
  it('has revisions, differences, rollback and deletion', async () => {
    const id = newId('list');
    await putList(id);
    await sent(id, 'other.example\n');
    const revision = await callJson(200, 'GET', `/v1/lists/${id}/revisions/1`);
    expect(ListRevision.parse(revision)).toMatchObject({ document: ADS, content: { bytes: ADS.text.length } });
    expect(await callJson(200, 'GET', `/v1/lists/${id}/diff?from=1&to=2`)).toMatchObject({
      changes: [{ op: 'replace', path: '/text', before: ADS.text, after: 'other.example\n' }],
    });
    const back = await call('POST', `/v1/lists/${id}/rollback`, { body: { revision: 1 } });
    expect(await parsed(back)).toMatchObject({ revision: 3, document: ADS });
    expect((await call('DELETE', `/v1/lists/${id}`)).status).toBe(204);
    await callProblem(404, 'GET', `/v1/lists/${id}/content`);
    expect(await textOf(await call('GET', `/v1/lists/${id}/content?revision=2`))).toBe('other.example\n');
    await callProblem(404, 'GET', `/v1/lists/${id}/content?revision=9`);
    await callProblem(422, 'GET', `/v1/lists/${id}/content?revision=last`);
    const revived = await call('POST', `/v1/lists/${id}/rollback`, { body: { revision: 2 } });
    expect(revived.status).toBe(201);
    const { items } = await callJson<{ items: { action: string }[] }>(200, 'GET', `/v1/audit?kind=list&id=${id}`);
    expect(items.map(({ action }) => action)).toEqual(['rollback', 'delete', 'rollback', 'put', 'put']);
  });
});

describe('profiles made with lists', () => {
  it('follow a list in the answer to its write, and keep it from being deleted', async () => {
    const id = newId('list');
    const unknown = await callProblem(422, 'PUT', `/v1/profiles/${newId()}`, { body: asking(id) });
    expect(unknown.errors).toMatchObject([{ code: 'reference.unknown', pointer: '/rules/0/when/all/0/list' }]);
    await putList(id);
    const near = `${id.slice(0, -1)}${id.endsWith('x') ? 'y' : 'x'}`;
    const mistyped = await callProblem(422, 'PUT', `/v1/profiles/${newId()}`, { body: asking(near) });
    expect(mistyped.errors).toMatchObject([
      { code: 'reference.unknown', fix: expect.stringContaining('Did you mean') },
    ]);
    const user = newId();
    const { publication } = await put(user, asking(id));
    const pac = async () => textOf(await call('GET', new URL(publication?.pacUrl ?? '').pathname, { token: null }));
    expect(await pac()).toContain('tracker');
    const dry = await sent(id, 'new.example\n', { query: '?dryRun=true' });
    expect(dry.dependents).toMatchObject([{ profile: user, state: 'published' }]);
    expect((await sent(id, 'new.example\n')).dependents).toMatchObject([{ profile: user, state: 'published' }]);
    expect(await pac()).not.toContain('tracker');
    const inUse = await callProblem(409, 'DELETE', `/v1/lists/${id}`);
    expect(inUse.errors).toMatchObject([{ found: user }]);
  });

  it('are asked, rendered and configured with the lists as they are', async () => {
    const id = newId('list');
    await putList(id);
    const user = newId();
    const { publication } = await put(user, profile(3128, { rules: [{ when: { list: id }, use: 'direct' }] }));
    const queries = [{ url: 'http://www.tracker.example/' }, { url: 'http://www.example/' }];
    const answer = await callJson(200, 'POST', `/v1/profiles/${user}/explain`, { body: { queries } });
    expect(answer).toMatchObject({ results: [{ route: 'direct', rule: 0 }, { route: 'squid' }] });
    const snippet = await call('GET', `/v1/profiles/${user}/snippets/pac`);
    expect(await textOf(snippet)).toContain('tracker');
    const path = new URL(publication?.pacUrl ?? '').pathname.replace(/^\/pac\/(.*)\.pac$/, '/config/$1');
    const file = await call('GET', `${path}/linux-env?mode=fixed`, { token: null });
    expect(`${file.status} ${await textOf(file)}`).toContain('tracker.example');
  });

  it('are held when their tests fail with the list as it is now, which is told to who has the revision already', async () => {
    const id = newId('list');
    await putList(id);
    const user = newId();
    await put(user, asking([id], { tests: [{ url: 'http://ads.example/', expect: 'block' }] }));
    const { dependents, etag } = await sent(id, 'new.example\n');
    expect(dependents).toMatchObject([{ profile: user, state: 'held' }]);
    const again = await call('GET', `/v1/lists/${id}`, { headers: { 'If-None-Match': etag } });
    expect(await parsed(again)).toMatchObject({ dependents: [{ state: 'held' }] });
    expect(dependents[0]?.findings.map(({ code }) => code)).toContain('test.failed');
  });
});
