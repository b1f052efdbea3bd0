import { describe, expect, it } from 'vitest';
import { NO_ZONES, zoneTable } from '../../../worker/core/follow/zone-table.ts';
import { sha256Hex } from '../../../worker/core/hash.ts';
import type { ClientUrl } from '../../../worker/edge/asked.ts';
import { readClientUrl } from '../../../worker/edge/client-url.ts';
import { FRESH_MS, PAUSE_MS, USABLE_MS } from '../../../worker/edge/freshness.ts';
import { createMemory } from '../../../worker/edge/memory.ts';
import type { PacPath } from '../../../worker/edge/path.ts';
import { answerAtOnce } from '../../../worker/edge/quick.ts';
import { packText } from '../../../worker/store/packed.ts';
import { parsed } from '../../core/firewall/parsed.ts';
import { createWorld, get, manifest, publish, textOf, type World } from './fixture.ts';

const KEY = 'pQ7c9yP2k0mX4tB8sW1nLA';
const OTHER = 'AAAAAAAAAAAAAAAAAAAAAA';
const TEXTS = { g: 'generic text', a: 'apple text', w: 'windows text' };

/** A world with one published profile. */
function published(parts: Parameters<typeof manifest>[0] = {}, texts: Record<string, string> = TEXTS) {
  const world = createWorld();
  publish(world, manifest(parts), texts, ['wpad.corp.example']);
  return world;
}

describe('servePac() with everything well', () => {
  it('answers exactly 200 with the bytes and the headers that clients and caches need', async () => {
    const answer = await get(published({ revision: 7, maxAge: 120 }), '/pac/hq.pac');
    expect(answer.status).toBe(200);
    expect(await textOf(answer)).toBe('generic text');
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'application/x-ns-proxy-autoconfig',
      'content-length': '12',
      etag: '"g"',
      'cache-control': 'private, max-age=120',
      'portolan-revision': '7',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    });
  });

  it('answers HEAD with the same headers and no body', async () => {
    const world = published();
    const [head, full] = [await get(world, '/pac/hq.pac', { method: 'HEAD' }), await get(world, '/pac/hq.pac')];
    expect([...head.headers]).toEqual([...full.headers]);
    expect(await textOf(head)).toBe('');
  });

  it.each(['"g"', 'W/"g"', '"x", "g"', '*'])(
    'answers 304 to If-None-Match: %s without reading the text',
    async (tag) => {
      const world = published();
      const answer = await get(world, '/pac/hq.pac', { headers: { 'If-None-Match': tag } });
      expect([answer.status, await textOf(answer), answer.headers.get('etag')]).toEqual([304, '', '"g"']);
      expect(world.reads).toEqual(['kv m:hq']);
    },
  );

  it.each(['"x"', 'g', '""'])('answers 200 to If-None-Match: %s', async (tag) => {
    expect((await get(published(), '/pac/hq.pac', { headers: { 'If-None-Match': tag } })).status).toBe(200);
  });

  it('says in Portolan-Variant what it does not know, and still answers 200', async () => {
    const answer = await get(published(), '/pac/hq.pac?zone=moon&for=beos');
    expect(answer.headers.get('portolan-variant')).toBe('generic; unknown=zone,for');
    expect(await textOf(answer)).toBe('generic text');
  });

  it('reads KV twice at most, the registry never, the text once per isolate, and nothing for some seconds', async () => {
    const world = published();
    await get(world, '/pac/hq.pac');
    await get(world, '/pac/hq.pac');
    expect(world.reads).toEqual(['kv m:hq', 'kv a:g']);
    world.now += FRESH_MS;
    await get(world, '/pac/hq.pac');
    expect(world.reads).toEqual(['kv m:hq', 'kv a:g', 'kv m:hq']);
  });

  it.each(['/pac/hq.pac', '/pac/hq.pac?for=apple', 'http://wpad.corp.example/wpad.dat'])(
    'answers %s at once when it has just answered it, and then only',
    async (url) => {
      const world = published();
      const request = new Request(new URL(url, 'https://edge.example'));
      const atOnce = () =>
        answerAtOnce(
          { request, url: readClientUrl(world.memory, request.url) as ClientUrl<PacPath> },
          world.memory,
          world.now,
        );
      expect(atOnce()).toBeNull();
      await get(world, url);
      expect(atOnce()?.status).toBe(200);
      world.now += FRESH_MS;
      expect(atOnce()).toBeNull();
    },
  );

  it('reads KV three times at most for WPAD', async () => {
    const world = published({ access: 'key' });
    const answer = await get(world, 'http://wpad.corp.example/wpad.dat');
    expect(await textOf(answer)).toBe('generic text');
    expect(world.reads).toEqual(['kv w:wpad.corp.example', 'kv m:hq', 'kv a:g']);
  });

  it('knows a WPAD name in any case and with a trailing dot', async () => {
    expect((await get(published(), 'http://WPAD.corp.example./proxy.pac?for=apple')).status).toBe(200);
  });
});

