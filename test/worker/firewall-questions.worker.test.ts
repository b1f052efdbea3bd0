/** What can be asked of firewall policies over HTTP, and do the answers keep their schemas? */
import { describe, expect, it } from 'vitest';
import { AnalyzeAnswer, FlowAnswers, Reachability } from '../../schemas/firewall-questions.ts';
import { FIREWALL_EXAMPLE } from '../../worker/routes/kinds.ts';
import { call, callJson, callProblem, newId, profile, put } from './api.ts';

const POLICY = {
  zones: {
    staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] },
    guests: { networks: ['10.99.0.0/16'], seenAs: ['203.0.113.0/24'] },
  },
  rules: [
    { id: 'squid', action: 'allow', from: 'staff', to: '10.4.0.8', ports: 3128 },
    { id: 'again', action: 'allow', from: 'staff', to: '10.4.0.8', ports: 3128 },
  ],
};

const analyze = async (body: object) => AnalyzeAnswer.parse(await callJson(200, 'POST', '/v1/analyze', { body }));

async function storePolicy(document: unknown = POLICY): Promise<string> {
  const id = newId('fw');
  await callJson(201, 'PUT', `/v1/firewalls/${id}`, { body: document });
  return id;
}

describe('POST /v1/analyze', () => {
  it('tells what an inline policy holds, with findings, and stores nothing', async () => {
    const answer = await analyze({ firewall: POLICY });
    expect(answer.unreachable).toMatchObject([{ rule: 'again', kind: 'redundant', blockedBy: ['squid'] }]);
    expect(answer).toMatchObject({ complete: true, flows: [], defaultReachable: true, cleanUp: ['again'] });
    expect(answer.diff).toBeUndefined();
    expect(answer.findings.map(({ code, path }) => `${code} ${path}`)).toContain('firewall.redundant /rules/1');
  });

  it('answers flows in their order, with near misses', async () => {
    const flows = [
      { from: '10.20.1.1', to: '10.4.0.8', port: 3128 },
      { from: 'staff', to: '10.4.0.8', port: 8080 },
      { from: 'any', to: '10.4.0.8', port: 3128 },
    ];
    const answer = await analyze({ firewall: POLICY, flows });
    expect(answer.flows).toMatchObject([
      { verdict: 'allow', rule: 'squid' },
      { verdict: 'deny', rule: null, nearMisses: [{ rule: 'squid', axis: 'port', allows: '3128' }] },
      { verdict: 'unknown', rule: null },
    ]);
  });

  it('says exactly what a change allows and denies', async () => {
    const [squid] = POLICY.rules;
    const firewall = { ...POLICY, rules: [{ ...squid, ports: 8080 }] };
    const { diff } = await analyze({ firewall, compareWith: POLICY });
    expect(diff).toMatchObject([
      { change: 'denied', before: 'squid', after: null, witness: expect.stringContaining('tcp/3128') },
      { change: 'allowed', before: null, after: 'squid', witness: expect.stringContaining('tcp/8080') },
    ]);
    expect((await analyze({ firewall: POLICY, compareWith: POLICY })).diff).toEqual([]);
  });

  it('lives through thousands of rules that share one long list, of addresses or of names, compared with others', async () => {
    const lists = {
      addresses: Array.from({ length: 10_000 }, (_, at) => `10.${at >> 8}.${at & 255}.${(at * 7) & 127}`),
      names: Array.from({ length: 10_000 }, (_, at) => `h${at}.ex.test`),
    };
    for (const big of Object.values(lists)) {
      const rules = Array.from({ length: 5_000 }, (_, at) => {
        return { action: at % 2 === 1 ? 'allow' : 'deny', from: 'any', to: 'big', ports: at + 1 };
      });
      const firewall = { groups: { big }, rules };
      const compareWith = { ...firewall, rules: [...rules.slice(1), { action: 'allow', from: 'any', to: 'any' }] };
      const flows = [{ from: '10.0.0.1', to: '10.0.1.7', port: 2 }];
      const answer = await analyze({ firewall, compareWith, flows });
      expect(answer.notAnalysed).toContainEqual({ rule: null, question: 'diff' });
      expect(answer.flows).toMatchObject([{ verdict: big === lists.addresses ? 'allow' : 'deny' }]);
    }
  }, 60_000);

  it('refuses policies and flows without meaning at their places, with lines in YAML', async () => {
    const wrong = { rules: [{ action: 'allow', from: 'nobody', to: 'any' }] };
    const both = await callProblem(422, 'POST', '/v1/analyze', { body: { firewall: wrong, compareWith: wrong } });
    expect(both.errors?.map(({ pointer }) => pointer)).toEqual(['/firewall/rules/0/from', '/compareWith/rules/0/from']);
    const yaml = 'firewall: {}\nflows:\n  - { from: www.example, to: any, port: 80 }\n';
    const flows = await callProblem(422, 'POST', '/v1/analyze', { body: yaml, type: 'application/yaml' });
    expect(flows.errors).toMatchObject([{ pointer: '/flows/0/from', code: 'firewall.name-in-from', line: 3 }]);
    const tooMany = Array.from({ length: 101 }, () => ({ from: 'any', to: 'any', port: 80 }));
    await callProblem(422, 'POST', '/v1/analyze', { body: { firewall: {}, flows: tooMany } });
  });

  it('takes two policies of the largest size', async () => {
    const rules = Array.from({ length: 5_000 }, (_, at) => ({
      action: at % 3 === 0 ? 'deny' : 'allow',
      from: `10.${at % 200}.0.0/16`,
      to: `172.16.${at % 256}.0/24`,
      ports: [3128, 8000 + (at % 50)],
    }));
    const without = { rules: rules.slice(1), default: 'allow' };
    const answer = await analyze({ firewall: { rules, default: 'allow' }, compareWith: without });
    expect(answer.diff).toContainEqual(expect.objectContaining({ change: 'denied', after: 0 }));
  }, 60_000);
});

