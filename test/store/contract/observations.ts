/** What must hold for allowances, probes, doctors' reports and the canary's key? */
import { expect, test } from 'vitest';
import type { DoctorReport, ProbeResult } from '../../../schemas/probe.ts';
import { ACTOR, all, type Harness, profile, put, remove } from '../harness.ts';

const result = (proxy: string, more: Partial<ProbeResult> = {}): ProbeResult => ({
  proxy,
  state: 'open',
  speaks: 'http-proxy',
  authentication: [],
  exposure: 'no-auth',
  matches: true,
  findings: [],
  ms: 12,
  ...more,
});

const report = (problems = 0): DoctorReport => ({
  doctor: 1,
  profile: 'hq',
  zone: null,
  tool: 'bash',
  proxies: [],
  routes: [],
  direct: null,
  problems,
});

const MINUTE = 60_000;

export function observationContract(open: () => Promise<Harness>): void {
  const start = (h: Harness, ...endpoints: readonly string[]) =>
    h.store().startProbe({ profile: 'hq', endpoints, actor: ACTOR });
  const send = (h: Harness, client: string | null, problems = 0) =>
    h.store().keepReport({ profile: 'hq', client, report: report(problems) });
  const reports = (h: Harness, limit = 200) =>
    all(async (page) => (await h.store().reports('hq', page)) ?? { items: [], nextCursor: null }, limit);

  test('startProbe ends when the allowance of one endpoint is used up, and takes nothing of the others then', async () => {
    const h = await open();
    for (let i = 0; i < 12; i++) expect(await start(h, 'a.example 3128')).toEqual({ ok: true });
    for (let i = 0; i < 3; i++) {
      const refused = await start(h, 'b.example 3128', 'a.example 3128');
      expect(refused).toMatchObject({ ok: false, reason: 'limited', what: 'probe a.example 3128' });
      expect(refused.ok ? 0 : refused.retryAfter).toBeGreaterThan(590);
    }
    for (let i = 0; i < 12; i++) expect((await start(h, 'b.example 3128')).ok).toBe(true);
    expect((await start(h, 'b.example 3128')).ok).toBe(false);
    expect((await start(h, 'a.example 3129')).ok).toBe(true);
  });

  test('startProbe counts one endpoint under two schemes twice, whichever profile names it', async () => {
    const h = await open();
    for (let i = 0; i < 6; i++) expect((await start(h, 'a.example 1080', 'a.example 1080')).ok).toBe(true);
    const other = { profile: 'lab', endpoints: ['a.example 1080'], actor: ACTOR };
    expect((await h.store().startProbe(other)).ok).toBe(false);
  });

  test('startProbe goes on when the time of an allowance is over, also after a crash', async () => {
    const h = await open();
    for (let i = 0; i < 12; i++) await start(h, 'a.example 3128');
    await h.crash();
    h.advance(9 * MINUTE);
    expect((await start(h, 'a.example 3128')).ok).toBe(false);
    h.advance(2 * MINUTE);
    expect((await start(h, 'a.example 3128')).ok).toBe(true);
  });

  test('startProbe ends for the day, whatever the endpoints are', async () => {
    const h = await open();
    for (let day = 0; day < 2; day++) {
      for (let i = 0; i < 20; i++) {
        const endpoints = Array.from({ length: 50 }, (_, n) => `p${i}-${n}.example 3128`);
        expect((await start(h, ...endpoints)).ok).toBe(true);
      }
      const refused = await start(h, 'one-more.example 3128');
      expect(refused).toMatchObject({ ok: false, what: 'probes of a day' });
      expect(refused.ok ? 0 : refused.retryAfter).toBeGreaterThan(86_000);
      h.advance(24 * 60 * MINUTE);
    }
  });

  test('startProbe is in the audit, once for each call that was let through', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    await start(h, 'a.example 3128', 'b.example 3128');
    for (let i = 0; i < 12; i++) await start(h, 'a.example 3128');
    const entries = await all((page) => h.store().audit(page, { kind: 'profile', id: 'hq' }));
    expect(entries.filter(({ action }) => action === 'probe')).toHaveLength(12);
    expect(entries[0]).toMatchObject({ action: 'probe', by: 'tester', from: '192.0.2.7', requestId: 'r-1' });
  });

  test('keepProbes keeps the latest of each proxy with its time, and forgets it with the profile', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    const keep = (...probes: readonly { endpoint: string; result: ProbeResult }[]) =>
      h.store().keepProbes({ profile: 'hq', probes, actor: ACTOR });
    await keep(
      { endpoint: 'http a.example 3128', result: result('squid') },
      { endpoint: 'socks5 b.example 1080', result: result('dante', { speaks: 'socks5' }) },
    );
    const [dante, squid] = await h.store().probes('hq');
    expect(dante).toMatchObject({ endpoint: 'socks5 b.example 1080', by: 'tester', result: { speaks: 'socks5' } });
    h.advance(MINUTE);
    await keep({ endpoint: 'http a.example 3129', result: result('squid', { state: 'closed', speaks: null }) });
    const after = await h.store().probes('hq');
    expect(after.map(({ endpoint }) => endpoint)).toEqual(['socks5 b.example 1080', 'http a.example 3129']);
    expect(after[1]?.result).toEqual(result('squid', { state: 'closed', speaks: null }));
    expect(Date.parse(after[1]?.at ?? '') - Date.parse(squid?.at ?? '')).toBeGreaterThanOrEqual(MINUTE);

    await remove(h, 'hq');
    await keep({ endpoint: 'http a.example 3128', result: result('squid') });
    await put(h, 'hq', profile(1));
    expect(await h.store().probes('hq')).toEqual([]);
  });

  test('keepReport keeps the latest of each client, the newest first, and forgets them with the profile', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    expect(await h.store().reports('nobody', { limit: 9, cursor: null })).toBeNull();
    await send(h, '10.20.3.4', 1);
    h.advance(MINUTE);
    await send(h, '2001:db8::4', 2);
    await send(h, null, 3);
    h.advance(MINUTE);
    await send(h, '10.20.3.4', 0);
    for (const limit of [1, 2, 200]) {
      expect((await reports(h, limit)).map((one) => [one.client, one.report.problems])).toEqual([
        ['10.20.3.4', 0],
        [null, 3],
        ['2001:db8::4', 2],
      ]);
    }
    await remove(h, 'hq');
    expect(await h.store().reports('hq', { limit: 9, cursor: null })).toBeNull();
    expect(await send(h, '10.20.3.4')).toEqual({ ok: true });
    await put(h, 'hq', profile(1));
    expect(await reports(h)).toEqual([]);
  });

  test('keepReport ends for a client that sends too many, and an IPv6 network counts as one client', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    for (const client of [(_: number) => '10.20.3.4', (n: number) => `2001:db8:1:2::${n.toString(16)}`]) {
      for (let i = 0; i < 20; i++) expect((await send(h, client(i))).ok).toBe(true);
      const refused = await send(h, client(99));
      expect(refused).toMatchObject({ ok: false, reason: 'limited' });
      expect(refused.ok ? 0 : refused.retryAfter).toBeGreaterThan(590);
    }
    expect((await send(h, '10.20.3.5')).ok).toBe(true);
    expect((await send(h, '2001:db8:1:3::1')).ok).toBe(true);
    h.advance(11 * MINUTE);
    expect((await send(h, '10.20.3.4')).ok).toBe(true);
  });

  test('keepReport forgets reports after 30 days', async () => {
    const h = await open();
    await put(h, 'hq', profile(1));
    await send(h, '10.20.3.4');
    h.advance(29 * 24 * 60 * MINUTE);
    expect(await reports(h)).toHaveLength(1);
    h.advance(2 * 24 * 60 * MINUTE);
    expect(await reports(h)).toEqual([]);
  });

  test('canaryKey is the same for the life of the registry, and 32 bytes that are not those of another one', async () => {
    const h = await open();
    const key = await h.store().canaryKey();
    expect(key).toHaveLength(32);
    expect(new Set(key).size).toBeGreaterThan(8);
    await h.crash();
    expect([...(await h.store().canaryKey())]).toEqual([...key]);
  });
}
