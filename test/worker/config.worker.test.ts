import { describe, expect, it } from 'vitest';
import { DoctorReport, ReportPage } from '../../schemas/probe.ts';
import { Rendered } from '../../schemas/stateless.ts';
import { sha256Hex } from '../../worker/core/hash.ts';
import { call, callJson, callProblem, newId, ORIGIN, profile, put, textOf } from './api.ts';

/** Stores a profile and gives its id and the folder of its `/config/…` URLs with the key. */
async function stored(document: Record<string, unknown> = profile()) {
  const { id, publication } = await put(newId('cfg'), document);
  const key = publication?.pacUrl?.split('/').at(-1)?.replace('.pac', '') ?? '';
  return { id, key, base: `/config/${id}/${key}` };
}

const get = (path: string, headers: Record<string, string> = {}) => call('GET', path, { token: null, headers });

describe('GET /config/{id}/{key}/doctor.sh', () => {
  it('answers the script for this profile', async () => {
    const { id, key, base } = await stored();
    const answer = await get(`${base}/doctor.sh`);
    const text = await textOf(answer);
    expect(answer.status).toBe(200);
    expect(text).toMatch(/^#!\/bin\/sh\n/);
    expect(text).toContain(`PROFILE='${id}'`);
    expect(text).toContain("'squid' 'http' 'proxy.corp.example' '3128' '' 'reachable'");
    expect(text).toContain(`PAGE_URL='${ORIGIN}/healthz'`);
    expect(text).toContain(`REPORT_URL='${ORIGIN}/config/${id}/${key}/reports'`);
  });

  it('answers it like a PAC: ETag, nosniff, noindex, no CORS', async () => {
    const { base } = await stored();
    const answer = await get(`${base}/doctor.sh`, { Origin: 'https://evil.example' });
    const text = await textOf(answer);
    const { headers } = answer;
    expect(headers.get('content-type')).toBe('text/x-shellscript; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="doctor.sh"');
    expect(headers.get('content-length')).toBe(String(text.length));
    expect(headers.get('etag')).toBe(`"${sha256Hex(text)}"`);
    expect(headers.get('cache-control')).toBe('private, max-age=300');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('portolan-revision')).toBe('1');
    expect(headers.has('access-control-allow-origin')).toBe(false);
  });

  it('answers the same bytes again, 304 to their entity tag, and HEAD without a body', async () => {
    const { base } = await stored();
    const [first, second] = await Promise.all([get(`${base}/doctor.sh`), get(`${base}/doctor.sh`)]);
    const etag = first.headers.get('etag') ?? '';
    expect(await textOf(first)).toBe(await textOf(second));
    const unchanged = await get(`${base}/doctor.sh`, { 'If-None-Match': `"x", ${etag}` });
    expect([unchanged.status, await textOf(unchanged)]).toEqual([304, '']);
    const head = await call('HEAD', `${base}/doctor.sh`, { token: null });
    expect([head.status, head.headers.get('etag'), await textOf(head)]).toEqual([200, etag, '']);
  });

  it('is made of the published revision, and of the staged one with stage=next', async () => {
    const { id, base } = await stored();
    await put(id, profile(3199), '?publish=false');
    const text = async (query: string) => textOf(await get(`${base}/doctor.sh${query}`));
    expect(await text('')).toContain("'3128'");
    expect(await text('?stage=next')).toContain("'3199'");
    await put(id, profile(3200));
    expect(await text('')).toContain("'3200'");
  });

  it('answers doctor.ps1 as plain text', async () => {
    const { id, base } = await stored();
    const answer = await get(`${base}/doctor.ps1`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(await textOf(answer)).toContain(`$ProfileId = '${id}'`);
  });

  it('answers the envelope of render to Accept: application/json', async () => {
    const { base } = await stored();
    const raw = await textOf(await get(`${base}/doctor.sh`));
    const answer = await get(`${base}/doctor.sh`, { Accept: 'application/json' });
    expect(answer.headers.get('vary')).toBe('Accept');
    const envelope = Rendered.parse(await answer.json());
    expect(envelope).toMatchObject({ target: 'doctor.sh', text: raw, bytes: raw.length, hash: sha256Hex(raw) });
  });
});

describe('a /config/… URL that is not for this client', () => {
  const same = async (...answers: readonly Response[]) => {
    const shown = await Promise.all(
      answers.map(async (answer) => ({
        status: answer.status,
        text: await textOf(answer),
        headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'date')),
      })),
    );
    for (const one of shown) expect(one).toEqual(shown[0]);
    expect(shown[0]).toMatchObject({ status: 404, text: 'Not found\n' });
    expect(shown[0]?.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  };

  it('is the same 404 for a wrong key, no key, an unknown profile, an unknown name and a broken path', async () => {
    const { id, key, base } = await stored();
    await same(
      await get(`/config/${id}/${'x'.repeat(32)}/doctor.sh`),
      await get(`/config/${id}/${key.slice(0, -1)}/doctor.sh`),
      await get(`/config/${id}/doctor.sh`),
      await get(`/config/${newId()}/${key}/doctor.sh`),
      await get(`${base}/nothing`),
      await get(`${base}/doctor.exe`),
      await get(`${base}/DOCTOR.SH`),
      await get(`${base}/doctor.sh/`),
      await get(`${base}/..%2fdoctor.sh`),
      await get(`/config/${id}`),
      await get('/config'),
      await get('/config/'),
      await get(`/config/${id}/reports`),
    );
  });

  it('ends with the profile and with the key', async () => {
    const { id, key, base } = await stored();
    const [old] = (await callJson<{ items: readonly { id: string }[] }>(200, 'GET', `/v1/profiles/${id}/keys`)).items;
    await call('DELETE', `/v1/profiles/${id}/keys/${old?.id}`);
    expect((await get(`${base}/doctor.sh`)).status).toBe(404);
    const second = await stored();
    await call('DELETE', `/v1/profiles/${second.id}`);
    expect((await get(`${second.base}/doctor.sh`)).status).toBe(404);
    expect(key).not.toBe('');
  });

  it('is narrowed by networks', async () => {
    const { base } = await stored(profile(3128, { delivery: { networks: ['192.0.2.0/24'] } }));
    const status = async (address: string) => (await get(`${base}/doctor.sh`, { 'CF-Connecting-IP': address })).status;
    expect([await status('192.0.2.7'), await status('198.51.100.7')]).toEqual([200, 404]);
    expect((await get(`${base}/doctor.sh`)).status).toBe(404);
  });

  it('needs no key where the profile is public, and takes no reports there', async () => {
    const { id } = await put(newId('cfg'), profile(3128, { delivery: { access: 'public' } }));
    const answer = await get(`/config/${id}/doctor.sh`);
    expect(answer.status).toBe(200);
    expect(await textOf(answer)).toContain("REPORT_URL=''");
    expect((await call('POST', `/config/${id}/reports`, { token: null, body: {} })).status).toBe(404);
  });

  it.each(['PUT', 'DELETE', 'POST', 'PATCH'])('refuses %s on a file', async (method) => {
    const { base } = await stored();
    const answer = await call(method, `${base}/doctor.sh`, { token: null });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

const report = (id: string, more: Partial<DoctorReport> = {}): DoctorReport =>
  DoctorReport.parse({
    doctor: 1,
    profile: id,
    zone: null,
    tool: 'bash',
    proxies: [
      {
        proxy: 'squid',
        state: 'closed',
        speaks: null,
        authentication: null,
        exposure: null,
        expected: 'reachable',
        verdict: 'problem',
        finding: 'probe.closed',
      },
    ],
    routes: [{ route: 'squid', page: 'failed', via: null }],
    direct: { page: 'ok', expected: 'unknown', verdict: 'ok' },
    problems: 2,
    ...more,
  });

describe('POST /config/{id}/{key}/reports', () => {
  const send = (base: string, body: unknown, address = '10.20.3.4', type = 'application/json') =>
    call('POST', `${base}/reports`, { token: null, body, type, headers: { 'CF-Connecting-IP': address } });
  const listed = async (id: string) => ReportPage.parse(await callJson(200, 'GET', `/v1/profiles/${id}/reports`)).items;

  it('keeps the latest of each client for the administrator, in a sentence and whole', async () => {
    const { id, base } = await stored();
    expect(await listed(id)).toEqual([]);
    const answer = await send(base, report(id));
    expect([answer.status, await answer.text(), answer.headers.get('x-content-type-options')]).toEqual([
      204,
      '',
      'nosniff',
    ]);
    await send(base, report(id, { zone: 'lab', routes: [] }), '2001:db8::7');
    await send(base, report(id, { proxies: [], routes: [], problems: 0 }));
    const items = await listed(id);
    expect(items.map(({ from, summary, firewall }) => [from, summary, firewall])).toEqual([
      ['10.20.3.4', 'from 10.20.3.4: 0 problems', null],
      ['2001:db8::7', 'from 2001:db8::7 (lab): squid refused', null],
    ]);
    expect(items[1]?.report).toEqual(report(id, { zone: 'lab', routes: [] }));
    expect(Date.now() - Date.parse(items[0]?.at ?? '')).toBeLessThan(60_000);
  });

  it('refuses what is no report, is too large, of another type, or about another profile', async () => {
    const { id, base } = await stored();
    const refuse = async (status: number, body: unknown, type?: string) => {
      const answer = await send(base, body, '10.20.3.4', type);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
      expect(answer.headers.get('x-robots-tag')).toBe('noindex');
      return answer.json<{ errors?: readonly { pointer: string; code: string }[] }>();
    };
    await refuse(400, '{');
    await refuse(400, undefined);
    await refuse(413, JSON.stringify(report(id)).padEnd(16_385));
    await refuse(415, 'doctor=1', 'application/x-www-form-urlencoded');
    expect((await refuse(422, report('another'))).errors).toMatchObject([
      { pointer: '/profile', code: 'report.other-profile' },
    ]);
    expect((await refuse(422, { ...report(id), note: 'hello' })).errors).toMatchObject([{ pointer: '/note' }]);
    const [proxy] = report(id).proxies;
    for (const word of ['<script>', 'a b', 'x'.repeat(65), 'ä']) {
      await refuse(422, { ...report(id), proxies: [{ ...proxy, authentication: [word] }] });
    }
    expect(await listed(id)).toEqual([]);
    expect((await send(base, JSON.stringify(report(id)).padEnd(16_384))).status).toBe(204);
  });

  it('ends with 429 and Retry-After for a client that sends too many, and goes on for others', async () => {
    const { id, base } = await stored();
    for (let i = 0; i < 20; i++) expect((await send(base, report(id))).status).toBe(204);
    const refused = await send(base, report(id));
    expect([refused.status, Number(refused.headers.get('retry-after')) > 500]).toEqual([429, true]);
    expect((await send(base, report(id), '10.20.3.5')).status).toBe(204);
  });

  it('is the same 404 without the key, and only takes POST', async () => {
    const { id, base } = await stored();
    expect((await send(`/config/${id}/${'x'.repeat(32)}`, report(id))).status).toBe(404);
    expect((await send(`/config/${id}/SHORT`, report(id))).status).toBe(404);
    expect((await send(`/config/${id}`, report(id))).status).toBe(404);
    const answer = await get(`${base}/reports`);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await listed(id)).toEqual([]);
  });
});

describe('GET /v1/profiles/{id}/reports', () => {
  it('pages, needs the scope read, and is 404 for an unknown profile', async () => {
    const { id, base } = await stored();
    for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) {
      await call('POST', `${base}/reports`, {
        token: null,
        body: report(id),
        headers: { 'CF-Connecting-IP': address },
      });
    }
    const first = ReportPage.parse(await callJson(200, 'GET', `/v1/profiles/${id}/reports?limit=2`));
    const next = `/v1/profiles/${id}/reports?limit=2&cursor=${first.nextCursor}`;
    const second = ReportPage.parse(await callJson(200, 'GET', next));
    expect([...first.items, ...second.items].map(({ from }) => from)).toEqual(['10.0.0.3', '10.0.0.2', '10.0.0.1']);
    expect(second.nextCursor).toBeNull();
    await callProblem(404, 'GET', `/v1/profiles/${newId()}/reports`);
    const { token } = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', {
      body: { name: 'prober', scopes: ['probe'] },
    });
    await callProblem(403, 'GET', `/v1/profiles/${id}/reports`, { token });
  });
});