describe('GET /v1/firewalls/{id}/analysis and POST /v1/firewalls/{id}/query', () => {
  it('answer for the newest revision of a stored policy', async () => {
    const id = await storePolicy();
    const path = `/v1/firewalls/${id}`;
    const first = AnalyzeAnswer.parse(await callJson(200, 'GET', `${path}/analysis`));
    expect(first.cleanUp).toEqual(['again']);
    const body = { flows: [{ from: 'guests', to: '10.4.0.8', port: 3128 }] };
    const { flows } = FlowAnswers.parse(await callJson(200, 'POST', `${path}/query`, { body }));
    expect(flows).toMatchObject([{ verdict: 'deny', nearMisses: [{ rule: 'squid', axis: 'from', allows: 'staff' }] }]);
    await callJson(200, 'PUT', path, { body: { ...POLICY, rules: [], default: 'allow' } });
    expect(await callJson(200, 'POST', `${path}/query`, { body })).toMatchObject({ flows: [{ verdict: 'allow' }] });
    expect(AnalyzeAnswer.parse(await callJson(200, 'GET', `${path}/analysis`)).cleanUp).toEqual([]);
  });

  it('answer 404 for no policy, and 422 for flows that mean nothing', async () => {
    const body = { flows: [{ from: 'any', to: 'any', port: 80 }] };
    await callProblem(404, 'GET', `/v1/firewalls/${newId()}/analysis`);
    await callProblem(404, 'POST', `/v1/firewalls/${newId()}/query`, { body });
    const path = `/v1/firewalls/${await storePolicy()}/query`;
    const problem = await callProblem(422, 'POST', path, { body: { flows: [{ from: 'moon', to: 'any', port: 80 }] } });
    expect(problem.errors).toMatchObject([{ pointer: '/flows/0/from', code: 'firewall.unknown-peer' }]);
    await callProblem(422, 'POST', path, { body: { flows: [] } });
    await callProblem(422, 'POST', path, { body: { flows: [{ from: 'any', to: 'any', port: 0 }] } });
  });

  it('are for tokens that may read policies: not for those of single profiles', async () => {
    const id = await storePolicy();
    const scopes = ['read'];
    const made = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body: { name: 'r', scopes } });
    await callJson(200, 'GET', `/v1/firewalls/${id}/analysis`, { token: made.token });
    await callProblem(403, 'PUT', `/v1/firewalls/${id}`, { body: POLICY, token: made.token });
    const confined = { name: 'c', scopes: ['write'], profiles: ['hq'] };
    const one = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body: confined });
    await callProblem(403, 'GET', `/v1/firewalls/${id}/analysis`, { token: one.token });
    await callProblem(403, 'PUT', `/v1/firewalls/${id}`, { body: POLICY, token: one.token });
    await callProblem(403, 'GET', '/v1/firewalls', { token: one.token });
    await callJson(200, 'POST', '/v1/analyze', { body: { firewall: POLICY }, token: one.token });
  });
});

