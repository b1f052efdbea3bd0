import { describe, expect, it } from 'vitest';
import { ExplainResponse, Rendered } from '../../schemas/stateless.ts';
import { sha256Hex } from '../../worker/core/hash.ts';
import { call, callJson, callProblem, newId, profile, put, textOf } from './api.ts';

const render = async (body: unknown) => Rendered.parse(await callJson(200, 'POST', '/v1/render', { body }));

describe('POST /v1/render', () => {
  it('gives the text, its size and its hash, and stores nothing', async () => {
    const id = newId();
    const rendered = await render({ id, profile: profile() });
    expect(rendered).toMatchObject({ target: 'pac', mediaType: 'application/x-ns-proxy-autoconfig', findings: [] });
    expect(rendered.bytes).toBe(rendered.text.length);
    expect(rendered.hash).toBe(sha256Hex(rendered.text));
    await callProblem(404, 'GET', `/v1/profiles/${id}`);
  });

  it('gives the same bytes that the edge serves after storing', async () => {
    const { id, publication } = await put(newId());
    for (const flavour of ['generic', 'apple', 'windows']) {
      const served = await call('GET', `${publication?.pacUrl}?for=${flavour}`, { token: null });
      expect((await render({ id, profile: profile(), for: flavour })).text).toBe(await textOf(served));
    }
  });

  it('takes YAML', async () => {
    const body = 'profile:\n  default: direct\n';
    const rendered = await callJson(200, 'POST', '/v1/render', { body, type: 'application/yaml' });
    expect(rendered.text).toContain('DIRECT');
  });

  it.each([
    ['an unknown target', { profile: profile(), target: 'beos' }, '/target'],
    ['an unknown flavour', { profile: profile(), for: 'beos' }, '/for'],
    ['an unknown zone', { profile: profile(), zone: 'moon' }, '/zone'],
    ['a wrong profile', { profile: profile(3128, { default: 'nowhere' }) }, '/profile/default'],
    ['a wrong shape', { profile: { default: 1 } }, '/profile/default'],
    ['no profile', {}, '/profile'],
  ])('refuses %s with 422 and its pointer', async (_, body, pointer) => {
    const { errors } = await callProblem(422, 'POST', '/v1/render', { body });
    expect(errors).toMatchObject([{ pointer }]);
  });
});

describe('POST /v1/explain', () => {
  it('answers every query in order, with route, PAC string, deciding rule and trace', async () => {
    const queries = [{ url: 'https://wiki.corp.example/' }, { url: 'https://news.example/' }];
    const body = { profile: profile(), queries };
    const { results } = ExplainResponse.parse(await callJson(200, 'POST', '/v1/explain', { body }));
    expect(results).toMatchObject([
      { url: 'https://wiki.corp.example/', route: 'direct', pac: 'DIRECT', rule: 0, trace: [] },
      {
        url: 'https://news.example/',
        route: 'squid',
        proxies: ['squid'],
        pac: 'PROXY proxy.corp.example:3128',
        rule: null,
        trace: [{ rule: 0, failed: { key: 'domain' } }],
      },
    ]);
  });

  it.each([
    ['a URL that no parser takes', { queries: [{ url: 'http://[::1' }] }, '/queries/0/url'],
    ['a client that is no address', { queries: [{ url: 'http://a.example/', client: '10.1' }] }, '/queries/0/client'],
    ['no queries', { queries: [] }, '/queries'],
    ['101 queries', { queries: Array(101).fill({ url: 'http://a.example/' }) }, '/queries'],
    [
      'a wrong profile',
      { profile: profile(3128, { default: 'x' }), queries: [{ url: 'http://a.example/' }] },
      '/profile/default',
    ],
  ])('refuses %s with 422 and its pointer', async (_, parts, pointer) => {
    const { errors } = await callProblem(422, 'POST', '/v1/explain', { body: { profile: profile(), ...parts } });
    expect(errors).toMatchObject([{ pointer }]);
  });
});

describe('POST /v1/explain, when it is asked very much', () => {
  const explain = (rules: readonly unknown[], url: string) => ({
    body: { profile: profile(3128, { rules, tests: [] }), queries: Array(100).fill({ url }) },
  });

  it('answers 100 queries over 5,000 rules, which together are larger than a Worker could hold', async () => {
    const rules = Array.from({ length: 5_000 }, (_, index) => ({
      when: { domain: `n${index}.example` },
      use: 'direct',
    }));
    const answer = await call('POST', '/v1/explain', explain(rules, 'http://other.example/'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    let bytes = 0;
    for await (const part of answer.body ?? []) bytes += part.byteLength;
    expect(bytes).toBeGreaterThan(30_000_000);
  });

  it('refuses what would take longer than a call may, before it begins', async () => {
    const rules = Array.from({ length: 400 }, (_, index) => ({
      when: { url: `*${'a'.repeat(500)}b${index}*` },
      use: 'direct',
    }));
    const { errors } = await callProblem(422, 'POST', '/v1/explain', explain(rules, `http://x/${'a'.repeat(2_000)}`));
    expect(errors).toMatchObject([{ pointer: '/queries', code: 'query.too-much' }]);
  });
});

describe('POST /v1/profiles/{id}/explain', () => {
  it('answers for the newest stored revision', async () => {
    const { id } = await put(newId());
    await put(id, profile(3129), '?publish=false');
    const body = { queries: [{ url: 'https://news.example/' }] };
    const { results } = ExplainResponse.parse(await callJson(200, 'POST', `/v1/profiles/${id}/explain`, { body }));
    expect(results[0]?.pac).toBe('PROXY proxy.corp.example:3129');
  });

  it('answers 404 for an unknown profile and 422 for a bad query', async () => {
    const { id } = await put(newId());
    const queries = [{ url: 'https://news.example/' }];
    await callProblem(404, 'POST', `/v1/profiles/${newId()}/explain`, { body: { queries } });
    const { errors } = await callProblem(422, 'POST', `/v1/profiles/${id}/explain`, {
      body: { queries: [{ url: 'x' }] },
    });
    expect(errors).toMatchObject([{ pointer: '/queries/0/url' }]);
  });
});