describe('servePac() and who may fetch', () => {
  const keyed = () => published({ access: 'key', keys: [{ hash: sha256Hex(KEY), expiresAt: null }] });
  const refusals: [what: string, worldOf: () => World, url: string, init?: RequestInit][] = [
    ['no key', keyed, '/pac/hq.pac'],
    ['a wrong key', keyed, `/pac/hq/${OTHER}.pac`],
    ['an unknown profile', createWorld, `/pac/hq/${KEY}.pac`],
    ['a path where nothing can be', keyed, '/pac/'],
    ['an unknown WPAD name', keyed, 'http://wpad.other.example/wpad.dat'],
    [
      'an expired key',
      () => published({ access: 'key', keys: [{ hash: sha256Hex(KEY), expiresAt: Date.UTC(2026, 0, 1) }] }),
      `/pac/hq/${KEY}.pac`,
    ],
    ['a foreign network', () => published({ networks: ['10.0.0.0/8'] }), '/pac/hq.pac', from('192.0.2.1')],
    ['an untold address', () => published({ networks: ['10.0.0.0/8'] }), '/pac/hq.pac'],
    [
      'a WPAD name from a foreign network',
      () => published({ networks: ['10.0.0.0/8'] }),
      'http://wpad.corp.example/wpad.dat',
      from('192.0.2.1'),
    ],
  ];

  it.each(refusals)('refuses %s with the same 404 in plain text', async (_what, worldOf, url, init) => {
    const answer = await get(worldOf(), url, init);
    expect([answer.status, await textOf(answer)]).toEqual([404, 'Not found\n']);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    });
  });

  it('lets both keys in while an old one overlaps with a new one', async () => {
    const later = Date.UTC(2026, 0, 2);
    const world = published({
      access: 'key',
      keys: [
        { hash: sha256Hex(OTHER), expiresAt: later },
        { hash: sha256Hex(KEY), expiresAt: null },
      ],
    });
    const statuses = async () =>
      Promise.all([OTHER, KEY].map(async (key) => (await get(world, `/pac/hq/${key}.pac`)).status));
    expect(await statuses()).toEqual([200, 200]);
    world.now = later;
    expect(await statuses()).toEqual([404, 200]);
  });

  it.each([
    ['10.1.2.3', '10.0.0.0/8'],
    ['::ffff:10.1.2.3', '10.0.0.0/8'],
    ['2001:db8:20::5', '2001:db8:20::/48'],
    ['192.0.2.1', '192.0.2.1'],
  ])('lets %s of the network %s in', async (address, network) => {
    const world = published({ networks: [network] });
    expect((await get(world, '/pac/hq.pac', from(address))).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('refuses %s with 405 and Allow', async (method) => {
    const answer = await get(published(), '/pac/hq.pac', { method });
    expect([answer.status, answer.headers.get('allow'), answer.headers.get('content-type')]).toEqual([
      405,
      'GET, HEAD',
      'text/plain; charset=utf-8',
    ]);
  });
});

describe('servePac() when storage fails', () => {
  const moods = ['failing', 'hanging'] as const;

  it.each(moods)('goes on serving the last bytes while KV is %s', async (mood) => {
    const world = published();
    await get(world, '/pac/hq.pac');
    world.now += USABLE_MS;
    world.kv = mood;
    world.registry = mood;
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('generic text');
  });

  it.each(moods)('asks the registry in a cold isolate while KV is %s', async (mood) => {
    const world = published();
    world.kv = mood;
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('generic text');
    expect(world.reads).toEqual(['kv m:hq', 'registry manifest hq', 'registry artifact g']);
  });

  it.each(moods)('answers WPAD in a cold isolate while KV is %s', async (mood) => {
    const world = published();
    world.kv = mood;
    expect((await get(world, 'http://wpad.corp.example/wpad.dat')).status).toBe(200);
  });

  it('serves what it served last when the new text is nowhere', async () => {
    const world = published();
    await get(world, '/pac/hq.pac');
    world.now += USABLE_MS;
    publish(world, manifest({ revision: 2, artifacts: { '|generic': 'new' } }), {});
    const answer = await get(world, '/pac/hq.pac');
    expect([await textOf(answer), answer.headers.get('portolan-revision'), answer.headers.get('etag')]).toEqual([
      'generic text',
      '1',
      '"g"',
    ]);
  });

  it('serves the publication before when KV lacks the new text', async () => {
    const world = published({
      revision: 2,
      artifacts: { '|generic': 'new' },
      previous: { revision: 1, artifacts: { '|generic': 'g' } },
    });
    const answer = await get(world, '/pac/hq.pac');
    expect([await textOf(answer), answer.headers.get('portolan-revision')]).toEqual(['generic text', '1']);
    expect(world.reads).toEqual(['kv m:hq', 'kv a:new', 'kv a:g']);
  });

  it('reads the registry when KV lacks the only text', async () => {
    const world = published();
    world.values.delete('a:g');
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('generic text');
    expect(world.reads).toEqual(['kv m:hq', 'kv a:g', 'registry artifact g']);
  });

  it('never serves the staged text in the place of the published one', async () => {
    const world = published({ next: { revision: 2, artifacts: { '|generic': 'a' }, zones: NO_ZONES } });
    await get(world, '/pac/hq.pac?stage=next');
    world.now += USABLE_MS;
    world.kv = 'failing';
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('generic text');
  });

  it('answers 503 in plain text only when nothing can be read anywhere', async () => {
    const world = published();
    world.kv = 'failing';
    world.registry = 'hanging';
    const answer = await get(world, '/pac/hq.pac');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });

  it('takes a manifest that is no JSON for a failure', async () => {
    const world = published();
    world.values.set('m:hq', '{');
    expect((await get(world, '/pac/hq.pac')).status).toBe(200);
  });
});

describe('servePac() and what it read a moment ago', () => {
  it('serves what is no longer quite fresh at once, and reads it again meanwhile', async () => {
    const world = published();
    await get(world, '/pac/hq.pac');
    publish(world, manifest({ revision: 2, artifacts: { '|generic': 'a' } }), TEXTS);
    world.now += FRESH_MS;
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('generic text');
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('apple text');
    expect(world.reads.filter((read) => read === 'kv m:hq')).toHaveLength(2);
  });

  it('has forgotten a revoked key within 60 s, the 30 s of KV included, however rarely somebody asks', async () => {
    const world = published({ access: 'key', keys: [{ hash: sha256Hex(KEY), expiresAt: null }] });
    await get(world, `/pac/hq/${KEY}.pac`);
    publish(world, manifest({ access: 'key' }), TEXTS);
    world.now += USABLE_MS;
    expect((await get(world, `/pac/hq/${KEY}.pac`)).status).toBe(404);
    expect(USABLE_MS + 30_000).toBeLessThan(60_000);
  });

  it('believes nothing that it read before somebody used the API here', async () => {
    const world = published();
    await get(world, '/pac/hq.pac');
    publish(world, manifest({ revision: 2, artifacts: { '|generic': 'a' } }), TEXTS);
    world.memory.expire();
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('apple text');
  });

  it('reads first when the clock was set back', async () => {
    const world = published();
    await get(world, '/pac/hq.pac');
    publish(world, manifest({ revision: 2, artifacts: { '|generic': 'a' } }), TEXTS);
    world.now -= 3_600_000;
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('apple text');
  });

  it('does not wait for a KV that has just failed, and asks it again after a while', async () => {
    const world = published();
    await get(world, '/pac/hq.pac');
    world.now += USABLE_MS;
    world.kv = 'hanging';
    await get(world, '/pac/hq.pac');
    const tries = world.reads.length;
    await get(world, '/pac/hq.pac');
    expect(world.reads).toHaveLength(tries);
    world.kv = 'well';
    world.now += PAUSE_MS;
    publish(world, manifest({ revision: 2, artifacts: { '|generic': 'a' } }), TEXTS);
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('apple text');
  });

  it('does not go back to an older revision that KV shows for a while, but does when the registry says so', async () => {
    const world = published({ revision: 2 });
    await get(world, '/pac/hq.pac');
    world.now += USABLE_MS;
    const older = manifest({ revision: 1, artifacts: { '|generic': 'a' } });
    world.values.set('m:hq', JSON.stringify(older));
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('generic text');
    world.registered.manifest = older;
    world.now += 60_000;
    expect(await textOf(await get(world, '/pac/hq.pac'))).toBe('apple text');
    await get(world, '/pac/hq.pac');
    expect(world.reads.filter((read) => read === 'registry manifest hq')).toHaveLength(2);
  });

  it('asks the registry about a public profile that KV has lost, and goes on serving it', async () => {
    const world = published();
    await get(world, '/pac/hq.pac');
    world.now += USABLE_MS;
    world.values.delete('m:hq');
    expect((await get(world, '/pac/hq.pac')).status).toBe(200);
    world.registered.manifest = null;
    world.now += 60_000;
    expect((await get(world, '/pac/hq.pac')).status).toBe(404);
  });

  it('asks the registry about a name that KV has lost, and goes on serving it', async () => {
    const world = published();
    await get(world, 'http://wpad.corp.example/wpad.dat');
    world.now += USABLE_MS;
    world.values.delete('w:wpad.corp.example');
    expect((await get(world, 'http://wpad.corp.example/wpad.dat')).status).toBe(200);
    world.registered.names.clear();
    expect((await get(world, 'http://wpad.corp.example/wpad.dat')).status).toBe(404);
  });

  it('answers 429 instead of asking the registry when too many asked in vain', async () => {
    const world = createWorld();
    world.mayAsk = false;
    const answer = await get(world, `/pac/hq/${KEY}.pac`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '10']);
    expect(world.reads).toEqual(['kv m:hq']);
  });

  it('serves a profile that is called like a word of its own', async () => {
    const world = createWorld();
    publish(world, manifest({ id: 'absent' }), TEXTS, ['wpad.corp.example']);
    expect((await get(world, 'http://wpad.corp.example/wpad.dat')).status).toBe(200);
  });
});

