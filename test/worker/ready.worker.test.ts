import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call, newId, patchKv, profile, put, withKv } from './api.ts';

interface Report {
  readonly status: string;
  readonly kv: string;
  readonly registry: string;
  readonly outbox: { waiting: number; oldestSeconds: number } | null;
  readonly lastPublishedAt: string | null;
  readonly reasons: readonly string[];
}

const ready = async (): Promise<{ status: number; report: Report }> => {
  const answer = await call('GET', '/readyz', { token: null });
  return { status: answer.status, report: await answer.json<Report>() };
};

/** An answer stands for a second: each test looks later than the one before. */
let later = 0;
beforeEach(() => {
  later += 5_000;
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + later });
});
afterEach(() => vi.useRealTimers());

describe('GET /readyz', () => {
  it('answers 200 with what it found, without a token and without telling of documents', async () => {
    const id = newId('secretive');
    await put(id);
    const { status, report } = await ready();
    expect(status).toBe(200);
    expect(report).toMatchObject({ status: 'ready', kv: 'ok', registry: 'ok', outbox: { waiting: 0 }, reasons: [] });
    expect(Date.now() - Date.parse(report.lastPublishedAt ?? '')).toBeLessThan(60_000);
    expect(JSON.stringify(report)).not.toContain(id);
  });

  it.each([
    ['failing', () => Promise.reject(new Error('KV GET failed: 500'))],
    ['hanging', () => new Promise(() => {})],
  ])('answers 503 in words while KV is %s, and /healthz stays 200', async (_mood, get) => {
    await withKv(
      (kv) => patchKv(kv, { get }),
      async () => {
        const { status, report } = await ready();
        expect([status, report.kv, report.registry]).toEqual([503, 'unreachable', 'ok']);
        expect(report.reasons.join()).toContain('KV');
        expect((await call('GET', '/healthz', { token: null })).status).toBe(200);
      },
    );
  });

  it('answers 503 in words while the registry is unreachable, and /healthz stays 200', async () => {
    const registry = env.REGISTRY;
    Object.defineProperty(env, 'REGISTRY', {
      configurable: true,
      get() {
        throw new Error('Network connection lost.');
      },
    });
    try {
      const { status, report } = await ready();
      expect([status, report.registry, report.outbox, report.lastPublishedAt]).toEqual([
        503,
        'unreachable',
        null,
        null,
      ]);
      expect(report.reasons.join()).toContain('registry');
      expect((await call('GET', '/healthz', { token: null })).status).toBe(200);
    } finally {
      Object.defineProperty(env, 'REGISTRY', { configurable: true, value: registry });
    }
  });

  it('answers 503 when a publication has waited too long for KV, and 200 again once it is through', async () => {
    const id = newId();
    await put(id);
    const refuse = async () => {
      throw new Error('KV PUT failed: 429 Too Many Requests');
    };
    await withKv(
      (kv) => patchKv(kv, { put: refuse }),
      async () => {
        await put(id, profile(8080));
        expect((await ready()).status).toBe(200);
        vi.setSystemTime(Date.now() + 300_000);
        const { status, report } = await ready();
        expect([status, report.kv]).toEqual([503, 'ok']);
        expect(report.outbox?.oldestSeconds).toBeGreaterThan(120);
        expect(report.reasons.join()).toContain('wait for KV');
      },
    );
    vi.setSystemTime(Date.now() + 300_000);
    await put(id, profile(8081));
    vi.setSystemTime(Date.now() + 5_000);
    expect(await ready()).toMatchObject({ status: 200, report: { outbox: { waiting: 0, oldestSeconds: 0 } } });
  });

  it('answers HEAD without a body and refuses other methods', async () => {
    const head = await call('HEAD', '/readyz', { token: null });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await call('POST', '/readyz', { token: null, body: {} })).status).toBe(405);
  });
});
