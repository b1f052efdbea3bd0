import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, callProblem, newId, patchKv, profile, put, textOf, withKv } from './api.ts';

const fail = (operation: string) => async () => {
  throw new Error(`KV ${operation} failed: 500 Internal Server Error`);
};
const fetchPac = (url: string | null | undefined) => call('GET', url ?? '', { token: null });

/** Runs while every access to the registry throws. */
async function withoutRegistry<T>(error: Error, run: () => Promise<T>): Promise<T> {
  const registry = env.REGISTRY;
  Object.defineProperty(env, 'REGISTRY', {
    configurable: true,
    get() {
      throw error;
    },
  });
  try {
    return await run();
  } finally {
    Object.defineProperty(env, 'REGISTRY', { configurable: true, value: registry });
  }
}

describe('the PAC path while KV is well', () => {
  it('reads KV twice at most, and never the registry', async () => {
    const { publication } = await put(newId());
    const reads: string[] = [];
    const registry = env.REGISTRY;
    Object.defineProperty(env, 'REGISTRY', {
      configurable: true,
      get() {
        reads.push('registry');
        return registry;
      },
    });
    try {
      const count = (kv: KVNamespace) =>
        patchKv(kv, {
          get: (key: never, options: never) => {
            reads.push(String(key).slice(0, 2));
            return kv.get(key, options);
          },
        });
      await withKv(count, async () => expect((await fetchPac(publication?.pacUrl)).status).toBe(200));
      expect(reads).toEqual(['m:', 'a:']);
    } finally {
      Object.defineProperty(env, 'REGISTRY', { configurable: true, value: registry });
    }
  });

  it('answers a name by three reads of KV', async () => {
    const name = `wpad.${newId()}.example`;
    await put(newId(), profile(3128, { delivery: { wpad: [name] } }));
    const reads: string[] = [];
    const count = (kv: KVNamespace) =>
      patchKv(kv, {
        get: (key: never, options: never) => {
          reads.push(String(key).slice(0, 2));
          return kv.get(key, options);
        },
      });
    await withKv(count, async () => expect((await fetchPac(`http://${name}/wpad.dat`)).status).toBe(200));
    expect(reads).toEqual(['w:', 'm:', 'a:']);
  });
});

describe('the PAC path during an outage', () => {
  it('answers 200 with the last bytes while KV fails', async () => {
    const { publication } = await put(newId());
    const before = await textOf(await fetchPac(publication?.pacUrl));
    await withKv(
      (kv) => patchKv(kv, { get: fail('GET') }),
      async () => {
        const answer = await fetchPac(publication?.pacUrl);
        expect([answer.status, await textOf(answer)]).toEqual([200, before]);
      },
    );
  });

  it('answers 200 for a URL that this isolate never served, by the registry', async () => {
    const { publication } = await put(newId());
    await withKv(
      (kv) => patchKv(kv, { get: fail('GET') }),
      async () => expect((await fetchPac(publication?.pacUrl)).status).toBe(200),
    );
  });

  it('answers 200 within seconds while KV hangs', async () => {
    const { publication } = await put(newId());
    await withKv(
      (kv) => patchKv(kv, { get: () => new Promise(() => {}) }),
      async () => {
        const start = Date.now();
        expect((await fetchPac(publication?.pacUrl)).status).toBe(200);
        expect(Date.now() - start).toBeLessThan(4_000);
      },
    );
  });

  it('goes on serving the last bytes while KV and the registry fail together', async () => {
    const { publication } = await put(newId());
    await fetchPac(publication?.pacUrl);
    await withoutRegistry(new Error('Network connection lost.'), () =>
      withKv(
        (kv) => patchKv(kv, { get: fail('GET') }),
        async () => expect((await fetchPac(publication?.pacUrl)).status).toBe(200),
      ),
    );
  });

  it('still stores what KV refuses, and says that it is not published yet', async () => {
    const stored = await withKv(
      (kv) => patchKv(kv, { put: fail('PUT'), get: (...args: never[]) => Reflect.apply(kv.get, kv, args) }),
      () => put(newId()),
    );
    expect(stored).toMatchObject({ revision: 1, publication: { state: 'pending' } });
  });
});

describe('the API during an outage', () => {
  afterEach(() => vi.restoreAllMocks());

  it('answers 500 as a problem that tells nothing but the request id, and logs without secrets', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const problem = await withoutRegistry(new Error('boom ptl_secret /pac/hq/pQ7c9yP2k0mX4tB8sW1nLA.pac'), () =>
      callProblem(500, 'GET', '/v1/profiles'),
    );
    expect(JSON.stringify(problem)).not.toMatch(/boom|secret|pQ7c9/);
    const logged = JSON.stringify(log.mock.calls);
    expect(logged).toContain('boom');
    expect(logged).not.toMatch(/secret|pQ7c9/);
    expect(problem.instance).toBe(`urn:uuid:${/"requestId\\*":\\*"([0-9a-f-]{36})/.exec(logged)?.[1]}`);
  });

  it('answers 503 with Retry-After when the registry cannot be reached', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const lost = Object.assign(new Error('Network connection lost.'), { retryable: true });
    const answer = await withoutRegistry(lost, () => call('GET', '/v1/profiles'));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  });
});