describe('servePac() and codings', () => {
  const packed = (more: Partial<Record<'gzip' | 'br', string>> = {}) => {
    const world = published();
    const forms = { identity: 'generic text', gzip: 'as gzip', br: 'as br', ...more };
    const bytes = (text: string) => new TextEncoder().encode(text);
    world.values.set(
      'a:g',
      packText({ identity: bytes(forms.identity), gzip: bytes(forms.gzip), br: bytes(forms.br) }),
    );
    return world;
  };
  const shape = (answer: Response) => [
    answer.headers.get('content-encoding'),
    answer.headers.get('content-length'),
    answer.headers.get('etag'),
    answer.headers.get('vary'),
  ];

  it.each([
    ['gzip, deflate, br, zstd', ['br', '5', '"g-br"', 'Accept-Encoding']],
    ['gzip', ['gzip', '7', '"g-gzip"', 'Accept-Encoding']],
    ['br;q=0.5, gzip;q=0.9', ['gzip', '7', '"g-gzip"', 'Accept-Encoding']],
    ['', [null, '12', '"g"', 'Accept-Encoding']],
    ['identity', [null, '12', '"g"', 'Accept-Encoding']],
    ['zstd', [null, '12', '"g"', 'Accept-Encoding']],
    ['br;q=0, gzip;q=0', [null, '12', '"g"', 'Accept-Encoding']],
  ])('answers a client that takes «%s» with %j, for GET and HEAD, by id and by name', async (takes, expected) => {
    const world = packed();
    expect(shape(await get(world, '/pac/hq.pac', { takes }))).toEqual(expected);
    const head = await get(world, '/pac/hq.pac', { takes, method: 'HEAD' });
    expect([shape(head), await textOf(head)]).toEqual([expected, '']);
    expect(shape(await get(world, 'http://wpad.corp.example/wpad.dat', { takes }))).toEqual(expected);
    expect(shape(await get(world, 'http://wpad.corp.example/proxy.pac', { takes }))).toEqual(expected);
  });

  it.each([
    ['gzip, br', 'gzip'],
    ['br', 'br'],
  ])('answers a client that takes «%s» with %s when Brotli came out larger', async (takes, coding) => {
    const answer = await get(packed({ gzip: 'gz', br: 'larger' }), '/pac/hq.pac', { takes });
    expect(answer.headers.get('content-encoding')).toBe(coding);
    expect(answer.headers.get('etag')).toBe(`"g-${coding}"`);
  });

  it.each([
    ['br, gzip', '"g-br"', 304, '"g-br"'],
    ['br, gzip', 'W/"g-br"', 304, '"g-br"'],
    ['br, gzip', '"g-gzip"', 304, '"g-gzip"'],
    ['br, gzip', '"x", W/"g"', 304, '"g"'],
    ['br, gzip', '*', 304, '"g-br"'],
    ['', '"g"', 304, '"g"'],
    ['', '"g-br"', 200, '"g"'],
    ['gzip', '"g-br"', 200, '"g-gzip"'],
    ['br;q=1, identity;q=0', '"g"', 200, '"g-br"'],
  ])('answers a client that takes «%s» and has %s with %i %s', async (takes, tag, status, etag) => {
    const answer = await get(packed(), '/pac/hq.pac', { takes, headers: { 'If-None-Match': tag } });
    expect([answer.status, answer.headers.get('etag'), answer.headers.get('vary')]).toEqual([
      status,
      etag,
      'Accept-Encoding',
    ]);
  });

  it('remembers what a header means, but no very long one', async () => {
    const world = packed();
    for (const takes of ['gzip', `gzip, ${'x'.repeat(200)}`]) {
      expect(shape(await get(world, '/pac/hq.pac', { takes }))[0]).toBe('gzip');
      expect(world.memory.codings.get(takes)).toEqual(takes === 'gzip' ? ['gzip', 'identity'] : undefined);
    }
  });

  it('answers the plain text where a value of KV is from before there were others', async () => {
    const answer = await get(published(), '/pac/hq.pac', { takes: 'br, gzip' });
    expect([await textOf(answer), ...shape(answer)]).toEqual(['generic text', null, '12', '"g"', 'Accept-Encoding']);
  });

  it('takes a value that is cut short for a missing one', async () => {
    const world = packed();
    world.values.set('a:g', (world.values.get('a:g') as Uint8Array).slice(0, 20));
    expect(await textOf(await get(world, '/pac/hq.pac', { takes: 'br' }))).toBe('generic text');
    expect(world.reads.at(-1)).toBe('registry artifact g');
  });

  it('pays no heed to Range and to the Accept-Encoding that the network put there', async () => {
    const headers = { Range: 'bytes=0-3', 'Accept-Encoding': 'br, gzip' };
    const answer = await get(packed(), '/pac/hq.pac', { headers });
    expect([answer.status, answer.headers.get('accept-ranges'), await textOf(answer)]).toEqual([
      200,
      null,
      'generic text',
    ]);
  });
});

