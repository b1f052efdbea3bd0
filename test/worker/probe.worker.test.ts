import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { KeptProbes, ProbeAnswer } from '../../schemas/probe.ts';
import { answerOf, CANARY_PATH, mintNonce } from '../../worker/core/probe/canary.ts';
import { registryOf } from '../../worker/store/client.ts';
import { call, callJson, callProblem, newId, profile, put } from './api.ts';

/** A profile whose proxies are these endpoints, each under its number. */
const proxiesAt = (...endpoints: readonly (readonly [host: string, port: number, scheme?: string])[]) => ({
  proxies: Object.fromEntries(endpoints.map(([host, port, scheme = 'http'], n) => [`p${n}`, { scheme, host, port }])),
  default: 'p0',
});

const probe = async (id: string, body?: unknown, token?: string) =>
  ProbeAnswer.parse(
    await callJson(200, 'POST', `/v1/profiles/${id}/probe`, {
      ...(body === undefined ? {} : { body }),
      ...(token === undefined ? {} : { token }),
    }),
  ).results;

const latest = async (id: string) => KeptProbes.parse(await callJson(200, 'GET', `/v1/profiles/${id}/probe`)).results;

const tokenFor = async (more: object) =>
  (await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body: { name: 'test', ...more } })).token;

describe('POST /v1/profiles/{id}/probe', () => {
  it('does not connect to private, loopback, link-local and metadata addresses, and says why', async () => {
    const hosts = [
      '10.0.0.1',
      '127.0.0.1',
      '169.254.169.254',
      '192.168.1.1',
      '::1',
      'fd00:ec2::254',
      '100.100.100.200',
    ];
    const { id } = await put(newId('ssrf'), proxiesAt(...hosts.map((host) => [host, 3128] as const)));
    const results = await probe(id);
    expect(results.map(({ state, speaks, matches }) => [state, speaks, matches])).toEqual(
      hosts.map(() => ['not-probeable', null, null]),
    );
    expect(results[2]?.findings).toMatchObject([
      {
        code: 'probe.not-probeable',
        path: '/proxies/p2/host',
        message: expect.stringContaining('169.254.0.0/16'),
        docs: '/docs/findings#probe.not-probeable',
      },
    ]);
  });

  it('does not connect to the service itself, under the name it was called by', async () => {
    const { id } = await put(newId('own'), proxiesAt(['portolan.example', 443, 'https'], ['portolan.example', 3128]));
    const results = await probe(id);
    expect(results.map(({ state }) => state)).toEqual(['not-probeable', 'not-probeable']);
    expect(results[0]?.findings[0]?.message).toContain('this service itself');
  });

  it('says of a name without a resolver and without addresses that it is unresolved', async () => {
    const { id } = await put(newId());
    expect(await probe(id)).toMatchObject([{ proxy: 'squid', state: 'unresolved', matches: null }]);
  });

  it('judges the addresses that a profile declares, and leaves mail and DNS ports alone', async () => {
    const { id } = await put(newId(), {
      proxies: {
        inside: { scheme: 'http', host: 'proxy.example', port: 3128, addresses: ['8.8.8.8', '10.0.0.1'] },
        mail: { scheme: 'http', host: '8.8.8.8', port: 25 },
        dns: { scheme: 'http', host: '8.8.8.8', port: 53 },
      },
      default: 'inside',
    });
    expect((await probe(id)).map(({ state }) => state)).toEqual(['not-probeable', 'not-probeable', 'not-probeable']);
  });

  it('looks at the proxies that are named, in that order, each once', async () => {
    const { id } = await put(newId(), proxiesAt(['a.example', 3128], ['b.example', 3128], ['c.example', 3128]));
    const results = await probe(id, { proxies: ['p2', 'p0', 'p2'] });
    expect(results.map(({ proxy }) => proxy)).toEqual(['p2', 'p0']);
    expect((await latest(id)).map(({ proxy }) => proxy)).toEqual(['p0', 'p2']);
  });

  it('probes nothing that is not in the profile', async () => {
    const { id } = await put(newId());
    const path = `/v1/profiles/${id}/probe`;
    for (const name of ['nowhere', 'constructor']) {
      await callProblem(422, 'POST', path, { body: { proxies: [name] } });
    }
    const { errors } = await callProblem(422, 'POST', path, { body: { proxies: ['squid', 'nowhere'] } });
    expect(errors).toMatchObject([{ pointer: '/proxies/1', code: 'reference.unknown', found: 'nowhere' }]);
    for (const body of [
      { proxies: [] },
      { proxies: ['127.0.0.1:22'] },
      { proxies: [{ scheme: 'http', host: '127.0.0.1', port: 22 }] },
      { host: '127.0.0.1', port: 22 },
    ]) {
      await callProblem(422, 'POST', path, { body });
    }
    await callProblem(404, 'POST', `/v1/profiles/${newId()}/probe`);
    expect(await latest(id)).toEqual([]);
  });

  it('answers nothing for a profile without proxies', async () => {
    const { id } = await put(newId(), { default: 'direct' });
    expect(await probe(id)).toEqual([]);
  });

  it('is probed in the newest revision, also when that is not published', async () => {
    const { id } = await put(newId(), proxiesAt(['a.example', 3128]));
    await put(id, proxiesAt(['10.0.0.1', 3128]), '?publish=false');
    expect(await probe(id)).toMatchObject([{ state: 'not-probeable' }]);
  });

  it('needs the scope probe, for this profile, and no other scope', async () => {
    const { id } = await put(newId());
    const path = `/v1/profiles/${id}/probe`;
    await callProblem(403, 'POST', path, { token: await tokenFor({ scopes: ['write'] }) });
    await callProblem(403, 'POST', path, { token: await tokenFor({ scopes: ['probe'], profiles: ['another'] }) });
    await callProblem(403, 'POST', path, { token: await tokenFor({ scopes: ['probe'], networks: ['192.0.2.0/24'] }) });
    const prober = await tokenFor({ scopes: ['probe'], profiles: [id] });
    expect(await probe(id, undefined, prober)).toHaveLength(1);
    await callProblem(403, 'GET', path, { token: prober });
  });

  it('is in the audit with who asked, from where', async () => {
    const { id } = await put(newId());
    const headers = { 'CF-Connecting-IP': '192.0.2.9' };
    await callJson(200, 'POST', `/v1/profiles/${id}/probe`, { headers });
    const { items } = await callJson<{ items: readonly object[] }>(
      200,
      'GET',
      `/v1/audit?kind=profile&id=${id}&limit=1`,
    );
    expect(items).toMatchObject([{ action: 'probe', by: 'admin', from: '192.0.2.9', id }]);
  });

  it('ends with 429 and Retry-After when an endpoint has had its share, and others go on', async () => {
    const { id } = await put(
      newId(),
      proxiesAt([`${newId('host')}.example`, 3128], [`${newId('host')}.example`, 3128]),
    );
    for (let i = 0; i < 12; i++) await probe(id, { proxies: ['p0'] });
    const path = `/v1/profiles/${id}/probe`;
    const refused = await call('POST', path, { body: {} });
    expect([refused.status, Number(refused.headers.get('retry-after')) > 500]).toEqual([429, true]);
    expect(await refused.json()).toMatchObject({
      type: '/docs#problem-too-many',
      detail: expect.stringMatching(/host-.*3128/),
    });
    await probe(id, { proxies: ['p1'] });
    expect((await latest(id)).map(({ proxy }) => proxy)).toEqual(['p0', 'p1']);
  });
});

