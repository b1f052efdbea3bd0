import { describe, expect, it } from 'vitest';
import { DoctorReport, ReportPage } from '../../schemas/probe.ts';
import { call, callJson, newId, profile, put, textOf } from './api.ts';

/** Stores a profile and gives its id and the folder of its `/config/…` URLs with the key. */
async function stored(document: Record<string, unknown> = profile()) {
  const { id, publication } = await put(newId('cfg'), document);
  const key = publication?.pacUrl?.split('/').at(-1)?.replace('.pac', '') ?? '';
  return { id, key, base: `/config/${id}/${key}` };
}

const get = (path: string, headers: Record<string, string> = {}) => call('GET', path, { token: null, headers });

describe('a doctor of a profile that follows a firewall policy', () => {
  const policy = {
    zones: {
      staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] },
      guests: { networks: ['10.99.0.0/16'], seenAs: ['203.0.113.0/24'] },
    },
    names: { 'proxy.corp.example': ['10.4.0.8'], 'portolan.example': ['192.0.2.80'] },
    rules: [
      { id: 'staff-proxy', action: 'allow', from: 'staff', to: '10.4.0.0/24', ports: [3128] },
      { id: 'portolan', action: 'allow', from: 'any', to: '192.0.2.80', ports: [443] },
    ],
    default: 'deny',
  };

  it('expects what the policy says for the zone: by ?zone=, else by the address', async () => {
    const firewall = newId('fw');
    await callJson(201, 'PUT', `/v1/firewalls/${firewall}`, { body: policy });
    const { base } = await stored(profile(3128, { firewall }));
    const expected = async (query: string, headers: Record<string, string> = {}) => {
      const answer = await get(`${base}/doctor.sh${query}`, headers);
      const text = await textOf(answer);
      const [, zone] = /^ZONE='(.*)'$/m.exec(text) ?? [];
      const [, squid] = /'3128' '' '(.*)'$/m.exec(text) ?? [];
      const [, direct] = /^DIRECT_EXPECTED='(.*)'$/m.exec(text) ?? [];
      return [zone, squid, direct, answer.headers.get('portolan-variant')];
    };
    expect(await expected('?zone=staff')).toEqual(['staff', 'reachable', 'reachable', null]);
    expect(await expected('?zone=guests')).toEqual(['guests', 'unreachable', 'reachable', null]);
    expect(await expected('', { 'CF-Connecting-IP': '203.0.113.9' })).toEqual([
      'guests',
      'unreachable',
      'reachable',
      null,
    ]);
    expect(await expected('')).toEqual(['-', 'reachable', 'unknown', null]);
    expect(await expected('?zone=nowhere')).toEqual(['-', 'reachable', 'unknown', 'generic; unknown=zone']);
    expect((await expected('?for=nothing')).at(-1)).toBe('generic; unknown=for');
    expect((await expected('?zone=nowhere&for=nothing')).at(-1)).toBe('generic; unknown=zone,for');
    expect((await expected('?zone=staff&for=apple')).at(-1)).toBeNull();
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

describe('GET /v1/profiles/{id}/reports of a profile that follows a firewall policy', () => {
  it('stands beside what the firewall policy says for the zone, under the network of the zone', async () => {
    const firewall = newId('fw');
    const zones = { staff: { networks: ['10.20.0.0/16'] } };
    const rules = [{ action: 'allow', from: 'staff', to: '10.4.0.8', ports: [3128] }];
    const names = { 'proxy.corp.example': ['10.4.0.8'] };
    await callJson(201, 'PUT', `/v1/firewalls/${firewall}`, { body: { zones, names, rules } });
    const { id, base } = await stored(profile(3128, { firewall }));
    const headers = { 'CF-Connecting-IP': '10.20.3.4' };
    await call('POST', `${base}/reports`, { token: null, body: report(id, { zone: 'staff' }), headers });
    await call('POST', `${base}/reports`, { token: null, body: report(id, { zone: 'gone' }) });
    const { items } = ReportPage.parse(await callJson(200, 'GET', `/v1/profiles/${id}/reports`));
    expect(items.map(({ summary, firewall: verdicts }) => [summary, verdicts])).toEqual([
      ['from somewhere (gone): squid refused, no page through squid', null],
      [
        'from 10.20.0.0/16 (staff): squid refused, no page through squid',
        [
          { proxy: 'squid', verdict: 'all' },
          { proxy: 'direct', verdict: 'none' },
        ],
      ],
    ]);
  });
});
