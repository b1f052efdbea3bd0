import { describe, expect, it } from 'vitest';
import { DocumentSet, Plan } from '../../schemas/automation.ts';
import { call, callJson, callProblem, newId, profile, put, textOf } from './api.ts';

const policy = (port = 3_128) => ({
  zones: { staff: { networks: ['10.20.0.0/16'] } },
  rules: [{ id: 'proxy', action: 'allow', from: 'staff', to: '10.4.0.0/24', ports: [port] }],
  default: 'deny',
});
const list = (text = 'ads.example\n') => ({ format: 'domains', text });
const apply = async (documents: unknown, query = '', sent = {}) =>
  Plan.parse(await callJson(200, 'POST', `/v1/apply${query}`, { body: documents, ...sent }));
const actionsOf = ({ plan }: Plan) => plan.map(({ kind, id, action }) => [kind, id, action]);

/** A profile that is made with a policy and a list, which come after it in the set. */
const trio = () => {
  const [hq, campus, ads] = [newId('hq'), newId('campus'), newId('ads')];
  const rules = [{ when: { list: ads }, use: 'block' }];
  const set = [
    { kind: 'profile', id: hq, ...profile(3_128, { rules, firewall: campus }) },
    { kind: 'firewall', id: campus, ...policy() },
    { kind: 'list', id: ads, ...list() },
  ];
  return { hq, campus, ads, set };
};