describe('GET /v1/profiles/{id}/probe', () => {
  it('shows the latest result with its time, and says when the profile has changed since', async () => {
    const { id } = await put(newId(), proxiesAt(['10.0.0.1', 3128], ['10.0.0.2', 3128]));
    expect(await latest(id)).toEqual([]);
    const [first] = await probe(id);
    const [kept] = await latest(id);
    expect(kept).toEqual({
      ...first,
      endpoint: 'http 10.0.0.1 3128',
      at: expect.any(String),
      by: 'admin',
      outdated: false,
    });
    expect(Date.now() - Date.parse(kept?.at ?? '')).toBeLessThan(60_000);
    await put(id, proxiesAt(['10.0.0.1', 3129]));
    expect(await latest(id)).toMatchObject([{ proxy: 'p0', endpoint: 'http 10.0.0.1 3128', outdated: true }]);
    await callProblem(404, 'GET', `/v1/profiles/${newId()}/probe`);
  });
});

describe('the canary', () => {
  const ask = (nonce: string) => call('GET', `${CANARY_PATH}${nonce}`, { token: null });
  const minted = async (now = Date.now()) => {
    const key = await registryOf(env).canaryKey();
    return { key, nonce: mintNonce(key, crypto.getRandomValues(new Uint8Array(16)), now) };
  };

  it('answers a nonce that the service has signed, to anybody, as plain text', async () => {
    const { key, nonce } = await minted();
    const answer = await ask(nonce);
    expect([answer.status, await answer.text()]).toEqual([200, answerOf(key, nonce)]);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('answers 404 to a nonce that is foreign, altered, expired, or none at all', async () => {
    const { nonce } = await minted();
    const other = mintNonce(new Uint8Array(32), new Uint8Array(16), Date.now());
    const old = (await minted(Date.now() - 600_000)).nonce;
    const late = (await minted(Date.now() + 600_000)).nonce;
    const altered = nonce.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const wrong of [other, old, late, altered, 'x', `${nonce}0`, nonce.toUpperCase(), '%00']) {
      expect((await ask(wrong)).status).toBe(404);
    }
    expect((await call('GET', CANARY_PATH, { token: null })).status).toBe(404);
    expect((await call('POST', `${CANARY_PATH}${nonce}`, { token: null })).status).toBe(405);
  });
});

describe('a profile and its observations', () => {
  it('go together: a revived profile has none', async () => {
    const { id } = await put(newId(), profile());
    await probe(id);
    await call('DELETE', `/v1/profiles/${id}`);
    await callProblem(404, 'GET', `/v1/profiles/${id}/probe`);
    await put(id, profile());
    expect(await latest(id)).toEqual([]);
  });
});
