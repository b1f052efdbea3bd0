/** Where do secrets turn up? Tokens and keys are planted, then everything that leaves the service is searched for them. */
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ADMIN, call, callJson, newId, profile, put } from './api.ts';

interface Planted {
  readonly id: string;
  readonly key: string;
}

const DEVICES = { organization: 'Example', identifier: 'example.corp', wifi: [{ ssid: 'corp', security: 'wpa' }] };
let mine: Planted;
let other: Planted;
let tokens: Record<'read' | 'write' | 'admin', string>;
let logged: string[];

async function plant(): Promise<Planted> {
  const { id, publication } = await put(newId('canary'), profile(3_128, { devices: DEVICES }));
  const key = publication?.pacUrl?.split('/').at(-1)?.replace('.pac', '') ?? '';
  expect(key.length).toBeGreaterThanOrEqual(22);
  return { id, key };
}

async function tokenOf(scope: string): Promise<string> {
  const body = { name: `canary ${scope}`, scopes: [scope] };
  return (await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body })).token;
}

beforeAll(async () => {
  [mine, other] = [await plant(), await plant()];
  tokens = { read: await tokenOf('read'), write: await tokenOf('write'), admin: await tokenOf('admin') };
}, 60_000);

beforeEach(() => {
  logged = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => void logged.push(words.map(String).join(' ')));
  }
  return () => vi.restoreAllMocks();
});

/** All that a client sees of an answer. */
async function seen(answer: Response): Promise<string> {
  const text = new TextDecoder().decode(await answer.arrayBuffer());
  return `${answer.status} ${JSON.stringify([...answer.headers])} ${text}`;
}

/** No token, and no key but the ones that may be there. */
function expectSecretsOnly(text: string, allowed: readonly string[], what: string): void {
  for (const token of [ADMIN, ...Object.values(tokens)]) expect(text.includes(token), `a token in ${what}`).toBe(false);
  for (const { id, key } of [mine, other]) {
    if (!allowed.includes(key)) expect(text.includes(key), `the key of ${id} in ${what}`).toBe(false);
  }
}

describe('a key', () => {
  it('stands only in the files of its own profile, whatever the target', async () => {
    const { items } = await callJson<{ items: { id: string }[] }>(200, 'GET', '/v1/targets');
    expect(items.length).toBeGreaterThan(30);
    for (const { id: target } of items) {
      for (const query of ['', '?mode=fixed', '?action=remove', '?zone=nowhere']) {
        const snippet = await call('GET', `/v1/profiles/${mine.id}/snippets/${target}${query}`, {
          token: tokens.write,
        });
        expectSecretsOnly(await seen(snippet), [mine.key], `the snippet ${target}${query}`);
        const file = await call('GET', `/config/${mine.id}/${mine.key}/${target}${query}`, { token: null });
        expectSecretsOnly(await seen(file), [mine.key], `the file ${target}${query}`);
      }
    }
    expectSecretsOnly(logged.join('\n'), [], 'the log');
  });

  it('stands in none of the files that scripts are fetched from but its own', async () => {
    for (const name of ['install.sh', 'install.ps1', 'doctor.sh', 'doctor.ps1', 'no-such-file']) {
      const file = await call('GET', `/config/${mine.id}/${mine.key}/${name}`, { token: null });
      expectSecretsOnly(await seen(file), [mine.key], name);
      const wrong = await call('GET', `/config/${mine.id}/${other.key}/${name}`, { token: null });
      expect(wrong.status).toBe(404);
      expectSecretsOnly(await seen(wrong), [], `the refusal of ${name}`);
    }
    expectSecretsOnly(logged.join('\n'), [], 'the log');
  });

  it('stands in no PAC, and in no refusal of one', async () => {
    for (const path of [
      `/pac/${mine.id}/${mine.key}.pac`,
      `/pac/${mine.id}/${mine.key}.pac?zone=x&for=apple`,
      `/pac/${mine.id}/${mine.key}.pac?stage=next`,
      `/pac/${mine.id}/${other.key}.pac`,
      `/pac/${mine.id}/${mine.key}x.pac`,
      `/pac/${mine.id}.pac`,
    ]) {
      expectSecretsOnly(await seen(await call('GET', path, { token: null })), [], path.replaceAll(mine.key, 'KEY'));
    }
    expectSecretsOnly(logged.join('\n'), [], 'the log');
  });

  it('is shown to nobody who may only read', async () => {
    for (const path of [
      `/v1/profiles/${mine.id}`,
      '/v1/profiles',
      '/v1/export',
      `/v1/profiles/${mine.id}/revisions`,
      `/v1/profiles/${mine.id}/reachability`,
      `/v1/profiles/${mine.id}/keys`,
      `/v1/profiles/${mine.id}/snippets/chrome-policy`,
    ]) {
      expectSecretsOnly(await seen(await call('GET', path, { token: tokens.read })), [], path);
    }
  });

  it('stands under its hash in KV', async () => {
    for (const { name } of (await env.KV.list()).keys) {
      expectSecretsOnly(`${name} ${await env.KV.get(name)}`, [], `KV ${name.slice(0, 2)}`);
    }
  });
});

describe('a token', () => {
  it('stands in no error, even when it is sent in the wrong place', async () => {
    const secret = tokens.write;
    const answers = [
      await call('GET', `/v1/profiles/${secret}`),
      await call('GET', `/v1/profiles?cursor=${secret}`),
      await call('GET', `/v1/tokens/${secret}`),
      await call('DELETE', `/v1/tokens/${secret}`),
      await call('PUT', '/v1/profiles/x', { body: { ...profile(), note: secret } }),
      await call('PUT', '/v1/profiles/x', { body: { ...profile(), [secret]: 1 } }),
      await call('PUT', '/v1/profiles/x', { body: `title: ${secret}\nproxies: ][`, type: 'application/yaml' }),
      await call('POST', '/v1/tokens', { body: { name: 'x', scopes: [secret] } }),
      await call('POST', '/v1/apply', { body: [{ kind: secret, id: secret }] }),
      await call('POST', '/v1/apply', { body: [], headers: { 'Idempotency-Key': secret } }),
      await call('POST', `/v1/ports/validate`, { body: { endpoints: [{ scheme: 'http', host: secret, port: 1 }] } }),
      await call('GET', `/pac/x/${secret}.pac`, { token: null }),
      await call('GET', `/v1/nothing/${secret}`),
      await call('GET', '/v1/profiles', { token: `${secret}x` }),
    ];
    for (const [index, answer] of answers.entries()) expectSecretsOnly(await seen(answer), [], `answer ${index}`);
    expectSecretsOnly(logged.join('\n'), [], 'the log');
  });
});

describe('the audit', () => {
  it('names keys and tokens by their ids, in its list, its details and its export', async () => {
    await call('POST', `/v1/profiles/${mine.id}/keys`, { body: { overlap: '1d' } });
    const list = await callJson<{ items: { seq: number }[] }>(200, 'GET', '/v1/audit?limit=200');
    expectSecretsOnly(JSON.stringify(list), [], 'the list');
    for (const { seq } of list.items.slice(0, 20)) {
      expectSecretsOnly(await seen(await call('GET', `/v1/audit/${seq}`)), [], 'an entry');
    }
    const all = await call('GET', '/v1/audit', { headers: { Accept: 'application/jsonl' } });
    expectSecretsOnly(await seen(all), [], 'the export');
  });
});

describe('a backup', () => {
  it('holds keys, which it has to, and no token', async () => {
    expectSecretsOnly(await seen(await call('GET', '/v1/backup')), [mine.key, other.key], 'the backup');
  });
});
