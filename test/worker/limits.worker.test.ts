import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it } from 'vitest';
import { call, callJson, newId, profile, put } from './api.ts';

const setCalls = (value: string | undefined) =>
  Object.defineProperty(env, 'CALLS_PER_MINUTE', { configurable: true, enumerable: true, value });

describe('calls under /v1', () => {
  afterEach(() => setCalls(undefined));

  it('are refused with 429 and Retry-After beyond the budget of their token; other tokens go on', async () => {
    const make = () =>
      callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body: { name: newId(), scopes: ['read'] } });
    const [{ token: one }, { token: other }] = [await make(), await make()];
    setCalls('3');
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await call('GET', '/v1/profiles', { token: one })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const refused = await call('GET', '/v1/profiles', { token: one });
    expect([refused.headers.get('retry-after'), refused.headers.get('content-type')]).toEqual([
      '20',
      'application/problem+json',
    ]);
    expect((await call('GET', '/v1/profiles', { token: other })).status).toBe(200);
  });

  it.each([undefined, '', '0', '-1', 'many', '1e9'])(
    'have the default budget when the setting is %j',
    async (value) => {
      setCalls(value);
      for (let n = 0; n < 20; n++) expect((await call('GET', '/v1/ports/8080')).status).toBe(200);
    },
  );
});

describe('clients’ URLs', () => {
  const from = (address: string) => ({ token: null, headers: { 'CF-Connecting-IP': address } });

  it('that miss too often are answered 429 with Retry-After; a hit from the same address never is', async () => {
    const { publication } = await put(newId());
    const address = '203.0.113.77';
    const statuses = new Set<number>();
    let refused: Response | null = null;
    for (let n = 0; n < 320; n++) {
      const answer = await call('GET', `/pac/no-such-${n % 5}.pac`, from(address));
      statuses.add(answer.status);
      if (answer.status === 429) refused = answer;
    }
    expect([...statuses]).toEqual([404, 429]);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused?.headers.get('x-robots-tag')).toBe('noindex');
    for (let n = 0; n < 30; n++) expect((await call('GET', publication?.pacUrl ?? '', from(address))).status).toBe(200);
    expect((await call('GET', '/pac/no-such.pac', from('203.0.113.78'))).status).toBe(404);
    expect((await call('GET', '/config/no-such/linux-env', from(address))).status).toBe(429);
    expect((await call('GET', 'http://wpad.nowhere.example/wpad.dat', from(address))).status).toBe(429);
  });

  it('let a profile be fetched by its key at once, although the address had missed too often', async () => {
    const address = '203.0.113.79';
    for (let n = 0; n < 310; n++) await call('GET', '/pac/no-such.pac', from(address));
    const { publication } = await put(newId());
    expect((await call('GET', publication?.pacUrl ?? '', from(address))).status).toBe(200);
  });
});

describe('the sizes of a PAC', () => {
  const document = { ...profile(), rules: [{ when: { domain: many(300) }, use: 'direct' }] };

  it('are told by render and by the publication alike, and what clients fetch is of that size', async () => {
    const id = newId();
    const rendered = await callJson<{ bytes: number; gzip: number; brotli: number }>(200, 'POST', '/v1/render', {
      body: { profile: document, id },
    });
    const dry = await put(id, document, '?dryRun=true');
    const { publication } = await put(id, document);
    const { bytes, gzip, brotli } = rendered;
    expect(publication?.artifacts.find((one) => one.for === 'generic')).toMatchObject({ bytes, gzip, brotli });
    expect(dry.publication?.artifacts).toEqual(publication?.artifacts);
    expect(brotli).toBeLessThan(gzip);
    expect(gzip).toBeLessThan(bytes);
    const head = await call('HEAD', publication?.pacUrl ?? '', { token: null });
    expect(head.headers.get('content-length')).toBe(String(bytes));
  });
});

describe('the limits of clients', () => {
  it('come with every render and publication', async () => {
    const { limits } = await callJson<{ limits: unknown }>(200, 'POST', '/v1/render', { body: { profile: profile() } });
    expect(limits).toEqual([
      { client: 'chromium', bytes: 1_048_576, fits: true },
      { client: 'winhttp', bytes: 1_048_576, fits: true },
      { client: 'hosted', bytes: 262_144, fits: true },
    ]);
    expect((await put(newId())).publication?.limits).toEqual(limits);
  });

  it('do not come with what is no PAC', async () => {
    const body = { profile: profile(), target: 'linux-env', mode: 'fixed' };
    expect(await callJson(200, 'POST', '/v1/render', { body })).not.toHaveProperty('limits');
  });
});

function many(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `host-${(n * 7919) % 10_007}.example`);
}