describe('POST /v1/apply', () => {
  it('creates what is missing, whatever the order in the set, and publishes it', async () => {
    const { hq, campus, ads, set } = trio();
    const done = await apply(set);
    expect(actionsOf(done)).toEqual([
      ['list', ads, 'create'],
      ['firewall', campus, 'create'],
      ['profile', hq, 'create'],
    ]);
    expect(done.totals).toEqual({ create: 3, change: 0, delete: 0, unchanged: 0 });
    const publication = done.plan.at(-1)?.publication;
    expect(publication?.state).toBe('published');
    const pac = await call('GET', publication?.pacUrl ?? '', { token: null });
    expect(await textOf(pac)).toContain('FindProxyForURL');
  });

  it('makes no revision of what is equal', async () => {
    const { set } = trio();
    await apply(set);
    const again = await apply(set);
    expect(again.totals).toEqual({ create: 0, change: 0, delete: 0, unchanged: 3 });
    expect(again.plan.map(({ revision, changes }) => [revision, changes])).toEqual([
      [1, []],
      [1, []],
      [1, []],
    ]);
  });

  it('says what it changes, by pointer', async () => {
    const id = newId();
    await put(id, profile(3_128));
    const done = await apply([{ kind: 'profile', id, ...profile(3_129) }]);
    expect(done.plan).toMatchObject([
      { action: 'change', revision: 2, changes: [{ path: '/proxies/squid/port', before: 3_128, after: 3_129 }] },
    ]);
  });

  it('answers the plan and changes nothing in a dry run', async () => {
    const { hq, set } = trio();
    const planned = await apply(set, '?dryRun=true');
    expect(planned).toMatchObject({ dryRun: true, totals: { create: 3 } });
    await callProblem(404, 'GET', `/v1/profiles/${hq}`);
  });

  it('changes nothing when one document is wrong, and says where', async () => {
    const { hq, campus, ads, set } = trio();
    const broken = [...set, { kind: 'profile', id: newId(), ...profile(3_128, { default: 'nowhere' }) }];
    const { errors } = await callProblem(422, 'POST', '/v1/apply', { body: broken });
    expect(errors).toMatchObject([{ pointer: '/3/default', code: 'reference.unknown' }]);
    for (const path of [`profiles/${hq}`, `firewalls/${campus}`, `lists/${ads}`]) {
      await callProblem(404, 'GET', `/v1/${path}`);
    }
  });

  it('tells every document of the wrong shape, with its line', async () => {
    const body = '---\nkind: profile\nid: a\ndefault: direct\ncolour: red\n---\nkind: firewall\nid: b\nrules: 7\n';
    const { errors } = await callProblem(422, 'POST', '/v1/apply', { body, type: 'application/yaml' });
    expect(errors?.map(({ pointer, line }) => [pointer, line])).toEqual(
      expect.arrayContaining([
        ['/0/colour', 5],
        ['/1/rules', 9],
      ]),
    );
  });

  it.each([
    [
      'the same document twice',
      [
        { kind: 'list', id: 'a', ...list() },
        { kind: 'list', id: 'a', ...list() },
      ],
      '/1/id',
    ],
    ['an unknown kind', [{ kind: 'proxy', id: 'a' }], '/0/kind'],
    ['no id', [{ kind: 'list', ...list() }], '/0/id'],
    ['a reserved id', [{ kind: 'list', id: 'direct', ...list() }], '/0/id'],
  ])('refuses %s', async (_, body, pointer) => {
    const { errors } = await callProblem(422, 'POST', '/v1/apply', { body });
    expect(errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('deletes what is not in the set only when told to, users before what they use', async () => {
    const { hq, campus, ads, set } = trio();
    await apply(set);
    const kept = DocumentSet.parse(await callJson(200, 'GET', '/v1/export')).filter(
      ({ id }) => ![hq, campus, ads].includes(id),
    );
    expect((await apply(kept)).totals.delete).toBe(0);
    const pruned = await apply(kept, '?prune=true');
    expect(actionsOf(pruned).filter(([, , action]) => action === 'delete')).toEqual([
      ['profile', hq, 'delete'],
      ['firewall', campus, 'delete'],
      ['list', ads, 'delete'],
    ]);
    await callProblem(404, 'GET', `/v1/lists/${ads}`);
  });

  it('deletes nothing that the set still uses', async () => {
    const { ads, set } = trio();
    await apply(set);
    const others = DocumentSet.parse(await callJson(200, 'GET', '/v1/export')).filter(({ id }) => id !== ads);
    const { errors } = await callProblem(409, 'POST', '/v1/apply?prune=true', { body: others });
    expect(errors?.[0]?.detail).toMatch(/^profile hq/);
    await callJson(200, 'GET', `/v1/lists/${ads}`);
  });

  it('names the profiles outside of the set that were made anew', async () => {
    const { hq, campus, set } = trio();
    await apply(set);
    const done = await apply([{ kind: 'firewall', id: campus, ...policy(3_129) }]);
    expect(done.dependents).toMatchObject([{ profile: hq, state: 'published' }]);
  });

  it('stands in the audit as apply', async () => {
    const { hq, set } = trio();
    await apply(set);
    const { items } = await callJson<{ items: unknown[] }>(200, 'GET', `/v1/audit?id=${hq}&action=apply`);
    expect(items).toHaveLength(1);
  });

  it('needs the right for every document, and for all when it prunes', async () => {
    const { id } = await put(newId());
    const { token } = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', {
      body: { name: 'confined', scopes: ['write'], profiles: [id] },
    });
    const mine = { kind: 'profile', id, ...profile(3_130) };
    expect((await apply([mine], '', { token })).totals.change).toBe(1);
    await callProblem(403, 'POST', '/v1/apply?prune=true', { token, body: [mine] });
    await callProblem(403, 'POST', '/v1/apply', { token, body: [mine, { kind: 'list', id: 'x', ...list() }] });
  });
});

describe('GET /v1/export', () => {
  it('gives the set that apply leaves unchanged, as JSON and as YAML', async () => {
    await apply(trio().set);
    const json = await (await call('GET', '/v1/export')).text();
    const yaml = await textOf(await call('GET', '/v1/export', { headers: { Accept: 'application/yaml' } }));
    const fromJson = await apply(json, '?prune=true');
    const fromYaml = await apply(yaml, '?prune=true', { type: 'application/yaml' });
    for (const { totals } of [fromJson, fromYaml]) {
      expect(totals).toMatchObject({ create: 0, change: 0, delete: 0 });
    }
    expect(fromYaml.totals.unchanged).toBe(fromJson.totals.unchanged);
  });

  it('gives the same bytes again', async () => {
    await apply(trio().set);
    const text = async () => (await call('GET', '/v1/export')).text();
    expect(await text()).toBe(await text());
  });

  it('is for tokens that are not confined', async () => {
    const { id } = await put(newId());
    const { token } = await callJson<{ token: string }>(201, 'POST', '/v1/tokens', {
      body: { name: 'confined', scopes: ['read'], profiles: [id] },
    });
    await callProblem(403, 'GET', '/v1/export', { token });
  });
});