describe('servePac() when KV does not know a profile yet', () => {
  const unknown = () => {
    const world = published({ access: 'key', keys: [{ hash: sha256Hex(KEY), expiresAt: null }] });
    world.values.clear();
    return world;
  };

  it('asks the registry for a well-formed key, once a minute and profile', async () => {
    const world = unknown();
    expect((await get(world, `/pac/hq/${KEY}.pac`)).status).toBe(200);
    expect((await get(world, `/pac/hq/${OTHER}.pac`)).status).toBe(404);
    expect(world.reads.filter((read) => read === 'registry manifest hq')).toHaveLength(1);
    world.now += 60_000;
    await get(world, `/pac/hq/${KEY}.pac`);
    expect(world.reads.filter((read) => read === 'registry manifest hq')).toHaveLength(2);
  });

  it('believes the registry that a profile is gone', async () => {
    const world = published({ access: 'key', keys: [{ hash: sha256Hex(KEY), expiresAt: null }] });
    expect((await get(world, `/pac/hq/${KEY}.pac`)).status).toBe(200);
    world.now += USABLE_MS;
    world.values.clear();
    world.registered.manifest = null;
    expect((await get(world, `/pac/hq/${KEY}.pac`)).status).toBe(404);
    world.kv = 'failing';
    expect((await get(world, `/pac/hq/${KEY}.pac`)).status).toBe(404);
  });

  it('does not ask without a key', async () => {
    const world = unknown();
    expect((await get(world, '/pac/hq.pac')).status).toBe(404);
    expect(world.reads).toEqual(['kv m:hq']);
  });

  it('forgets nothing it needs when the isolate is new', async () => {
    const world = unknown();
    await get(world, `/pac/hq/${KEY}.pac`);
    world.memory = createMemory();
    expect((await get(world, `/pac/hq/${KEY}.pac`)).status).toBe(200);
  });
});

