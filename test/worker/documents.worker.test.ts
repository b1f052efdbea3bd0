import { describe, expect, it } from 'vitest';
import { ProfileEnvelope, SummaryPage } from '../../schemas/envelope.ts';
import { call, callJson, callProblem, type Envelope, newId, ORIGIN, profile, put, textOf } from './api.ts';

const YAML = `
title: Test
proxies:
  squid: { scheme: http, host: proxy.corp.example, port: 3128 }
rules:
  - { when: { domain: corp.example }, use: direct }
default: squid
`;

describe('PUT /v1/profiles/{id}', () => {
  it('creates with 201, Location, ETag and the envelope, and serves at once', async () => {
    const id = newId();
    const answer = await call('PUT', `/v1/profiles/${id}`, { body: profile() });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/v1/profiles/${id}`);
    const envelope = ProfileEnvelope.parse(await answer.json());
    expect(answer.headers.get('etag')).toBe(envelope.etag);
    expect(envelope).toMatchObject({ id, revision: 1, publication: { state: 'published', revision: 1 } });
    expect(envelope).not.toHaveProperty('previousRevision');
    const pac = await call('GET', envelope.publication?.pacUrl ?? '', { token: null });
    expect([pac.status, pac.headers.get('portolan-revision')]).toEqual([200, '1']);
    expect(await textOf(pac)).toContain('function FindProxyForURL');
  });

  it('shows the PAC URL under the origin of the request', async () => {
    const { id, publication } = await put(newId());
    expect(publication?.pacUrl).toMatch(new RegExp(`^${ORIGIN}/pac/${id}/[A-Za-z0-9_-]{22,}\\.pac$`));
  });

  it('takes the same document as YAML for the same, without a new revision', async () => {
    const { id, etag } = await put(newId());
    for (const type of ['application/yaml', 'text/yaml', 'application/x-yaml']) {
      const again = await callJson<Envelope>(200, 'PUT', `/v1/profiles/${id}`, { body: YAML, type });
      expect([again.revision, again.etag]).toEqual([1, etag]);
    }
  });

  it('replaces with 200, and without If-Match tells which revision was replaced', async () => {
    const { id } = await put(newId());
    expect(await put(id, profile(3129))).toMatchObject({ revision: 2, previousRevision: 1 });
  });

  it('replaces with If-Match, and tells no previous revision then', async () => {
    const { id, etag } = await put(newId());
    const path = `/v1/profiles/${id}`;
    const next = await callJson<Envelope>(200, 'PUT', path, { body: profile(3129), headers: { 'If-Match': etag } });
    expect(next).not.toHaveProperty('previousRevision');
    const problem = await callProblem(412, 'PUT', path, { body: profile(3130), headers: { 'If-Match': etag } });
    expect(problem.type).toBe('/docs#problem-precondition');
    const stale = await call('PUT', path, { body: profile(3130), headers: { 'If-Match': etag } });
    expect(stale.headers.get('etag')).toBe(next.etag);
  });

  it('only creates with If-None-Match: *, and only replaces with If-Match: *', async () => {
    const id = newId();
    const path = `/v1/profiles/${id}`;
    await callProblem(412, 'PUT', path, { body: profile(), headers: { 'If-Match': '*' } });
    await callJson(201, 'PUT', path, { body: profile(), headers: { 'If-None-Match': '*' } });
    await callProblem(412, 'PUT', path, { body: profile(3129), headers: { 'If-None-Match': '*' } });
    await callJson(200, 'PUT', path, { body: profile(3129), headers: { 'If-Match': '*' } });
  });

  it('refuses a precondition that it cannot read', async () => {
    const id = newId();
    await callProblem(422, 'PUT', `/v1/profiles/${id}`, { body: profile(), headers: { 'If-Match': 'unquoted' } });
    await callProblem(404, 'GET', `/v1/profiles/${id}`);
  });

  it('judges a dry run like a write, and writes nothing', async () => {
    const id = newId();
    const path = `/v1/profiles/${id}`;
    await callJson(200, 'PUT', `${path}?dryRun=true`, { body: profile() });
    await callProblem(404, 'GET', path);
    await callProblem(422, 'PUT', `${path}?dryRun=true`, { body: { ...profile(), default: 'nowhere' } });
    const { etag } = await put(id);
    await callProblem(412, 'PUT', `${path}?dryRun=true`, { body: profile(3129), headers: { 'If-Match': '"no"' } });
    expect(await callJson(200, 'GET', path)).toMatchObject({ revision: 1, etag });
  });

  it('does not take a misspelt dry run for a write', async () => {
    const id = newId();
    const problem = await callProblem(422, 'PUT', `/v1/profiles/${id}?dryrun=true`, { body: profile() });
    expect(problem.errors).toMatchObject([{ parameter: 'dryrun', code: 'parameter.unknown' }]);
    await callProblem(404, 'GET', `/v1/profiles/${id}`);
  });

  it('stores without publishing for publish=false', async () => {
    const { id, publication } = await put(newId());
    const staged = await put(id, profile(3129), '?publish=false');
    expect(staged).toMatchObject({ revision: 2, publication: { state: 'published', revision: 1 } });
    const text = async (query: string) => textOf(await call('GET', `${publication?.pacUrl}${query}`, { token: null }));
    expect(await text('')).toContain('3128');
    expect(await text('?stage=next')).toContain('3129');
  });
});

describe('PUT /v1/profiles/{id} with a bad body', () => {
  const refuse = (status: number, body: unknown, type = 'application/json') =>
    callProblem(status, 'PUT', `/v1/profiles/${newId('bad')}`, { body, type });

  it('answers 400 with line and column for what is no JSON or YAML', async () => {
    const problem = await refuse(400, '{\n  "default": direct\n}');
    expect(problem.errors?.[0]).toMatchObject({ code: 'json.syntax', line: 2, column: 14 });
    expect((await refuse(400, 'default: direct\nrules: [', 'application/yaml')).errors?.[0]).toHaveProperty('line');
  });

  it.each([
    ['nothing', ''],
    ['a duplicate key', '{"default":"direct","default":"block"}'],
    ['a prototype name as a key', '{"default":"direct","__proto__":{}}'],
    ['500 levels of nesting', `${'['.repeat(500)}${']'.repeat(500)}`],
    ['100,000 levels of nesting', '{"a":'.repeat(100_000)],
    ['a number that no reader keeps', '{"default":"direct","tests":1e999}'],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['half a surrogate pair', '{"default":"direct","title":"\\ud800"}'],
  ])('answers 400 to %s', async (_, body) => {
    await refuse(400, body);
  });

  it('answers 413 to 10 MB, and to a document just over 1 MiB', async () => {
    await refuse(413, new Uint8Array(10_000_000));
    await refuse(413, ' '.repeat(1_048_577));
  });

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16'])(
    'answers 415 to %s',
    async (type) => {
      await refuse(415, '{}', type);
    },
  );

  it('answers 400 without a body', async () => {
    await callProblem(400, 'PUT', `/v1/profiles/${newId()}`);
  });

  it('answers 422 with pointer, line and column for a wrong shape', async () => {
    const yaml = 'default: direct\nproxies:\n  squid: { scheme: http, host: a.example, port: 70000 }\ncolour: red\n';
    const { errors } = await refuse(422, yaml, 'application/yaml');
    expect(errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: '/proxies/squid/port', line: 3, column: 43 }),
        expect.objectContaining({ pointer: '/colour', line: 4, column: 1 }),
      ]),
    );
  });

  it('answers 422 with pointer and line for a wrong meaning', async () => {
    const { errors } = await refuse(
      422,
      'default: direct\nrules:\n  - { when: { plain: true }, use: nowhere }\n',
      'text/yaml',
    );
    expect(errors).toEqual([expect.objectContaining({ pointer: '/rules/0/use', line: 3 })]);
  });

  it('answers 422 with what came out when a test of the profile fails', async () => {
    const tests = [{ url: 'https://news.example/', expect: 'direct' }];
    const { errors } = await refuse(422, profile(3128, { tests }));
    expect(errors).toMatchObject([
      { code: 'test.failed', pointer: '/tests/0', found: expect.stringContaining('squid') },
    ]);
  });

  it('never shows a credential that it refuses', async () => {
    const problem = await refuse(
      422,
      profile(3128, { password: 'hunter2', note: 'http://user:hunter2@proxy.example' }),
    );
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });
});

describe('GET /v1/profiles/{id}', () => {
  it('answers the envelope that PUT answered, with ETag and Vary', async () => {
    const stored = await put(newId());
    const answer = await call('GET', `/v1/profiles/${stored.id}`);
    expect([answer.headers.get('etag'), answer.headers.get('vary')]).toEqual([stored.etag, 'Accept']);
    expect(await answer.json()).toEqual(stored);
  });

  it('answers the bare document, as JSON and as YAML, and takes it back unchanged', async () => {
    const { id, document } = await put(newId());
    const path = `/v1/profiles/${id}`;
    expect(await callJson(200, 'GET', `${path}?view=document`)).toEqual(document);
    const yaml = await call('GET', path, { headers: { Accept: 'application/yaml' } });
    expect(yaml.headers.get('content-type')).toBe('application/yaml');
    const again = await callJson(200, 'PUT', path, { body: await yaml.text(), type: 'application/yaml' });
    expect(again).toMatchObject({ revision: 1 });
  });

  it('answers 304 to the entity tag it gave, and 200 to another', async () => {
    const { id, etag } = await put(newId());
    const status = async (tag: string) =>
      (await call('GET', `/v1/profiles/${id}`, { headers: { 'If-None-Match': tag } })).status;
    expect([await status(etag), await status(`W/${etag}, "x"`), await status('"x"')]).toEqual([304, 304, 200]);
  });

  it('answers HEAD like GET without a body', async () => {
    const { id, etag } = await put(newId());
    const answer = await call('HEAD', `/v1/profiles/${id}`);
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([200, etag, '']);
  });

  it('answers 404 for an unknown id', async () => {
    await callProblem(404, 'GET', `/v1/profiles/${newId()}`);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'a'.repeat(64),
    'A',
    'a%2Fb',
    '%ff',
    '%00',
    '..%2f..',
    'direct',
    'ä',
  ])('answers a 4xx problem for the id %s, whatever the method', async (id) => {
    for (const [method, body] of [['GET'], ['DELETE'], ['PUT', profile()]] as const) {
      const answer = await call(method, `/v1/profiles/${id}`, body === undefined ? {} : { body });
      expect([404, 422]).toContain(answer.status);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
  });
});

describe('GET /v1/profiles', () => {
  it('answers summaries by pages until the cursor ends', async () => {
    const ids = [await put(newId('page')), await put(newId('page')), await put(newId('page'))].map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: ReturnType<typeof SummaryPage.parse> = SummaryPage.parse(
        await callJson(200, 'GET', `/v1/profiles?limit=2${query}`),
      );
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(expect.arrayContaining(ids));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1e1',
    'limit=',
    'cursor=',
    'cursor=x',
    'cursor=%F0%9F%92%A9',
    'page=2',
  ])('refuses ?%s with 422', async (query) => {
    await callProblem(422, 'GET', `/v1/profiles?${query}`);
  });
});

describe('DELETE /v1/profiles/{id}', () => {
  it('withdraws document and PAC with 204, and says 404 the second time', async () => {
    const { id, publication } = await put(newId());
    expect((await call('DELETE', `/v1/profiles/${id}`)).status).toBe(204);
    await callProblem(404, 'GET', `/v1/profiles/${id}`);
    await callProblem(404, 'DELETE', `/v1/profiles/${id}`);
    expect((await call('GET', publication?.pacUrl ?? '', { token: null })).status).toBe(404);
  });

  it('heeds If-Match and dryRun', async () => {
    const { id, etag } = await put(newId());
    const path = `/v1/profiles/${id}`;
    await callProblem(412, 'DELETE', path, { headers: { 'If-Match': '"no"' } });
    await callProblem(412, 'DELETE', `/v1/profiles/${newId()}`, { headers: { 'If-Match': '*' } });
    expect((await call('DELETE', `${path}?dryRun=true`)).status).toBe(200);
    expect((await call('GET', path)).status).toBe(200);
    expect((await call('DELETE', path, { headers: { 'If-Match': etag } })).status).toBe(204);
  });
});
