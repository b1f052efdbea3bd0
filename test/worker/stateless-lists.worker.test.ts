/** What do calls that store nothing make of rule lists that are given inline? */
import { describe, expect, it } from 'vitest';
import { ExplainResponse, Rendered } from '../../schemas/stateless.ts';
import { call, callJson, callProblem, newId, profile, textOf } from './api.ts';

const lists = { ads: { format: 'adblock', text: '||ads.example^\n@@||good.ads.example^\n##.banner' } };
const naming = profile(3128, { rules: [{ when: { list: 'ads' }, use: 'block' }] });
const queries = ['https://www.ads.example/', 'https://good.ads.example/'].map((url) => ({ url }));

describe('POST /v1/render with lists', () => {
  it('compiles what they mean, and tells what became of their lines at their place', async () => {
    const rendered = Rendered.parse(await callJson(200, 'POST', '/v1/render', { body: { profile: naming, lists } }));
    expect(rendered.text).toContain('ads.example');
    expect(rendered.findings).toMatchObject([{ code: 'list.lines-refused', path: '/lists/ads/text' }]);
  });

  it('writes their names where a fixed form goes direct', async () => {
    const direct = profile(3128, { rules: [{ when: { list: 'lab' }, use: 'direct' }] });
    const body = {
      profile: direct,
      lists: { lab: { format: 'domains', text: 'lab.example' } },
      target: 'curl',
      mode: 'fixed',
    };
    expect((await callJson(200, 'POST', '/v1/render', { body })).text).toContain('lab.example');
  });
});

describe('POST /v1/explain with lists', () => {
  it('answers by what they mean, and names the list in the trace', async () => {
    const body = { profile: naming, lists, queries };
    const { results } = ExplainResponse.parse(await callJson(200, 'POST', '/v1/explain', { body }));
    expect(results).toMatchObject([
      { route: 'block', rule: 0 },
      { route: 'squid', rule: null, trace: [{ rule: 0, failed: { key: 'list', expected: 'ads' } }] },
    ]);
  });
});

describe.each(['/v1/render', '/v1/explain'])('POST %s', (path) => {
  it.each([
    ['a list that is not given', {}, '/profile/rules/0/when/list', 'reference.unknown'],
    [
      'a source',
      { ads: { format: 'auto', source: { url: 'https://x.example/', every: '1h' } } },
      '/lists/ads/source',
      'list.not-inline',
    ],
    [
      'a content by hash',
      { ads: { format: 'auto', content: { sha256: 'a'.repeat(64) } } },
      '/lists/ads/content',
      'list.not-inline',
    ],
    ['a wrong shape', { ads: { format: 'beos', text: '' } }, '/lists/ads/format', 'shape.value'],
    [
      'a format that nothing speaks for',
      { ads: { format: 'auto', text: '...' } },
      '/lists/ads/format',
      'list.unknown-format',
    ],
    ['an id that is none', { 'A b': { format: 'domains', text: '' } }, '/lists/A b', 'shape.name'],
  ])('refuses %s with 422 and its pointer', async (_, given, pointer, code) => {
    const body = { profile: naming, lists: given, ...(path === '/v1/explain' ? { queries } : {}) };
    const { errors } = await callProblem(422, 'POST', path, { body });
    expect(errors?.map((one) => [one.pointer, one.code])).toEqual([[pointer, code]]);
  });
});

describe('a stored profile that names stored lists', () => {
  it('is explained, and written for targets, by what they mean now', async () => {
    const [list, id] = [newId(), newId()];
    const store = (text: string) =>
      callJson(200, 'PUT', `/v1/lists/${list}`, { body: { format: 'adblock', text } }).then(({ revision }) => revision);
    await callJson(201, 'PUT', `/v1/lists/${list}`, { body: { format: 'adblock', text: '||lab.example^' } });
    const body = profile(3128, { rules: [{ when: { list }, use: 'direct' }] });
    await callJson(201, 'PUT', `/v1/profiles/${id}`, { body });
    const explained = async (url: string) => {
      const answer = await callJson(200, 'POST', `/v1/profiles/${id}/explain`, { body: { queries: [{ url }] } });
      return ExplainResponse.parse(answer).results[0];
    };
    const curl = async () => textOf(await call('GET', `/v1/profiles/${id}/snippets/curl?mode=fixed`));
    expect(await explained('https://www.lab.example/')).toMatchObject({
      route: 'direct',
      lists: [{ list, entry: 'domain: lab.example' }],
    });
    expect(await curl()).toContain('lab.example');
    expect(await store('||other.example^')).toBe(2);
    expect(await explained('https://www.lab.example/')).toMatchObject({ route: 'squid', rule: null });
    expect(await curl()).toContain('other.example');
    expect(await curl()).not.toContain('lab.example');
  });
});
