import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { Consistency, type Difference, Republication } from '../../schemas/upkeep.ts';
import { call, callJson, callProblem, newId, profile, put } from './api.ts';

const republish = async (query = '') => Republication.parse(await callJson(200, 'POST', `/v1/republish${query}`));

/** The differences of some keys, over all pages. */
async function differences(...keys: string[]): Promise<Difference[]> {
  const found: Difference[] = [];
  for (let cursor: string | null = null; ; ) {
    const query: string = cursor === null ? '' : `?cursor=${cursor}`;
    const page = Consistency.parse(await callJson(200, 'GET', `/v1/consistency${query}`));
    found.push(...page.differences.filter(({ key }) => keys.includes(key)));
    cursor = page.nextCursor;
    if (cursor === null) return found;
  }
}

/** A published profile with a name, and its keys in KV. */
async function published() {
  const name = `${newId('wpad')}.corp.example`;
  const { id, publication } = await put(newId(), profile(3_128, { delivery: { wpad: [name] } }));
  const text = `a:${publication?.artifacts[0]?.hash}`;
  return { id, url: publication?.pacUrl ?? '', manifest: `m:${id}`, text, pointer: `w:${name}` };
}

describe('GET /v1/consistency', () => {
  it('finds nothing where KV says what the registry says', async () => {
    const { manifest, text, pointer } = await published();
    expect(await differences(manifest, text, pointer)).toEqual([]);
  });

  it('tells what is missing, what is another, and what nobody wants', async () => {
    const { id, manifest, text, pointer } = await published();
    await env.KV.delete(manifest);
    await env.KV.put(text, 'function FindProxyForURL(){return"DIRECT"}');
    await env.KV.put(pointer, 'someone-else');
    await env.KV.put('m:nobody-at-all', '{}');
    const found = await differences(manifest, text, pointer, 'm:nobody-at-all');
    expect(found).toEqual([
      { key: 'm:nobody-at-all', profile: 'nobody-at-all', is: 'stray' },
      { key: manifest, profile: id, is: 'missing' },
      { key: text, profile: id, is: 'other' },
      { key: pointer, profile: id, is: 'other' },
    ]);
    await republish();
  });
});

describe('POST /v1/republish', () => {
  it('brings KV back to what the registry says, also when all of it was lost', async () => {
    const { url, manifest, text, pointer } = await published();
    const before = await (await call('GET', url, { token: null })).arrayBuffer();
    for (const key of [manifest, text, pointer]) await env.KV.delete(key);
    await env.KV.put('w:stray.corp.example', 'nobody-at-all');
    await env.KV.put('m:nobody-at-all', '{}');
    const { profiles, pending } = await republish();
    expect(profiles).toBeGreaterThan(0);
    expect(pending).toBe(0);
    expect(await differences(manifest, text, pointer, 'w:stray.corp.example', 'm:nobody-at-all')).toEqual([]);
    expect(await env.KV.get('w:stray.corp.example')).toBeNull();
    expect(await env.KV.get('m:nobody-at-all')).toBeNull();
    expect(await (await call('GET', url, { token: null })).arrayBuffer()).toEqual(before);
  });

  it('changes nothing in a dry run', async () => {
    const { manifest } = await published();
    await env.KV.delete(manifest);
    await republish('?dryRun=true');
    expect(await env.KV.get(manifest)).toBeNull();
    await republish();
    expect(await env.KV.get(manifest)).not.toBeNull();
  });

  it('stands in the audit', async () => {
    await republish();
    const { items } = await callJson<{ items: unknown[] }>(200, 'GET', '/v1/audit?action=republish&limit=1');
    expect(items).toMatchObject([{ by: 'admin', action: 'republish' }]);
  });

  it('is for unconfined administrators', async () => {
    const { token } = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', {
      body: { name: 'x', scopes: ['write'] },
    });
    await callProblem(403, 'POST', '/v1/republish', { token });
    await callProblem(403, 'GET', '/v1/consistency', { token });
  });
});
