/** Do firewall policies have the same life as profiles: stored, read, changed, compared, rolled back, withdrawn? */
import { describe, expect, it } from 'vitest';
import { FirewallEnvelope, FirewallRevision } from '../../schemas/envelope.ts';
import { FIREWALL_EXAMPLE } from '../../worker/routes/kinds.ts';
import { call, callJson, callProblem, newId, profile, put, textOf } from './api.ts';

/** A small policy; `port` makes two of them differ. */
const policy = (port = 3128): Record<string, unknown> => ({
  title: 'Campus',
  zones: { staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] } },
  rules: [{ id: 'proxy', action: 'allow', from: 'staff', to: '10.4.0.8', ports: port }],
});

const putPolicy = async (id: string, document: unknown = policy(), query = '') => {
  const answer = await call('PUT', `/v1/firewalls/${id}${query}`, { body: document });
  const text = await answer.text();
  expect(`${answer.status} ${text}`).toMatch(/^20[01] /);
  return FirewallEnvelope.parse(JSON.parse(text));
};

describe('PUT /v1/firewalls/{id}', () => {
  it('stores a policy in canonical spelling, and answers with its findings and without a publication', async () => {
    const id = newId('fw');
    const written = {
      ...policy(),
      rules: [{ action: 'allow', from: 'staff', to: 'Proxy.Corp.EXAMPLE' }],
    };
    const answer = await call('PUT', `/v1/firewalls/${id}`, { body: written });
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/v1/firewalls/${id}`]);
    const envelope = FirewallEnvelope.parse(await answer.json());
    expect(envelope).toMatchObject({ id, revision: 1, publication: null });
    expect(envelope.document.rules).toEqual([{ action: 'allow', from: 'staff', to: 'proxy.corp.example' }]);
    expect(envelope.findings.map(({ code }) => code)).toContain('firewall.name-unknown');
    expect(answer.headers.get('etag')).toBe(envelope.etag);
  });

  it('takes the example of the documentation, as JSON and as YAML, without a finding', async () => {
    const id = newId('fw');
    expect((await putPolicy(id, FIREWALL_EXAMPLE.document)).findings).toEqual([]);
    const yaml = 'title: Y\nzones:\n  staff: { networks: [10.0.0.0/8], seenAs: [192.0.2.0/24] }\ndefault: allow\n';
    const answer = await call('PUT', `/v1/firewalls/${id}`, { body: yaml, type: 'application/yaml' });
    expect(await answer.json()).toMatchObject({ revision: 2, document: { default: 'allow' } });
  });

  it('makes no revision of an equal document, whatever the order of its keys', async () => {
    const id = newId('fw');
    await putPolicy(id);
    const again = Object.fromEntries(Object.entries(policy()).reverse());
    expect(await putPolicy(id, again)).toMatchObject({ revision: 1 });
  });

  it('keeps the preconditions: If-Match, If-None-Match', async () => {
    const id = newId('fw');
    await callProblem(412, 'PUT', `/v1/firewalls/${id}`, { body: policy(), headers: { 'If-Match': '*' } });
    const { etag } = await putPolicy(id);
    await callProblem(412, 'PUT', `/v1/firewalls/${id}`, { body: policy(1), headers: { 'If-None-Match': '*' } });
    await callJson(200, 'PUT', `/v1/firewalls/${id}`, { body: policy(1), headers: { 'If-Match': etag } });
    await callProblem(412, 'PUT', `/v1/firewalls/${id}`, { body: policy(2), headers: { 'If-Match': etag } });
    expect(await putPolicy(id, policy(3))).toMatchObject({ revision: 3, previousRevision: 2 });
  });

  it('changes nothing in a dry run', async () => {
    const id = newId('fw');
    expect(await putPolicy(id, policy(), '?dryRun=true')).toMatchObject({ revision: 1 });
    await callProblem(404, 'GET', `/v1/firewalls/${id}`);
  });

  it('refuses what has no meaning with 422 and its place and line, and keeps nothing', async () => {
    const id = newId('fw');
    const body = 'rules:\n  - { action: allow, from: any, to: nowhere }\n';
    const problem = await callProblem(422, 'PUT', `/v1/firewalls/${id}`, { body, type: 'application/yaml' });
    expect(problem.errors).toMatchObject([{ pointer: '/rules/0/to', code: 'firewall.unknown-peer', line: 2 }]);
    await callProblem(422, 'PUT', `/v1/firewalls/${id}`, { body: { ...policy(), zoens: {} } });
    await callProblem(404, 'GET', `/v1/firewalls/${id}`);
  });

  it('refuses a credential, also in a note, and does not repeat it', async () => {
    const body = { ...policy(), note: 'http://me:hunter22@proxy.corp.example/' };
    const problem = await callProblem(422, 'PUT', `/v1/firewalls/${newId('fw')}`, { body });
    expect(problem.errors).toMatchObject([{ pointer: '/note', code: 'credentials.found' }]);
    expect(JSON.stringify(problem)).not.toContain('hunter22');
  });

  it('has no publish=false: nothing of a policy itself is published', async () => {
    const problem = await callProblem(422, 'PUT', `/v1/firewalls/${newId('fw')}?publish=false`, { body: policy() });
    expect(problem.errors).toMatchObject([{ parameter: 'publish', code: 'parameter.unknown' }]);
  });
});

describe('the life of a policy', () => {
  it('is read as a document and as YAML, listed, and compared with what it was', async () => {
    const id = newId('fw');
    await putPolicy(id);
    await putPolicy(id, policy(8080));
    expect(await callJson(200, 'GET', `/v1/firewalls/${id}?view=document`)).toMatchObject(policy(8080));
    const yaml = await call('GET', `/v1/firewalls/${id}`, { headers: { Accept: 'application/yaml' } });
    expect(await yaml.text()).toContain('ports: 8080');
    const page = await callJson<{ items: { id: string; title: string }[] }>(200, 'GET', '/v1/firewalls?limit=200');
    expect(page.items).toContainEqual(expect.objectContaining({ id, title: 'Campus', revision: 2 }));
    expect(await callJson(200, 'GET', `/v1/firewalls/${id}/diff?from=1&to=2`)).toMatchObject({
      changes: [{ op: 'replace', path: '/rules/0/ports', before: 3128, after: 8080 }],
    });
  });

  it('is rolled back, withdrawn and revived, as its history and the audit tell', async () => {
    const id = newId('fw');
    await putPolicy(id);
    await putPolicy(id, policy(8080));
    const back = await callJson(200, 'POST', `/v1/firewalls/${id}/rollback`, { body: { revision: 1 } });
    expect(FirewallEnvelope.parse(back)).toMatchObject({ revision: 3, document: policy() });
    expect((await call('DELETE', `/v1/firewalls/${id}`)).status).toBe(204);
    await callProblem(404, 'GET', `/v1/firewalls/${id}`);
    const first = await callJson(200, 'GET', `/v1/firewalls/${id}/revisions/1`);
    expect(FirewallRevision.parse(first).document).toMatchObject(policy());
    await callJson(201, 'POST', `/v1/firewalls/${id}/rollback`, { body: { revision: 2 } });
    expect(await callJson(200, 'GET', `/v1/firewalls/${id}`)).toMatchObject({ revision: 4 });
    const audit = await callJson<{ items: { action: string }[] }>(200, 'GET', `/v1/audit?kind=firewall&id=${id}`);
    expect(audit.items.map(({ action }) => action)).toEqual(['rollback', 'delete', 'rollback', 'put', 'put']);
  });

  it('shares no ids with profiles', async () => {
    const id = newId('both');
    await putPolicy(id);
    await callProblem(404, 'GET', `/v1/profiles/${id}`);
  });
});

describe.each([
  ['profile', 'Portolan profile'],
  ['firewall', 'Portolan firewall policy'],
  ['list', 'Portolan rule list'],
])('GET /schemas/%s.json', (kind, title) => {
  it('is a JSON Schema that editors take', async () => {
    const answer = await call('GET', `/schemas/${kind}.json`, { token: null });
    expect(answer.headers.get('content-type')).toMatch(/^application\/schema\+json/);
    expect(await answer.json()).toMatchObject({ $id: `/schemas/${kind}.json`, title });
  });
});

/** A profile that follows a policy, in which `staff` reaches its proxy. */
const follower = (firewall: string, more: Record<string, unknown> = {}) =>
  profile(3128, {
    firewall,
    proxies: { squid: { scheme: 'http', host: '10.4.0.8', port: 3128 } },
    delivery: { access: 'public' },
    tests: [{ url: 'http://news.example/', zone: 'staff', expect: 'squid' }],
    ...more,
  });

describe('profiles that follow a policy', () => {
  it('serve each zone its own PAC, by ?zone= and by the address', async () => {
    const firewall = newId('fw');
    const zones = { ...(policy().zones as object), guests: { networks: ['10.99.0.0/16'], seenAs: ['203.0.113.0/24'] } };
    await putPolicy(firewall, { ...policy(), zones });
    const { id } = await put(newId('p'), follower(firewall));
    const pac = async (query: string, address?: string) => {
      const headers = address === undefined ? {} : { 'CF-Connecting-IP': address };
      const answer = await call('GET', `/pac/${id}.pac${query}`, { token: null, headers });
      return `${await textOf(answer)} ${answer.headers.get('portolan-variant') ?? ''}`;
    };
    expect(await pac('?zone=staff')).toMatch(/zone staff[\s\S]*PROXY 10\.4\.0\.8:3128/);
    expect(await pac('', '198.51.100.9')).toMatch(/zone staff/);
    expect(await pac('', '203.0.113.9')).toMatch(/zone guests[\s\S]*left out: squid/);
    expect(await pac('?zone=moon', '203.0.113.9')).toMatch(/no known zone[\s\S]*generic; unknown=zone$/);
    expect(await pac('')).toMatch(/no known zone/);
  });

  it('are listed by the policy with their state, in dry runs, writes and reads', async () => {
    const firewall = newId('fw');
    await putPolicy(firewall);
    const { id } = await put(newId('p'), follower(firewall));
    const tried = await putPolicy(firewall, policy(8080), '?dryRun=true');
    expect(tried.dependents).toMatchObject([{ profile: id, state: 'held' }]);
    expect((await callJson<Held>(200, 'GET', `/v1/profiles/${id}`)).publication.state).toBe('published');
    const written = await putPolicy(firewall, policy(8080));
    expect(written.dependents).toEqual(tried.dependents);
    const read = FirewallEnvelope.parse(await callJson(200, 'GET', `/v1/firewalls/${firewall}`));
    expect(read.dependents).toEqual(written.dependents);
    const held = await callJson<Held>(200, 'GET', `/v1/profiles/${id}`);
    expect(held.publication).toMatchObject({ state: 'held', revision: 1 });
    expect(held.publication.reason).toContain(`firewall ${firewall}`);
    expect(held.findings.map(({ code }) => code)).toContain('test.failed');
    expect(await textOf(await call('GET', `/pac/${id}.pac?zone=staff`, { token: null }))).toContain('10.4.0.8:3128');
    expect((await putPolicy(firewall)).dependents).toMatchObject([{ profile: id, state: 'published' }]);
  });

  it('show while held what they serve, never 304 for the state before', async () => {
    const firewall = newId('fw');
    await putPolicy(firewall);
    const { id, etag } = await put(newId('p'), follower(firewall));
    const headers = { 'If-None-Match': etag };
    expect((await call('GET', `/v1/profiles/${id}`, { headers })).status).toBe(304);
    await putPolicy(firewall, policy(8080));
    expect((await call('GET', `/v1/profiles/${id}`, { headers })).status).toBe(200);
  });

  it('keep the policy from being withdrawn: 409 names them', async () => {
    const firewall = newId('fw');
    await putPolicy(firewall);
    const { id } = await put(newId('p'), follower(firewall));
    const problem = await callProblem(409, 'DELETE', `/v1/firewalls/${firewall}`);
    expect(problem.errors).toMatchObject([{ code: 'in-use', found: id }]);
    await callProblem(409, 'DELETE', `/v1/firewalls/${firewall}?dryRun=true`);
    await call('DELETE', `/v1/profiles/${id}`);
    expect((await call('DELETE', `/v1/firewalls/${firewall}`)).status).toBe(204);
  });

  it('are refused when the policy is not there', async () => {
    const problem = await callProblem(422, 'PUT', `/v1/profiles/${newId('p')}`, { body: follower('nowhere') });
    expect(problem.errors).toMatchObject([{ pointer: '/firewall', code: 'reference.unknown' }]);
  });
});

interface Held {
  readonly publication: { readonly state: string; readonly revision: number; readonly reason: string };
  readonly findings: readonly { readonly code: string }[];
}

describe('findings of policies and of profiles that follow them, told by PUT, dry run and GET', () => {
  const OPEN = {
    zones: { staff: { networks: ['10.20.0.0/16'], seenAs: ['198.51.100.0/24'] } },
    rules: [
      { id: 'all', action: 'allow', from: 'any', to: '10.4.0.8', ports: [3128, 9000] },
      { id: 'world', action: 'allow', from: 'staff', to: 'any', ports: [8080] },
    ],
  };
  const PROFILE = {
    proxies: {
      squid: { scheme: 'http', host: '10.4.0.8', port: 3128 },
      lost: { scheme: 'http', host: '10.9.0.9', port: 3128 },
    },
    routes: { nowhere: ['lost'] },
    rules: [
      { when: { domain: 'a.example' }, use: 'nowhere' },
      { when: { cidr: '192.0.2.0/24' }, use: 'direct' },
    ],
    default: 'squid',
    delivery: { access: 'public' },
  };
  const told = (findings: readonly { code: string; path: string }[]) =>
    findings.map(({ code, path }) => `${code} ${path}`).filter((line) => line.startsWith('firewall.'));

  it('an opening without a source restriction, and a proxy port open to any', async () => {
    const id = newId('fw');
    const wanted = ['firewall.any-source /rules/0/from', 'firewall.proxy-port-anywhere /rules/1/to'];
    expect(told((await putPolicy(id, OPEN, '?dryRun=true')).findings)).toEqual(expect.arrayContaining(wanted));
    expect(told((await putPolicy(id, OPEN)).findings)).toEqual(expect.arrayContaining(wanted));
    const read = FirewallEnvelope.parse(await callJson(200, 'GET', `/v1/firewalls/${id}`));
    expect(told(read.findings)).toEqual(expect.arrayContaining(wanted));
  });

  it('what no zone reaches, an empty route, a direct that is blocked, strangers at a proxy, a port for nothing', async () => {
    const firewall = newId('fw');
    await putPolicy(firewall, OPEN);
    const { id, findings } = await put(newId('p'), { ...PROFILE, firewall });
    expect(told(findings as { code: string; path: string }[])).toEqual(
      expect.arrayContaining([
        'firewall.proxy-unreachable /proxies/lost',
        'firewall.route-empty /routes/nowhere',
        'firewall.direct-blocked /rules/1/use',
        'firewall.proxy-open /proxies/squid',
        'firewall.port-unused /proxies/squid',
      ]),
    );
    const other = { scheme: 'http', host: '10.4.0.8', port: 9000 };
    const second = await put(newId('p'), { proxies: { other }, default: 'other', firewall });
    expect(told(second.findings as { code: string; path: string }[])).not.toContain(
      'firewall.port-unused /proxies/other',
    );
    const { dependents = [] } = await putPolicy(firewall, { ...OPEN, title: 'Anew' });
    expect(dependents.map(({ profile: name }) => name).sort()).toEqual([id, second.id].sort());
    for (const one of dependents) expect(told(one.findings).join()).not.toContain('port-unused');
  });
});