describe('GET /v1/profiles/{id}/reachability', () => {
  const proxies = {
    squid: { scheme: 'http', host: '10.4.0.8', port: 3128 },
    tunnel: { scheme: 'socks5', host: 'socks.corp.example', port: 1080 },
  };

  it('is zones by proxies and direct, each with what decides, near misses and examples', async () => {
    const { id } = await put(newId('p'), profile(3128, { firewall: await storePolicy(), proxies }));
    const { results } = Reachability.parse(await callJson(200, 'GET', `/v1/profiles/${id}/reachability`));
    expect(results.map(({ zone, proxy, verdict }) => `${zone} ${proxy} ${verdict}`)).toEqual([
      ...['guests squid none', 'guests tunnel none', 'guests direct none'],
      ...['staff squid all', 'staff tunnel none', 'staff direct none'],
    ]);
    expect(results[0]).toMatchObject({
      rules: [null],
      nearMisses: [{ rule: 'squid', axis: 'from', allows: 'staff' }],
      denied: expect.stringContaining('→ 10.4.0.8 tcp/3128'),
    });
    expect(results[3]).toMatchObject({ rules: ['squid'], allowed: '10.20.0.0 → 10.4.0.8 tcp/3128' });
  });

  it('is empty for a profile without a policy, 404 for none, and open to a token of the profile', async () => {
    const { id } = await put(newId('p'));
    expect(await callJson(200, 'GET', `/v1/profiles/${id}/reachability`)).toEqual({ results: [] });
    await callProblem(404, 'GET', `/v1/profiles/${newId()}/reachability`);
    const follower = await put(newId('p'), profile(3128, { firewall: await storePolicy(), proxies }));
    const body = { name: 'c', scopes: ['read'], profiles: [follower.id] };
    const { token } = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', { body });
    await callJson(200, 'GET', `/v1/profiles/${follower.id}/reachability`, { token });
    await callProblem(403, 'GET', `/v1/profiles/${id}/reachability`, { token });
  });
});

describe('explain of a profile that follows a policy', () => {
  const follower = { proxies: { squid: { scheme: 'http', host: '10.4.0.8', port: 3128 } }, default: 'squid' };
  const url = 'http://news.example/';
  const queries = [{ url }, { url, zone: 'staff' }, { url, zone: 'guests' }, { url, client: '10.99.1.1' }];
  const expected = [
    { route: 'squid', pac: 'PROXY 10.4.0.8:3128' },
    { route: 'squid', pac: 'PROXY 10.4.0.8:3128' },
    { route: 'block', proxies: [], pac: 'PROXY 127.0.0.1:9' },
    { route: 'block' },
  ];

  it('answers with what is left in the zone, inline and stored', async () => {
    const inline = { profile: { ...follower, firewall: 'campus' }, firewall: POLICY, queries };
    expect(await callJson(200, 'POST', '/v1/explain', { body: inline })).toMatchObject({ results: expected });
    const { id } = await put(newId('p'), { ...follower, firewall: await storePolicy() });
    const path = `/v1/profiles/${id}/explain`;
    expect(await callJson(200, 'POST', path, { body: { queries } })).toMatchObject({ results: expected });
  });

  it('refuses an unknown zone, a policy that is none, and a profile whose policy is not given', async () => {
    const firewall = { firewall: POLICY };
    const asked = { profile: { ...follower, firewall: 'campus' }, queries: [{ url, zone: 'moon' }] };
    const zone = await callProblem(422, 'POST', '/v1/explain', { body: { ...asked, ...firewall } });
    expect(zone.errors).toMatchObject([{ pointer: '/queries/0/zone', code: 'reference.unknown' }]);
    const missing = await callProblem(422, 'POST', '/v1/explain', { body: { ...asked, queries: [{ url }] } });
    expect(missing.errors).toMatchObject([{ pointer: '/profile/firewall', code: 'reference.unknown' }]);
    const wrong = { ...asked, firewall: { rules: [{ action: 'deny', from: 'any', to: '10.0.0.1/8' }] } };
    const policy = await callProblem(422, 'POST', '/v1/explain', { body: wrong });
    expect(policy.errors).toMatchObject([{ pointer: '/firewall/rules/0/to', code: 'cidr.host-bits' }]);
  });

  it('renders the PAC of a zone with the policy inline', async () => {
    const body = { profile: { ...follower, firewall: 'campus' }, firewall: POLICY, zone: 'guests' };
    const { text } = await callJson<{ text: string }>(200, 'POST', '/v1/render', { body });
    expect(text).toContain('left out: squid (http://10.4.0.8:3128)');
    await callProblem(422, 'POST', '/v1/render', { body: { ...body, zone: 'moon' } });
  });
});

describe('the example of a policy', () => {
  it('is analysed without a warning', async () => {
    const { findings } = await analyze({ firewall: FIREWALL_EXAMPLE.document });
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect((await call('POST', '/v1/analyze', { token: null, body: {} })).status).toBe(401);
  });
});