function from(address: string): RequestInit {
  return { headers: { 'CF-Connecting-IP': address } };
}

describe('the zone of a client', () => {
  const policy = parsed({ zones: { staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] } } });
  const zoned = () =>
    published(
      { artifacts: { '|generic': 'g', 'staff|generic': 's' }, zones: zoneTable(policy) },
      { ...TEXTS, s: 'text of staff' },
    );
  const from = (address: string) => ({ headers: { 'CF-Connecting-IP': address } });

  it('is found from its address within two reads of KV, and ?zone= goes before it', async () => {
    const world = zoned();
    const answer = await get(world, '/pac/hq.pac', from('198.51.100.7'));
    expect([await textOf(answer), answer.headers.get('portolan-variant')]).toEqual(['text of staff', null]);
    expect(world.reads).toEqual(['kv m:hq', 'kv a:s']);
    expect(await textOf(await get(world, '/pac/hq.pac', from('192.0.2.1')))).toBe('generic text');
    expect(await textOf(await get(world, '/pac/hq.pac?zone=staff', from('192.0.2.1')))).toBe('text of staff');
    const unknown = await get(world, '/pac/hq.pac?zone=moon', from('198.51.100.7'));
    expect([unknown.status, await textOf(unknown), unknown.headers.get('portolan-variant')]).toEqual([
      200,
      'generic text',
      'generic; unknown=zone',
    ]);
  });

  it('counts under a WPAD name, too', async () => {
    const world = zoned();
    publish(world, world.registered.manifest ?? manifest({}), {}, ['wpad.corp.example']);
    const answer = await get(world, 'https://wpad.corp.example/wpad.dat', from('198.51.100.7'));
    expect(await textOf(answer)).toBe('text of staff');
  });

  it('gets what this isolate served last in the same zone while KV is down, never that of another zone', async () => {
    const world = zoned();
    await get(world, '/pac/hq.pac', from('198.51.100.7'));
    await get(world, '/pac/hq.pac', from('192.0.2.1'));
    world.now += USABLE_MS;
    world.kv = 'failing';
    world.registry = 'failing';
    expect(await textOf(await get(world, '/pac/hq.pac', from('198.51.100.7')))).toBe('text of staff');
    expect(await textOf(await get(world, '/pac/hq.pac', from('192.0.2.1')))).toBe('generic text');
  });
});
